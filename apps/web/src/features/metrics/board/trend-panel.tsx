import type { MetricFilters } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '../../../ui/page.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { MetricChart } from '../chart/metric-chart.tsx';
import { metricAnswerQuery, type Opened } from '../metric.queries.ts';
import type { RangeChoice } from '../range-picker.tsx';

interface TrendPanelProps {
  metric: string;
  title: string;
  range: RangeChoice;
  filters: MetricFilters;
  percentiles?: boolean;
  onOpen: (opened: Opened) => void;
}

/** One metric over the board's range, against its target and the period before. */
export function TrendPanel({ metric, title, range, filters, percentiles = false, onOpen }: TrendPanelProps) {
  const { t } = useTranslation();
  const answer = useQuery(
    metricAnswerQuery({
      metric,
      compare: 'previousPeriod',
      filters,
      ...(percentiles ? { percentiles: [0.5, 0.75, 0.9] } : {}),
      ...('preset' in range ? { preset: range.preset } : { range }),
    }),
  );
  const height = 220;
  return (
    <Panel title={title} extra={<Link to={`/analysis?metric=${metric}`}>{t('board.explore')}</Link>}>
      {answer.isError ? (
        <ErrorState compact error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton.Node active style={{ width: '100%', height }} />
      ) : answer.data.total.count === 0 ? (
        <div style={{ height }}>
          <EmptyState compact title={t('metrics.nothingMeasured')} hint={t('metrics.nothingMeasuredHint')} />
        </div>
      ) : (
        <MetricChart
          answer={answer.data}
          height={height}
          percentiles={percentiles}
          onOpen={(_key, bucket, name) =>
            onOpen({ metric, start: bucket.start, end: bucket.end, filters, title: name })
          }
        />
      )}
    </Panel>
  );
}
