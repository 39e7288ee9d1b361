import type { Locale, MetricDescription } from '@jingyun/contracts';
import { formatMetric } from '../metrics/metric-format.ts';

type Measured = Pick<MetricDescription, 'unit' | 'kind'>;

/** Counts are compared per day, since the times before and after need not be equally long. */
export const isPerDay = ({ kind }: Measured): boolean => kind === 'count' || kind === 'sum';

const suffix = {
  'zh-CN': { points: ' 个百分点', day: '/天' },
  'zh-TW': { points: ' 個百分點', day: '/天' },
  en: { points: ' pp', day: ' a day' },
} as const;

/** A value as a check compares it: counts per day. */
export function formatCompared(value: number | null, metric: Measured, locale: Locale): string {
  const text = formatMetric(value, metric.unit, locale);
  return value !== null && isPerDay(metric) ? `${text}${suffix[locale].day}` : text;
}

/** A difference with its sign: `+3.2 个百分点`, `−1 h 5 min`, `−2.5 a day`; a dash for none. */
export function formatDifference(value: number | null, metric: Measured, locale: Locale): string {
  if (value === null || !Number.isFinite(value)) return '—';
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±';
  const size = Math.abs(value);
  if (metric.unit === 'ratio') {
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(size * 100);
    return `${sign}${number}${suffix[locale].points}`;
  }
  return `${sign}${formatCompared(size, metric, locale)}`;
}
