import { SendOutlined } from '@ant-design/icons';
import type { TicketSurvey } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Ago } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useMay } from '../session/session.ts';
import { badScores } from './score-text.ts';
import { SendSurveyDialog } from './send-survey-dialog.tsx';
import { ticketSurveysQuery } from './survey.queries.ts';
import { ScoreMark } from './survey-marks.tsx';
import styles from './surveys.module.css';

/** How the customer was asked about this ticket, what the answer was, and the way to ask. */
export function TicketSurveysPanel({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [sending, setSending] = useState(false);
  const mayRead = may('surveys.read');
  const asked = useQuery({ ...ticketSurveysQuery(ticketId), enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Panel
      title={t('surveys.title')}
      extra={
        may('surveys.send') ? (
          <Button
            type="text"
            size="small"
            icon={<SendOutlined />}
            aria-label={t('surveys.sendOne')}
            title={t('surveys.sendOne')}
            onClick={() => setSending(true)}
          />
        ) : null
      }
    >
      {asked.isError ? (
        <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
      ) : asked.data?.length === 0 ? (
        <div className="faint">{t('surveys.neverAsked')}</div>
      ) : (
        <div className={styles['stack']}>
          {asked.data?.map((one) => (
            <Asked key={one.id} asked={one} />
          ))}
        </div>
      )}
      {sending ? <SendSurveyDialog ticketId={ticketId} onClose={() => setSending(false)} /> : null}
    </Panel>
  );
}

function Asked({ asked }: { asked: TicketSurvey }) {
  const { t } = useTranslation();
  const { answer, survey, state } = asked;
  return (
    <div>
      <div className={styles['line']}>
        <Link to={`/surveys/${survey.id}`} className="ellipsis">
          {survey.name}
        </Link>
        {answer !== null && answer.kind !== null && answer.score !== null ? (
          <ScoreMark kind={answer.kind} score={answer.score} isBad={answer.score <= badScores[answer.kind]} />
        ) : (
          <Tag>
            {t(
              asked.started && state === 'sent'
                ? 'surveys.askedState.started'
                : `surveys.askedState.${state}`,
            )}
          </Tag>
        )}
        <span className="faint">
          <Ago at={answer?.answeredAt ?? asked.sentAt} />
        </span>
      </div>
      {answer === null ? null : (
        <dl className={styles['answered']}>
          {answer.said.map(({ question, text }) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {answer === null || answer.followUp === null ? null : (
        <div>
          <span className="faint">{t('surveys.followUp')}</span>{' '}
          <Link to={`/tickets/${answer.followUp.id}`}>#{answer.followUp.number}</Link>
        </div>
      )}
    </div>
  );
}
