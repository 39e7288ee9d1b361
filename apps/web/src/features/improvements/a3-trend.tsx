import type { Improvement } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dateIn } from '../../lib/time/format.ts';
import { metricAnswerQuery } from '../metrics/metric.queries.ts';
import { useInstantFormat, useLocale } from '../session/session.ts';
import { halfYearOf } from './half-year.ts';
import { RunChart } from './run-chart.tsx';

/** The metric over half a year of weeks, split where the improvement was opened. */
export function A3Trend({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { timeZone } = useInstantFormat();
  const { metric, filters, openedAt, closedAt } = improvement;
  const answer = useQuery({
    ...metricAnswerQuery({
      metric: metric?.name ?? 'tickets.created',
      filters,
      grain: 'week',
      range: halfYearOf(closedAt, timeZone),
      percentiles: [],
    }),
    enabled: metric !== null,
  });
  if (metric === null || answer.data === undefined) return null;
  const { buckets } = answer.data.series[0] ?? { buckets: [] };
  return (
    <RunChart
      chart={{
        kind: null,
        grain: 'week',
        changeOn: dateIn(timeZone, Date.parse(openedAt)),
        points: buckets.map(({ start, value, count }) => ({
          date: dateIn(timeZone, Date.parse(start)),
          value,
          count,
          limits: null,
          signals: [],
        })),
      }}
      unit={metric.unit}
      locale={locale}
      label={metric.label}
      change={t('improvements.opened')}
    />
  );
}
