import { type QuizAnswers, type QuizAttempt, trainingWords } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { FormError } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale, useProfile } from '../session/session.ts';
import { AskedList } from './asked-list.tsx';
import { ResultList } from './result-list.tsx';
import styles from './training.module.css';
import { attemptQuery, handIn } from './training.queries.ts';

/** An attempt: its questions while it is open, its result with what is right and why afterwards. */
export default function AttemptPage() {
  const { id = '' } = useParams();
  const query = useQuery(attemptQuery(id));
  const locale = useLocale();
  const { t } = useTranslation();
  const me = useProfile().id;
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const attempt = query.data;
  const isMine = attempt.user.id === me;
  const back = isMine ? `/training/${attempt.course.id}` : `/training/courses/${attempt.course.id}`;
  return (
    <Page
      layout="narrow"
      title={trainingWords(attempt.course.name, locale)}
      subtitle={
        <>
          {t('training.attemptNumber', { number: attempt.number })}
          {isMine ? null : ` · ${attempt.user.name}`}
        </>
      }
      extra={<Link to={back}>{t('training.toCourse')}</Link>}
    >
      {attempt.results === null ? (
        isMine ? (
          <Quiz key={attempt.id} attempt={attempt} />
        ) : (
          <Panel>{t('training.stillOpen')}</Panel>
        )
      ) : (
        <Result attempt={attempt} />
      )}
    </Page>
  );
}

function Quiz({ attempt }: { attempt: QuizAttempt }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { modal } = App.useApp();
  const [answers, setAnswers] = useState<QuizAnswers>({});
  const send = useMutation({
    mutationFn: () => handIn(attempt.id, answers),
    onSuccess: (result) => {
      client.setQueryData(attemptQuery(attempt.id).queryKey, result);
      void client.invalidateQueries({ queryKey: ['training', 'mine'] });
      window.scrollTo({ top: 0 });
    },
  });
  const given = attempt.questions.filter(({ id }) => isGiven(answers[id])).length;
  const left = attempt.questions.length - given;
  const submit = () =>
    left === 0
      ? send.mutate()
      : void modal.confirm({
          title: t('training.leftTitle', { count: left }),
          content: t('training.leftHint'),
          okText: t('training.handIn'),
          onOk: () => send.mutate(),
        });
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FormError error={send.error} />
      <Panel>
        <AskedList
          questions={attempt.questions}
          answers={answers}
          onChange={(id, value) => setAnswers((before) => ({ ...before, [id]: value }))}
        />
      </Panel>
      <div className={styles['line']}>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('training.handIn')}
        </Button>
        <span className="muted">
          {t('training.answered', { given, of: attempt.questions.length })} ·{' '}
          {t('training.passAt', { mark: attempt.passMark })}
        </span>
      </div>
    </form>
  );
}

function isGiven(value: QuizAnswers[string] | undefined): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function Result({ attempt }: { attempt: QuizAttempt }) {
  const { t } = useTranslation();
  const passed = attempt.passed === true;
  return (
    <div className={styles['stack']}>
      <Alert
        showIcon
        type={passed ? 'success' : 'warning'}
        role="status"
        title={t(passed ? 'training.passedTitle' : 'training.notPassedTitle', {
          score: attempt.score,
          of: attempt.of,
        })}
        description={
          passed ? t('training.passedHint') : t('training.notPassedHint', { mark: attempt.passMark })
        }
      />
      <Panel>
        <ResultList results={attempt.results ?? []} />
      </Panel>
    </div>
  );
}
