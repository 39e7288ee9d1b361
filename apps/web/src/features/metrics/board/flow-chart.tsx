import type { MetricBoard } from '@jingyun/contracts';
import { lazy, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../session/session.ts';
import { bucketName } from '../chart/bucket-name.ts';
import chartStyles from '../chart/chart.module.css';
import { useChartStyle } from '../chart/chart-style.ts';
import { ChartOrTable } from '../chart/metric-chart.tsx';
import { formatMetric } from '../metric-format.ts';

const Chart = lazy(() => import('../../../ui/chart/chart.tsx'));
const height = 268;
const metricOf = ['tickets.created', 'tickets.solved', 'tickets.backlog'] as const;

interface FlowChartProps {
  board: MetricBoard;
  onOpen: (metric: string, bucket: { start: string; end: string }, title: string) => void;
}

/** What came in against what was solved, and what was left. */
export function FlowChart({ board, onOpen }: FlowChartProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const style = useChartStyle();
  const { buckets, grain } = board.flow;
  const names = useMemo(
    () =>
      buckets.map((bucket) => bucketName(bucket.start, grain, locale, board.timeZone, buckets.length > 24)),
    [buckets, grain, locale, board.timeZone],
  );
  const option = useMemo(
    () => ({
      ...style.base,
      tooltip: style.tooltip('count'),
      xAxis: style.categories(names),
      yAxis: [style.values('count'), { ...style.values('count'), splitLine: { show: false } }],
      series: [
        {
          name: t('board.created'),
          type: 'bar' as const,
          barMaxWidth: 14,
          itemStyle: { color: style.palette.series[1] ?? '', borderRadius: [2, 2, 0, 0] },
          data: buckets.map((bucket) => bucket.created),
        },
        {
          name: t('board.solved'),
          type: 'bar' as const,
          barMaxWidth: 14,
          itemStyle: { color: style.palette.series[0] ?? '', borderRadius: [2, 2, 0, 0] },
          data: buckets.map((bucket) => bucket.solved),
        },
        {
          name: t('board.backlog'),
          type: 'line' as const,
          yAxisIndex: 1,
          showSymbol: false,
          lineStyle: { width: 2 },
          itemStyle: { color: style.palette.series[2] ?? '' },
          data: buckets.map((bucket) => bucket.backlog),
        },
      ],
    }),
    [style, names, buckets, t],
  );
  return (
    <ChartOrTable
      height={height}
      chart={
        <Chart
          option={option}
          label={t('board.flow')}
          height={height}
          onPoint={({ seriesIndex, dataIndex }) => {
            const [metric, bucket] = [metricOf[seriesIndex], buckets[dataIndex]];
            if (metric !== undefined && bucket !== undefined)
              onOpen(
                metric,
                { start: bucket.start, end: bucket.end },
                `${t('board.flow')} · ${names[dataIndex] ?? ''}`,
              );
          }}
        />
      }
      table={
        <table className={chartStyles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('metrics.period')}</th>
              <th scope="col">{t('board.created')}</th>
              <th scope="col">{t('board.solved')}</th>
              <th scope="col">{t('board.backlog')}</th>
            </tr>
          </thead>
          <tbody>
            {buckets.map((bucket, index) => (
              <tr key={bucket.start}>
                <th scope="row">{names[index]}</th>
                {([bucket.created, bucket.solved, bucket.backlog] as const).map((value, series) => (
                  <td key={metricOf[series]}>
                    <button
                      type="button"
                      onClick={() =>
                        onOpen(
                          metricOf[series] ?? metricOf[0],
                          { start: bucket.start, end: bucket.end },
                          `${t('board.flow')} · ${names[index] ?? ''}`,
                        )
                      }
                    >
                      {formatMetric(value, 'count', locale)}
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
