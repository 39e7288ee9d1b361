import type { ChartPareto, MetricUnit } from '@jingyun/contracts';
import { Grid } from 'antd';
import { lazy, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states.tsx';
import tableStyles from '../metrics/chart/chart.module.css';
import { useChartStyle } from '../metrics/chart/chart-style.ts';
import { ChartOrTable } from '../metrics/chart/metric-chart.tsx';
import { formatMetric } from '../metrics/metric-format.ts';
import { useLocale } from '../session/session.ts';

const Chart = lazy(() => import('../../ui/chart/chart.tsx'));
const mostBars = 15;
const height = 260;

/** The unit of what a Pareto chart adds up, of a metric in this unit. */
export const paretoUnit = ({ amount }: ChartPareto, unit: MetricUnit): MetricUnit =>
  amount === 'count' || amount === 'missed' ? 'count' : unit;

/** Every bar by its name: few of them on two lines, many of them, or on a phone, aslant. */
function named<Axis extends { axisLabel: object }>(axis: Axis, few: boolean) {
  const fitted = few
    ? { width: 96, overflow: 'break' as const, lineHeight: 14 }
    : { width: 88, overflow: 'truncate' as const, rotate: 32 };
  return { ...axis, axisLabel: { ...axis.axisLabel, hideOverlap: false, interval: 0, ...fitted } };
}

/** The largest parts first, with their running share. */
export function ParetoChart({ pareto, unit: metricUnit }: { pareto: ChartPareto; unit: MetricUnit }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const style = useChartStyle();
  const wide = Grid.useBreakpoint().md ?? true;
  const { amount } = pareto;
  const unit = paretoUnit(pareto, metricUnit);
  const bars = useMemo(() => pareto.bars.slice(0, mostBars), [pareto]);
  const option = useMemo(
    () => ({
      ...style.base,
      xAxis: named(style.categories(bars.map(({ label }) => label)), wide && bars.length <= 6),
      yAxis: [
        style.values(unit, Math.max(0, ...bars.map((bar) => bar.amount))),
        { ...style.values('ratio', 1), splitLine: { show: false } },
      ],
      tooltip: style.tooltip(unit),
      series: [
        {
          name: t(`charts.amount.${amount}`),
          type: 'bar' as const,
          barMaxWidth: 34,
          tooltip: { valueFormatter: (value: unknown) => formatMetric(Number(value), unit, locale) },
          data: bars.map((bar) => ({
            value: bar.amount,
            itemStyle: { color: bar.vital ? style.palette.accent : style.palette.borderStrong },
          })),
        },
        {
          name: t('charts.cumulative'),
          type: 'line' as const,
          yAxisIndex: 1,
          tooltip: { valueFormatter: (value: unknown) => formatMetric(Number(value), 'ratio', locale) },
          data: bars.map((bar) => bar.cumulativeShare),
        },
      ],
    }),
    [bars, unit, amount, locale, style, wide, t],
  );
  if (bars.length === 0) return <EmptyState compact title={t('metrics.nothingMeasured')} />;
  return (
    <ChartOrTable
      height={height}
      chart={<Chart option={option} height={height} label={t('charts.pareto')} />}
      table={
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('common.name')}</th>
              <th scope="col">{t(`charts.amount.${amount}`)}</th>
              <th scope="col">{t('charts.share')}</th>
              <th scope="col">{t('charts.cumulative')}</th>
            </tr>
          </thead>
          <tbody>
            {pareto.bars.map((bar) => (
              <tr key={bar.key ?? ''}>
                <th scope="row">{bar.label}</th>
                <td>{formatMetric(bar.amount, unit, locale)}</td>
                <td>{formatMetric(bar.share, 'ratio', locale)}</td>
                <td>{formatMetric(bar.cumulativeShare, 'ratio', locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
