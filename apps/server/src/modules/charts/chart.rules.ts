import { chartByPhases, findSignals } from '@jingyun/analytics/spc';
import {
  type ChartKind,
  type ChartLimits,
  type ChartParameters,
  type ChartReason,
  type ChartRule,
  chartZoneRules,
} from '@jingyun/contracts';
import {
  type ChartBucket,
  canEstimate,
  chooseKind,
  countShape,
  type DrawnPoint,
  draw,
  fits,
  isAttributes,
  isMeasured,
  type MeasuredBucket,
  type MeasuredMetric,
} from './chart-data.rules.ts';

/**
 * Fewer points give limits that move with every further one; 20 are better.
 * Wheeler, Understanding Variation (2000): useful limits can be had from 10 on.
 */
export const leastPoints = 10;

/** How a chart is to be computed. */
export interface ChartPlan {
  limits: ChartLimits;
  phases: readonly { from: string; name: string }[];
  rules: readonly ChartRule[];
  /** First days of buckets with a known special cause. */
  excluded: ReadonlySet<string>;
}

export interface FoundSignal {
  rule: ChartRule;
  side: 'above' | 'below' | null;
  /** Where the pattern begins: epoch milliseconds. */
  from: number;
  /** False where the pattern was complete at the point before already. */
  fresh: boolean;
}

export interface ComputedPoint {
  bucket: ChartBucket;
  /** Null where nothing was measured, or there are no limits. */
  drawn: DrawnPoint | null;
  /** What the chart shows: the metric's value, of months of counts the count per day. */
  value: number | null;
  signals: FoundSignal[];
}

export interface ComputedPhase {
  name: string | null;
  start: number;
  points: number;
  parameters: ChartParameters | null;
}

export interface ComputedChart {
  kind: ChartKind | null;
  reason: ChartReason | null;
  points: ComputedPoint[];
  phases: ComputedPhase[];
  appliedRules: ChartRule[];
}

/**
 * Computes a chart from its buckets: chooses the kind by the metric and by the data that limits come from, draws each
 * phase with limits of its own, and finds signals. A phase that the baseline begins in takes the baseline's limits;
 * frozen limits hold for the newest phase. Pure; O(buckets × rules).
 *
 * @param buckets closed ones in time order; those without a value make gaps
 */
export function computeChart(
  metric: MeasuredMetric,
  buckets: readonly ChartBucket[],
  plan: ChartPlan,
): ComputedChart {
  const measured = buckets.filter(isMeasured);
  if (measured.length === 0)
    return {
      kind: null,
      reason: null,
      points: buckets.map((bucket) => ({ bucket, drawn: null, value: null, signals: [] })),
      phases: [],
      appliedRules: [...plan.rules],
    };
  const { limits } = plan;
  const usual = measured.filter(({ date }) => !plan.excluded.has(date));
  const base = usual.filter(({ date }) => inBaseline(limits, date));
  const basis = [base, usual, measured].find(({ length }) => length > 0) ?? measured;
  const { kind, reason } = kindFor(metric, limits, basis, measured);
  const starts = phaseStarts(measured, plan);
  const frozen = limits.by === 'frozen' && kind === limits.kind ? limits : null;
  const exclude = (part: readonly MeasuredBucket[]) =>
    part.flatMap(({ date }, i) => (plan.excluded.has(date) ? [i] : []));
  const estimated = (part: readonly MeasuredBucket[]) =>
    canEstimate(kind, part, exclude(part), leastPoints)
      ? draw(kind, part, { exclude: exclude(part) }).parameters
      : null;

  const phases = chartByPhases(measured, starts, (part, start) => {
    const last = start + part.length === measured.length;
    const holdsBaseline = limits.by === 'baseline' && part.some(({ date }) => inBaseline(limits, date));
    let parameters: ChartParameters | null;
    if (frozen !== null && last) parameters = { centre: frozen.centre, spread: frozen.spread };
    else parameters = estimated(holdsBaseline ? part.filter(({ date }) => inBaseline(limits, date)) : part);
    if (parameters === null) return { parameters, points: null };
    const { points } = draw(kind, part, { given: parameters });
    return { parameters, points: neverNegative(metric) ? points.map(cutAtZero) : points };
  });

  const appliedRules = plan.rules.filter((rule) => !isAttributes(kind) || !chartZoneRules.includes(rule));
  const byStart = new Map<number, Pick<ComputedPoint, 'drawn' | 'signals'>>();
  for (const { start, end, chart } of phases) {
    if (chart.points === null) continue;
    const part = measured.slice(start, end);
    const signals = signalsOf(kind, part, chart.points, appliedRules);
    for (const [i, drawn] of chart.points.entries())
      byStart.set(part[i]!.start, { drawn, signals: signals[i]! });
  }
  return {
    kind,
    reason,
    points: buckets.map((bucket) => {
      const { drawn = null, signals = [] } = byStart.get(bucket.start) ?? {};
      return { bucket, drawn, value: drawn?.location.value ?? shownValue(kind, bucket), signals };
    }),
    phases: phases.map(({ start, end, chart }) => ({
      name: phaseName(plan, measured[start]!.date),
      start: measured[start]!.start,
      points: end - start,
      parameters: chart.parameters,
    })),
    appliedRules,
  };
}

/** Times, numbers of things and shares; scores such as NPS and sums of money may lie below 0. */
function neverNegative({ kind, unit }: MeasuredMetric): boolean {
  return kind === 'distribution' || kind === 'level' || kind === 'count' || unit === 'ratio';
}

function cutAtZero({ location, spread }: DrawnPoint): DrawnPoint {
  return { location: { ...location, lower: Math.max(0, location.lower) }, spread };
}

function kindFor(
  metric: MeasuredMetric,
  limits: ChartLimits,
  basis: readonly MeasuredBucket[],
  all: readonly MeasuredBucket[],
): { kind: ChartKind; reason: ChartReason } {
  if (limits.by === 'frozen' && fits(limits.kind, all)) return { kind: limits.kind, reason: 'frozen' };
  const chosen = chooseKind(metric, basis);
  // A later bucket may be what the baseline's were not, such as a share above 1.
  return fits(chosen.kind, all) ? chosen : { kind: 'i-mr', reason: 'single-measurements' };
}

function inBaseline(limits: ChartLimits, date: string): boolean {
  return limits.by === 'baseline' && date >= limits.from && date <= limits.to;
}

/** Positions of the first points of new phases; a phase without a point of its own is none. */
function phaseStarts(measured: readonly MeasuredBucket[], { phases }: ChartPlan): number[] {
  const found = phases.map(({ from }) => measured.findIndex(({ date }) => date >= from));
  return [...new Set(found)].filter((position) => position > 0);
}

function phaseName({ phases }: ChartPlan, date: string): string | null {
  return phases.findLast(({ from }) => from <= date)?.name ?? null;
}

/** Months of counts are shown per day also where there are no limits yet. */
function shownValue(kind: ChartKind, { value, days }: ChartBucket): number | null {
  if (value === null) return null;
  return (kind === 'u' || kind === 'laney-u') && days > 7 ? value / days : value;
}

function signalsOf(
  kind: ChartKind,
  part: readonly MeasuredBucket[],
  drawn: readonly DrawnPoint[],
  rules: readonly ChartRule[],
): FoundSignal[][] {
  const points = drawn.map(({ location }) => location);
  const shapes = part.map((bucket, i) => countShape(kind, bucket, points[i]!.centre));
  const found = findSignals(points, { rules, attributes: isAttributes(kind) }).filter(
    ({ rule, at, from }) => {
      if (rule === 'beyond-limits') return shapes[at]?.isRare !== false;
      if (rule === 'run') return shapes.slice(from, at + 1).every((shape) => shape?.isEven !== false);
      return true;
    },
  );
  const keys = new Set(found.map(({ rule, side, at }) => `${rule} ${side} ${at}`));
  const signals: FoundSignal[][] = part.map(() => []);
  for (const { rule, side, at, from } of found)
    signals[at]!.push({
      rule,
      side,
      from: part[from]!.start,
      fresh: !keys.has(`${rule} ${side} ${at - 1}`),
    });
  return signals;
}
