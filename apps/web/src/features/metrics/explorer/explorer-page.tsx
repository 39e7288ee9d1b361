import type { MetricDimension } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useLive } from '../../../lib/api/use-stream.ts';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { Page, Panel } from '../../../ui/page.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { useTeamChoices } from '../../directory/directory.queries.ts';
import { useLocale, useMay } from '../../session/session.ts';
import { MetricChart } from '../chart/metric-chart.tsx';
import { DrillDrawer } from '../drill-drawer.tsx';
import { metricAnswerQuery, metricsQuery, type Opened } from '../metric.queries.ts';
import { changeOf, formatChange, formatMetric } from '../metric-format.ts';
import { RangePicker, rangeFrom, rangeInto } from '../range-picker.tsx';
import styles from './explorer.module.css';
import { TargetsPanel } from './targets-panel.tsx';

const grains = ['hour', 'day', 'week', 'month'] as const;
const compares = ['none', 'previousPeriod', 'previousYear'] as const;

/** Any metric, cut any way; the address holds the question, so that it can be sent to a colleague. */
export default function ExplorerPage() {
  const { t } = useTranslation();
  const locale = useLocale();
  const may = useMay();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [opened, setOpened] = useState<Opened | null>(null);
  const teams = useTeamChoices();
  const known = useQuery(metricsQuery);
  const metric = known.data?.find(({ name }) => name === parameters.get('metric')) ?? known.data?.[0];
  const range = rangeFrom(parameters, '30d');
  const grain = grains.find((value) => value === parameters.get('grain')) ?? 'day';
  const compare = compares.find((value) => value === parameters.get('compare')) ?? 'previousPeriod';
  const breakdown = metric?.dimensions.find(({ name }) => name === parameters.get('breakdown'))?.name;
  const team = parameters.get('team');
  const filters = team === null ? {} : { team: [team] };
  const set = (field: string, value: string | null | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === undefined || value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next);
  };
  const answer = useQuery({
    ...metricAnswerQuery({
      metric: metric?.name ?? '',
      grain,
      compare,
      filters,
      ...(breakdown === undefined ? {} : { breakdown }),
      ...('preset' in range ? { preset: range.preset } : { range }),
    }),
    enabled: metric !== undefined,
  });
  useLive('metrics', ['metrics', 'answer']);
  const open = (key: string | null, bucket: { start: string; end: string }, title: string) => {
    if (metric === undefined) return;
    setOpened({
      metric: metric.name,
      start: bucket.start,
      end: bucket.end,
      filters: breakdown === undefined ? filters : { ...filters, [breakdown]: [key] },
      title,
    });
  };
  const exported = new URLSearchParams({
    metric: metric?.name ?? '',
    grain,
    compare,
    ...(range as Record<string, string>),
  });
  if (breakdown !== undefined) exported.set('breakdown', breakdown);
  if (team !== null) exported.set('team', team);
  const watched = new URLSearchParams({ new: '1', metric: metric?.name ?? '', grain });
  if (team !== null) watched.set('team', team);
  const data = answer.data;
  const change =
    data === undefined ? null : changeOf(data.total.value, data.comparison?.total.value, data.metric);

  return (
    <Page
      title={t('metrics.title')}
      extra={
        metric === undefined ? undefined : (
          <>
            {may('charts.manage') ? (
              <Button onClick={() => navigate(`/charts?${watched}`)}>{t('charts.watchThis')}</Button>
            ) : null}
            <ExportMenu path="/api/v1/metrics/export" parameters={exported} fileName={metric.label} />
          </>
        )
      }
    >
      <div className={styles['controls']}>
        <Select
          className={styles['metric'] ?? ''}
          aria-label={t('metrics.metric')}
          showSearch={{ optionFilterProp: 'label' }}
          value={metric?.name ?? null}
          options={known.data?.map(({ name, label }) => ({ value: name, label })) ?? []}
          onChange={(value) => set('metric', value)}
        />
        <RangePicker value={range} onChange={(next) => setParameters(rangeInto(parameters, next))} />
        <Select
          aria-label={t('metrics.grain.label')}
          value={grain}
          options={grains.map((value) => ({ value, label: t(`metrics.grain.${value}`) }))}
          onChange={(value) => set('grain', value)}
        />
        <Select<MetricDimension | ''>
          aria-label={t('metrics.breakdown')}
          style={{ minWidth: 110 }}
          value={breakdown ?? ''}
          options={[
            { value: '' as const, label: t('metrics.noBreakdown') },
            ...(metric?.dimensions.map(({ name, label }) => ({ value: name, label })) ?? []),
          ]}
          onChange={(value) => set('breakdown', value)}
        />
        <Select
          aria-label={t('metrics.compare.label')}
          style={{ minWidth: 110 }}
          value={compare}
          options={compares.map((value) => ({ value, label: t(`metrics.compare.${value}`) }))}
          onChange={(value) => set('compare', value)}
        />
        <Select
          allowClear
          aria-label={t('tickets.field.team')}
          placeholder={t('board.allTeams')}
          style={{ minWidth: 120 }}
          value={team}
          options={teams}
          onChange={(value) => set('team', value)}
        />
      </div>
      {known.isError ? (
        <Panel>
          <ErrorState error={known.error} retry={() => void known.refetch()} />
        </Panel>
      ) : (
        <div className={styles['columns']}>
          <Panel
            className={styles['chart']}
            title={metric?.label}
            extra={
              data === undefined ? null : (
                <span className={styles['total']}>
                  <button
                    type="button"
                    onClick={() => open(null, data.range, data.metric.label)}
                    title={t('metrics.openTotal')}
                  >
                    {formatMetric(data.total.value, data.metric.unit, locale)}
                  </button>
                  {change === null ? null : (
                    <span data-verdict={change.verdict}>{formatChange(change, locale)}</span>
                  )}
                </span>
              )
            }
          >
            <p className="muted" style={{ marginBottom: 12 }}>
              {metric?.formula}
            </p>
            {answer.isError ? (
              <ErrorState error={answer.error} retry={() => void answer.refetch()} />
            ) : data === undefined ? (
              <Skeleton.Node active style={{ width: '100%', height: 340 }} />
            ) : data.total.count === 0 && data.metric.kind !== 'level' ? (
              <EmptyState title={t('metrics.nothingMeasured')} hint={t('metrics.nothingMeasuredHint')} />
            ) : (
              <MetricChart answer={data} height={340} onOpen={open} />
            )}
          </Panel>
          {metric === undefined ? null : <TargetsPanel metric={metric} />}
        </div>
      )}
      <DrillDrawer opened={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}
