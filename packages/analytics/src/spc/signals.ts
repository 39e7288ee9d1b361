import { requireFinite, requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { ChartPoint } from './chart-types.ts';

/** A pattern that chance hardly makes. */
export type SignalRule =
  /** One point beyond the limits. Nelson 1, Western Electric 1. */
  | 'beyond-limits'
  /** `runLength` points in a row on one side of the centre. Nelson 2 (9), Western Electric 4 (8). */
  | 'run'
  /** Six points in a row rising, or falling. Nelson 3. */
  | 'trend'
  /** Fourteen points in a row alternating up and down. Nelson 4. */
  | 'alternating'
  /** Two of three points beyond two sigma on one side. Nelson 5, Western Electric 2. */
  | 'two-of-three'
  /** Four of five points beyond one sigma on one side. Nelson 6, Western Electric 3. */
  | 'four-of-five'
  /** Fifteen points in a row within one sigma. Nelson 7: limits too wide, often mixed sources. */
  | 'hugging'
  /** Eight points in a row beyond one sigma, on either side. Nelson 8: two processes in one. */
  | 'mixture';

/** The rules of Nelson, J. Quality Technology 16 (1984). */
export const NELSON_RULES: readonly SignalRule[] = [
  'beyond-limits',
  'run',
  'trend',
  'alternating',
  'two-of-three',
  'four-of-five',
  'hugging',
  'mixture',
];

/** The rules of the Western Electric Statistical Quality Control Handbook (1956). */
export const WESTERN_ELECTRIC_RULES: readonly SignalRule[] = [
  'beyond-limits',
  'two-of-three',
  'four-of-five',
  'run',
];

/** Rules that count distances in sigmas: they assume a bell shape, which counts do not have. */
const ZONE_RULES: ReadonlySet<SignalRule> = new Set(['two-of-three', 'four-of-five', 'hugging', 'mixture']);

/** One finding: the rule, the point at which it is met, and the first point of the pattern. */
export interface Signal {
  rule: SignalRule;
  at: number;
  from: number;
  side: 'above' | 'below' | null;
}

/** Which patterns to look for. */
export interface SignalOptions {
  rules?: readonly SignalRule[];
  /** True for charts of counts (p, np, c, u and Laney's): the zone rules are left out there. */
  attributes?: boolean;
  /** Length of a `run`; default 9 (Nelson); Western Electric has 8. */
  runLength?: number;
  /** Positions at which a new phase begins: no pattern reaches across. */
  phaseStarts?: readonly number[];
}

/**
 * The points of a control chart that chance does not explain, in order. A pattern that goes on is reported at each
 * point that completes it again. Limits may differ from point to point. O(points × rules).
 *
 * @throws AnalyticsError if a point's numbers are not finite, `runLength` is below 2, or a phase start is no position
 * @example findSignals(xbarRChart(subgroups).location, { rules: WESTERN_ELECTRIC_RULES, runLength: 8 });
 */
export function findSignals(points: readonly ChartPoint[], options: SignalOptions = {}): Signal[] {
  const { rules = NELSON_RULES, attributes = false, runLength = 9, phaseStarts = [] } = options;
  requireInteger('options.runLength', runLength, 2);
  for (const [i, start] of phaseStarts.entries()) requireInteger(`options.phaseStarts[${i}]`, start, 0);
  const zones = Float64Array.from(points, (point, i) => {
    for (const [name, value] of Object.entries(point)) requireFinite(`points[${i}].${name}`, value);
    if (point.sigma < 0)
      throw new AnalyticsError(`points[${i}].sigma`, `must not be negative, not ${point.sigma}`);
    const distance = point.value - point.centre;
    if (point.sigma > 0) return distance / point.sigma;
    return distance === 0 ? 0 : distance * Number.POSITIVE_INFINITY;
  });
  const bounds = [
    0,
    ...phaseStarts.filter((start) => start > 0 && start < points.length),
    points.length,
  ].sort((a, b) => a - b);
  const signals: Signal[] = [];
  for (const rule of rules) {
    if (attributes && ZONE_RULES.has(rule)) continue;
    for (let phase = 0; phase + 1 < bounds.length; phase++) {
      const from = bounds[phase] as number;
      const to = bounds[phase + 1] as number;
      detect(rule, points, zones, from, to, runLength, signals);
    }
  }
  return signals.sort((a, b) => a.at - b.at || NELSON_RULES.indexOf(a.rule) - NELSON_RULES.indexOf(b.rule));
}

function detect(
  rule: SignalRule,
  points: readonly ChartPoint[],
  zones: Float64Array,
  from: number,
  to: number,
  runLength: number,
  signals: Signal[],
): void {
  const zone = (i: number): number => zones[i] as number;
  const streak = (length: number, holds: (i: number) => boolean, side: Signal['side']): void => {
    let count = 0;
    for (let i = from; i < to; i++) {
      count = holds(i) ? count + 1 : 0;
      if (count >= length) signals.push({ rule, at: i, from: i - count + 1, side });
    }
  };
  const someOf = (
    needed: number,
    window: number,
    holds: (i: number) => boolean,
    side: Signal['side'],
  ): void => {
    for (let i = from; i < to; i++) {
      if (!holds(i)) continue;
      let count = 1;
      let first = i;
      for (let j = i - 1; j >= from && j > i - window; j--) {
        if (!holds(j)) continue;
        count++;
        first = j;
      }
      if (count >= needed) signals.push({ rule, at: i, from: first, side });
    }
  };
  const step = (i: number): number =>
    Math.sign((points[i] as ChartPoint).value - (points[i - 1] as ChartPoint).value);
  switch (rule) {
    case 'beyond-limits':
      streakOfOne(points, from, to, signals);
      break;
    case 'run':
      streak(runLength, (i) => zone(i) > 0, 'above');
      streak(runLength, (i) => zone(i) < 0, 'below');
      break;
    case 'trend': // six points are five steps
      streakOfSteps(signals, rule, from, to, 5, (i) => step(i) > 0, 'above');
      streakOfSteps(signals, rule, from, to, 5, (i) => step(i) < 0, 'below');
      break;
    case 'alternating': // fourteen points are thirteen steps, twelve of which turn
      streakOfSteps(signals, rule, from + 1, to, 12, (i) => step(i) * step(i - 1) < 0, null);
      break;
    case 'two-of-three':
      someOf(2, 3, (i) => zone(i) > 2, 'above');
      someOf(2, 3, (i) => zone(i) < -2, 'below');
      break;
    case 'four-of-five':
      someOf(4, 5, (i) => zone(i) > 1, 'above');
      someOf(4, 5, (i) => zone(i) < -1, 'below');
      break;
    case 'hugging':
      streak(15, (i) => Math.abs(zone(i)) < 1, null);
      break;
    case 'mixture':
      streak(8, (i) => Math.abs(zone(i)) > 1, null);
      break;
  }
}

function streakOfOne(points: readonly ChartPoint[], from: number, to: number, signals: Signal[]): void {
  for (let i = from; i < to; i++) {
    const { value, lower, upper } = points[i] as ChartPoint;
    if (value > upper) signals.push({ rule: 'beyond-limits', at: i, from: i, side: 'above' });
    else if (value < lower) signals.push({ rule: 'beyond-limits', at: i, from: i, side: 'below' });
  }
}

/** A streak of `length` steps, each from point i - 1 to point i; `from` is the first point that a step may leave. */
function streakOfSteps(
  signals: Signal[],
  rule: SignalRule,
  from: number,
  to: number,
  length: number,
  holds: (i: number) => boolean,
  side: Signal['side'],
): void {
  const stepsBefore = rule === 'alternating' ? 1 : 0;
  let count = 0;
  for (let i = from + 1; i < to; i++) {
    count = holds(i) ? count + 1 : 0;
    if (count >= length) signals.push({ rule, at: i, from: i - count - stepsBefore, side });
  }
}
