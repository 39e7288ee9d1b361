import { BarChartOutlined, TableOutlined } from '@ant-design/icons';
import type { MetricAnswer } from '@jingyun/contracts';
import { Segmented, Skeleton } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../session/session.ts';
import { formatMetric } from '../metric-format.ts';
import { bucketName } from './bucket-name.ts';
import styles from './chart.module.css';
import { useChartStyle } from './chart-style.ts';

const Chart = lazy(() => import('../../../ui/chart/chart.tsx'));

const mostSeries = 8;

interface MetricChartProps {
  answer: MetricAnswer;
  height?: number;
  onOpen: (seriesKey: string | null, bucket: { start: string; end: string }, title: string) => void;
  /** Draw percentiles of the only series instead of its mean. */
  percentiles?: boolean;
}

/** A metric over time: units on the axis, its target as a line, last period dashed; each point opens. */
export function MetricChart({ answer, height = 280, onOpen, percentiles = false }: MetricChartProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const style = useChartStyle();
  const { metric, grain, timeZone } = answer;
  const shown = answer.series.slice(0, mostSeries);
  const buckets = shown[0]?.buckets ?? [];
  const option = useMemo(() => {
    const names = buckets.map((bucket) =>
      bucketName(bucket.start, grain, locale, timeZone, buckets.length > 24),
    );
    const bars = metric.kind === 'count' || metric.kind === 'sum';
    const target = answer.targets.at(-1);
    const most = Math.max(
      target?.value ?? 0,
      ...shown.flatMap((series) =>
        series.buckets.map((bucket) =>
          percentiles ? (bucket.percentiles.at(-1) ?? 0) : (bucket.value ?? 0),
        ),
      ),
      ...(answer.comparison?.series[0]?.buckets ?? []).map((bucket) =>
        percentiles ? 0 : (bucket.value ?? 0),
      ),
    );
    const lines =
      percentiles && shown[0] !== undefined
        ? answer.percentiles.map((share, index) => ({
            name: `P${Math.round(share * 100)}`,
            type: 'line' as const,
            showSymbol: buckets.length < 40,
            data: shown[0]?.buckets.map((bucket) => bucket.percentiles[index] ?? null) ?? [],
          }))
        : shown.map((series) => ({
            name: series.key === null && answer.breakdown === null ? metric.label : series.label,
            type: bars ? ('bar' as const) : ('line' as const),
            barMaxWidth: 26,
            ...(bars && shown.length > 1 ? { stack: 'all' } : {}),
            itemStyle: { borderRadius: bars && shown.length === 1 ? [3, 3, 0, 0] : 0 },
            showSymbol: buckets.length < 40,
            connectNulls: false,
            data: series.buckets.map((bucket) => bucket.value),
          }));
    const past =
      answer.comparison === null || answer.breakdown !== null || percentiles
        ? []
        : [
            {
              name: t('metrics.before'),
              type: 'line' as const,
              showSymbol: false,
              lineStyle: { type: 'dashed' as const, width: 1.5, color: style.palette.textFaint },
              itemStyle: { color: style.palette.textFaint },
              data:
                answer.comparison.series[0]?.buckets.slice(0, names.length).map((bucket) => bucket.value) ??
                [],
            },
          ];
    const first = lines[0];
    if (first !== undefined && target !== undefined) {
      Object.assign(first, {
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: style.palette.warn, type: 'dashed' },
          label: {
            ...style.text,
            color: style.palette.warn,
            position: 'insideEndTop',
            // The curve runs through here more often than not.
            backgroundColor: style.palette.surface,
            padding: [1, 4],
            formatter: `${t('metrics.target')} ${formatMetric(target.value, metric.unit, locale)}`,
          },
          data: [{ yAxis: target.value }],
        },
      });
    }
    return {
      ...style.base,
      xAxis: style.categories(names),
      yAxis: style.values(metric.unit, most),
      tooltip: style.tooltip(metric.unit),
      series: [...lines, ...past],
    };
  }, [answer, shown, buckets, grain, locale, timeZone, metric, percentiles, style, t]);

  return (
    <ChartOrTable
      chart={
        <Chart
          option={option}
          label={metric.label}
          height={height}
          onPoint={({ seriesIndex, dataIndex }) => {
            const series = percentiles ? shown[0] : shown[seriesIndex];
            const bucket = series?.buckets[dataIndex];
            if (series !== undefined && bucket !== undefined)
              onOpen(
                series.key,
                bucket,
                `${metric.label} · ${bucketName(bucket.start, grain, locale, timeZone, true)}`,
              );
          }}
        />
      }
      height={height}
      table={<MetricTable answer={answer} onOpen={onOpen} />}
    />
  );
}

/** The chart, or the same numbers as a table. */
export function ChartOrTable({
  chart,
  table,
  height,
}: {
  chart: ReactNode;
  table: ReactNode;
  height: number;
}) {
  const { t } = useTranslation();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <div className={styles['box']}>
      <Segmented<'chart' | 'table'>
        className={styles['switch'] ?? ''}
        size="small"
        value={view}
        onChange={setView}
        options={[
          { value: 'chart', icon: <BarChartOutlined />, title: t('common.chart') },
          { value: 'table', icon: <TableOutlined />, title: t('common.table') },
        ]}
      />
      {view === 'chart' ? (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}>{chart}</Suspense>
      ) : (
        <div className={styles['tableBox']} style={{ maxHeight: Math.max(height, 320) }}>
          {table}
        </div>
      )}
    </div>
  );
}

function MetricTable({ answer, onOpen }: Pick<MetricChartProps, 'answer' | 'onOpen'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { metric, grain, timeZone } = answer;
  const buckets = answer.series[0]?.buckets ?? [];
  const single = answer.breakdown === null;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('metrics.period')}</th>
          {answer.series.map((series) => (
            <th key={series.key ?? ''} scope="col">
              {single ? metric.label : series.label}
            </th>
          ))}
          {single
            ? answer.percentiles.map((share) => (
                <th key={share} scope="col">
                  {metric.kind === 'distribution' ? `P${Math.round(share * 100)}` : null}
                </th>
              ))
            : null}
        </tr>
      </thead>
      <tbody>
        {buckets.map((bucket, index) => (
          <tr key={bucket.start}>
            <th scope="row">{bucketName(bucket.start, grain, locale, timeZone, true)}</th>
            {answer.series.map((series) => {
              const cell = series.buckets[index];
              return (
                <td key={series.key ?? ''}>
                  {cell === undefined ? null : (
                    <button
                      type="button"
                      onClick={() =>
                        onOpen(
                          series.key,
                          cell,
                          `${metric.label} · ${bucketName(cell.start, grain, locale, timeZone, true)}`,
                        )
                      }
                    >
                      {formatMetric(cell.value, metric.unit, locale)}
                    </button>
                  )}
                </td>
              );
            })}
            {single && metric.kind === 'distribution'
              ? answer.percentiles.map((share, place) => (
                  <td key={share}>{formatMetric(bucket.percentiles[place], metric.unit, locale)}</td>
                ))
              : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
