import { isScore, type Survey, type SurveyAnswer, surveyText } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select, Switch, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useNames } from '../directory/directory.queries.ts';
import { useLocale } from '../session/session.ts';
import { FilterBar } from './filter-bar.tsx';
import { badScores } from './score-text.ts';
import { answersQuery } from './survey.queries.ts';
import { ScoreMark } from './survey-marks.tsx';
import styles from './surveys.module.css';
import { useResultFilter } from './use-result-filter.ts';

/** What was said, newest first, with the way to the ticket and to what was done about it. */
export function AnswersTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const names = useNames();
  const state = useResultFilter();
  const kind = survey.content.questions.find(isScore)?.kind ?? 'csat';
  const filter = {
    ...state.filter,
    ...(state.score === 'bad' ? { maxScore: String(badScores[kind]) } : {}),
    ...(state.verbatim ? { verbatim: 'true' } : {}),
  };
  useLive('surveys', ['surveys', 'answers', survey.id]);
  const list = useInfiniteQuery(answersQuery(survey.id, filter));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <FilterBar filter={state}>
        <Select
          allowClear
          aria-label={t('surveys.score')}
          placeholder={t('surveys.everyScore')}
          style={{ minWidth: 120 }}
          value={state.score}
          options={[{ value: 'bad', label: t('surveys.badOnly', { score: badScores[kind] }) }]}
          onChange={(value) => state.set('score', value)}
        />
        <span className={styles['line']}>
          <Switch
            size="small"
            aria-label={t('surveys.withWords')}
            checked={state.verbatim}
            onChange={(on) => state.set('verbatim', on ? 'true' : null)}
          />
          {t('surveys.withWords')}
        </span>
        <ExportMenu
          path={`/api/v1/surveys/${survey.id}/answers/export`}
          parameters={new URLSearchParams(filter)}
          fileName={survey.name}
        />
      </FilterBar>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState title={t('surveys.noAnswers')} hint={t('common.empty.filteredHint')} />
        ) : (
          <Table<SurveyAnswer>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows as SurveyAnswer[]}
            scroll={{ x: 760 }}
            columns={[
              {
                title: t('surveys.answeredAt'),
                width: 130,
                render: (_, row) => <Instant at={row.answeredAt} />,
              },
              {
                title: t('surveys.score'),
                width: 70,
                align: 'right',
                render: (_, row) =>
                  row.score === null ? (
                    '—'
                  ) : (
                    <ScoreMark kind={kind} score={row.score} isBad={row.score <= badScores[kind]} />
                  ),
              },
              { title: t('surveys.saidTitle'), render: (_, row) => <Said survey={survey} answer={row} /> },
              {
                title: t('surveys.ticket'),
                width: 190,
                render: (_, row) =>
                  row.ticket === null ? (
                    '—'
                  ) : (
                    <Link to={`/tickets/${row.ticket.id}`}>
                      #{row.ticket.number} {row.ticket.subject}
                    </Link>
                  ),
              },
              {
                title: t('surveys.about'),
                width: 140,
                render: (_, row) => (
                  <>
                    {names.team(row.teamId) ?? '—'}
                    <div className="faint">{names.user(row.assigneeId)}</div>
                  </>
                ),
              },
              {
                title: t('surveys.followUp'),
                width: 100,
                render: (_, row) =>
                  row.followUp === null ? (
                    '—'
                  ) : (
                    <Link to={`/tickets/${row.followUp.id}`}>#{row.followUp.number}</Link>
                  ),
              },
            ]}
          />
        )}
        {list.hasNextPage ? (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('common.loadMore')}
            </Button>
          </div>
        ) : null}
      </Panel>
    </>
  );
}

/** An answer in words: options by their names, texts as they were written. */
function Said({ survey, answer }: { survey: Survey; answer: SurveyAnswer }) {
  const locale = useLocale();
  const { content } = survey;
  const parts = content.questions.flatMap((question) => {
    const value = answer.answers[question.id];
    if (value === undefined || isScore(question)) return [];
    if ('options' in question) {
      const chosen = [value].flat().map(String);
      const labels = question.options.filter(({ id }) => chosen.includes(id));
      return [labels.map(({ label }) => surveyText(label, locale, content.locale)).join('、')];
    }
    return typeof value === 'object' ? [] : [String(value)];
  });
  return parts.length === 0 ? (
    <span className="faint">—</span>
  ) : (
    parts.map((part) => (
      <p key={part} className={styles['said']}>
        {part}
      </p>
    ))
  );
}
