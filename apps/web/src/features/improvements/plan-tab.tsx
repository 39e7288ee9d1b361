import type { Improvement, MetricDescription } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '../../ui/page.tsx';
import { Person } from '../../ui/person.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useNames } from '../directory/directory.queries.ts';
import { MetricChart } from '../metrics/chart/metric-chart.tsx';
import { DrillDrawer } from '../metrics/drill-drawer.tsx';
import { metricAnswerQuery, type Opened } from '../metrics/metric.queries.ts';
import { useInstantFormat, useLocale } from '../session/session.ts';
import { formatCompared } from './difference-text.ts';
import { halfYearOf } from './half-year.ts';
import styles from './improvements.module.css';
import { PlanDialog } from './plan-dialog.tsx';

const questions = ['what', 'where', 'when', 'howMuch'] as const;

/** The problem in words and in its metric, the aim, and who works on it. */
export function PlanTab({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { problem, suggestion, metric } = improvement;
  const write =
    improvement.may.manage && improvement.stage !== 'closed' ? (
      <Button size="small" onClick={() => setEditing(true)}>
        {t('common.edit')}
      </Button>
    ) : undefined;
  return (
    <div className={styles['columns']}>
      <div className={styles['stack']}>
        <Panel title={t('improvements.problemTitle')} extra={write}>
          <dl className={styles['facts']}>
            {questions.map((question) => (
              <Fact key={question} name={t(`improvements.problem.${question}`)} value={problem[question]} />
            ))}
            {suggestion === '' ? null : (
              <Fact name={t('improvements.source.suggestion')} value={suggestion} />
            )}
          </dl>
        </Panel>
        <People improvement={improvement} />
      </div>
      <Panel
        title={metric?.label ?? improvement.metricName ?? t('metrics.metric')}
        extra={metric === null ? undefined : <Aim improvement={improvement} metric={metric} />}
      >
        {metric === null ? (
          <EmptyState compact title={t('improvements.noMetric')} hint={t('improvements.noMetricHint')} />
        ) : (
          <Trend improvement={improvement} metric={metric} />
        )}
      </Panel>
      {editing ? <PlanDialog improvement={improvement} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{name}</dt>
      <dd>{value === '' ? <span className="faint">{t('improvements.notWritten')}</span> : value}</dd>
    </>
  );
}

function People({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const { owner, members, teams } = improvement;
  return (
    <Panel title={t('improvements.team')}>
      <dl className={styles['facts']}>
        <dt>{t('improvements.owner')}</dt>
        <dd>{owner === null ? '—' : <Person name={owner.name} />}</dd>
        <dt>{t('improvements.members')}</dt>
        <dd className={styles['actions']}>
          {members.length === 0 ? '—' : members.map(({ id, name }) => <Person key={id} name={name} />)}
        </dd>
        <dt>{t('improvements.teams')}</dt>
        <dd>{teams.map(({ name }) => name).join(', ') || '—'}</dd>
      </dl>
    </Panel>
  );
}

function Aim({ improvement, metric }: { improvement: Improvement; metric: MetricDescription }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { aim, aimOn } = improvement;
  const value =
    aim === null
      ? t('improvements.aimBetter')
      : `${metric.direction === 'up' ? '≥' : '≤'} ${formatCompared(aim, metric, locale)}`;
  return (
    <span className="num">
      {t('common.labelled', { label: t('improvements.aim'), value })}
      {aimOn === null ? null : ` · ${aimOn}`}
    </span>
  );
}

/** Half a year of weeks: how it was, and how it is going. */
function Trend({ improvement, metric }: { improvement: Improvement; metric: MetricDescription }) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const names = useNames();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { filters } = improvement;
  const answer = useQuery(
    metricAnswerQuery({
      metric: metric.name,
      filters,
      grain: 'week',
      range: halfYearOf(improvement.closedAt, timeZone),
      percentiles: [],
    }),
  );
  const narrowed = (filters.team ?? []).flatMap((team) => names.team(team) ?? []);
  if (answer.isPending) return <LoadingRows rows={6} />;
  if (answer.isError) return <ErrorState compact error={answer.error} retry={() => void answer.refetch()} />;
  return (
    <>
      {narrowed.length === 0 ? null : <p className="muted">{narrowed.join(', ')}</p>}
      <MetricChart
        answer={answer.data}
        height={240}
        onOpen={(_, { start, end }, title) => setOpened({ metric: metric.name, start, end, filters, title })}
      />
      <p style={{ marginTop: 8 }}>
        <Link to={`/analysis?metric=${metric.name}&preset=90d&grain=week`}>{t('improvements.analyse')}</Link>
      </p>
      <DrillDrawer opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}
