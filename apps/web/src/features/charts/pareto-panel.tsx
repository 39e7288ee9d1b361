import type { ControlChart, MetricDimension } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { type ChartRange, paretoQuery } from './chart.queries.ts';
import { ParetoChart } from './pareto-chart.tsx';
import { paretoDimensions, usualDimension } from './pareto-dimensions.ts';

/** Where the numbers come from: the largest parts first, with their running share. */
export function ParetoPanel({ chart, range }: { chart: ControlChart; range: ChartRange }) {
  const { t } = useTranslation();
  const dimensions = chart.metric === null ? [] : paretoDimensions(chart.metric);
  const [wanted, setWanted] = useState<MetricDimension | undefined>(usualDimension(dimensions));
  const pareto = useQuery({
    ...paretoQuery(chart.id, wanted ?? 'team', range),
    enabled: wanted !== undefined,
  });
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
      <p className="muted">{t(`charts.amountHint.${pareto.data?.amount ?? 'count'}`)}</p>
      {pareto.isPending ? (
        <LoadingRows rows={5} />
      ) : pareto.isError ? (
        <ErrorState compact error={pareto.error} retry={() => void pareto.refetch()} />
      ) : (
        <ParetoChart pareto={pareto.data} unit={chart.metric?.unit ?? 'count'} />
      )}
    </Panel>
  );
}
