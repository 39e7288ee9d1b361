import type { Locale, MetricUnit } from '@jingyun/contracts';
import { formatDuration } from '../../lib/time/duration.ts';

/** How many of the metric's smallest unit one typed unit is: minutes for seconds, percent for shares. */
export const typedUnit: Record<MetricUnit, number> = {
  seconds: 60,
  count: 1,
  ratio: 0.01,
  points: 1,
  cents: 100,
};

/** A metric's value as people read it; a dash where nothing was measured. */
export function formatMetric(value: number | null | undefined, unit: MetricUnit, locale: Locale): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '—';
  switch (unit) {
    case 'seconds':
      return formatDuration(value, locale);
    case 'ratio':
      return new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }).format(value);
    case 'points':
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
    case 'cents':
      return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
        value / 100,
      );
    case 'count':
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  }
}

/** A value on a chart's axis: in few letters. */
export function formatAxis(value: number, unit: MetricUnit, locale: Locale): string {
  if (unit === 'ratio') return `${Math.round(value * 100)}%`;
  if (unit === 'seconds')
    // Steps of the axis are whole hours or days, so that one unit says it.
    return formatDuration(value, locale, value < 3 * 86_400 ? 'hour' : 'day').replace(/\s+/g, '');
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(
    unit === 'cents' ? value / 100 : value,
  );
}

const steps = [1, 2, 5, 10, 15, 30]
  .flatMap((n) => [n, n * 60])
  .concat([1, 2, 3, 4, 6, 8, 12, 24, 48, 72, 120, 240, 480, 960].map((n) => n * 3_600))
  .sort((a, b) => a - b);

/** The step of an axis of time that is easy to read: 15 minutes, 6 hours, 2 days; about four to the top. */
export function durationStep(most: number): number {
  return steps.find((step) => step * 5 >= most) ?? Math.ceil(most / 5 / 864_000) * 864_000;
}

export interface Change {
  /** Relative for amounts, in percentage points for ratios, in points for scores: these may lie below 0. */
  amount: number;
  in: 'share' | 'percentagePoints' | 'points';
  verdict: 'better' | 'worse' | 'same';
}

/** How a number moved against another of the same metric; null where one of them is not there. */
export function changeOf(
  now: number | null,
  before: number | null | undefined,
  metric: { unit: MetricUnit; direction: 'up' | 'down' },
): Change | null {
  if (now === null || before === null || before === undefined) return null;
  const measure =
    metric.unit === 'ratio' ? 'percentagePoints' : metric.unit === 'points' ? 'points' : 'share';
  if (measure === 'share' && before === 0) return null;
  const amount = measure === 'share' ? (now - before) / Math.abs(before) : now - before;
  if (Math.abs(amount) < 0.0005) return { amount: 0, in: measure, verdict: 'same' };
  return { amount, in: measure, verdict: amount > 0 === (metric.direction === 'up') ? 'better' : 'worse' };
}

/** A change with its sign: `+12.3%`, `−1.2 pp` for ratios, `+4.5` for scores. */
export function formatChange(change: Change, locale: Locale): string {
  const sign = change.amount > 0 ? '+' : change.amount < 0 ? '−' : '±';
  const size = Math.abs(change.amount) * (change.in === 'points' ? 1 : 100);
  const number = new Intl.NumberFormat(locale, {
    maximumFractionDigits: change.in === 'points' ? 2 : 1,
  }).format(size);
  return `${sign}${number}${{ share: '%', percentagePoints: ' pp', points: '' }[change.in]}`;
}

/** Whether a target is reached; null where there is none, or no number. */
export function reaches(
  value: number | null,
  target: number | null | undefined,
  direction: 'up' | 'down',
): boolean | null {
  if (value === null || target === null || target === undefined) return null;
  return direction === 'up' ? value >= target : value <= target;
}
