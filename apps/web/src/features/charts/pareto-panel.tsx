import type { ControlChart, MetricDimension, MetricUnit } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { lazy, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import tableStyles from '../metrics/chart/chart.module.css';
import { useChartStyle } from '../metrics/chart/chart-style.ts';
import { ChartOrTable } from '../metrics/chart/metric-chart.tsx';
import { formatMetric } from '../metrics/metric-format.ts';
import { useLocale } from '../session/session.ts';
import { type ChartRange, paretoQuery } from './chart.queries.ts';

const Chart = lazy(() => import('../../ui/chart/chart.tsx'));
const mostBars = 15;
const height = 260;

/** Where the numbers come from: the largest parts first, with their running share. */
export function ParetoPanel({ chart, range }: { chart: ControlChart; range: ChartRange }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const style = useChartStyle();
  const causes = chart.metric?.causes;
  const dimensions = [...(causes === undefined ? [] : [causes]), ...(chart.metric?.dimensions ?? [])];
  const usual = ['reason', 'category'].flatMap(
    (wished) => dimensions.find(({ name }) => name === wished) ?? [],
  );
  const [wanted, setWanted] = useState<MetricDimension | undefined>((usual[0] ?? dimensions[0])?.name);
  const pareto = useQuery({
    ...paretoQuery(chart.id, wanted ?? 'team', range),
    enabled: wanted !== undefined,
  });
  const bars = (pareto.data?.bars ?? []).slice(0, mostBars);
  const amount = pareto.data?.amount ?? 'count';
  const unit: MetricUnit =
    amount === 'count' || amount === 'missed' ? 'count' : (chart.metric?.unit ?? 'count');
  const option = useMemo(
    () => ({
      ...style.base,
      xAxis: style.categories(bars.map(({ label }) => label)),
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
    [bars, unit, amount, locale, style, t],
  );
  if (wanted === undefined) return null;
  return (
    <Panel
      title={t('charts.pareto')}
      extra={
        <Select
          size="small"
          style={{ minWidth: 100 }}
          aria-label={t('metrics.breakdown')}
          value={wanted}
          options={dimensions.map(({ name, label }) => ({ value: name, label }))}
          onChange={setWanted}
        />
      }
    >
      <p className="muted">{t(`charts.amountHint.${amount}`)}</p>
      {pareto.isPending ? (
        <LoadingRows rows={5} />
      ) : pareto.isError ? (
        <ErrorState compact error={pareto.error} retry={() => void pareto.refetch()} />
      ) : bars.length === 0 ? (
        <EmptyState compact title={t('metrics.nothingMeasured')} />
      ) : (
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
                {(pareto.data?.bars ?? []).map((bar) => (
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
      )}
    </Panel>
  );
}
