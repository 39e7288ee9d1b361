import { chartByPhases, findSignals } from '@jingyun/analytics/spc';
import {
  type ChartKind,
  type ChartLimits,
  type ChartParameters,
  type ChartReason,
  type ChartRule,
  type ChosenChartKind,
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
  isChosen,
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
  /** A kind that was chosen in place of the one that fits. */
  chosenKind?: ChosenChartKind | null;
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
  const { kind, reason } = kindFor(metric, plan, basis, measured);
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
    const { points } = draw(kind, part, { given: parameters, exclude: isChosen(kind) ? exclude(part) : [] });
    // What a CUSUM added up lies below zero as a matter of course.
    const cut = neverNegative(metric) && kind !== 'cusum';
    return { parameters, points: cut ? points.map(cutAtZero) : points };
  });

  const appliedRules = plan.rules.filter((rule) => applies(rule, kind));
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

function cutAtZero({ location, ...rest }: DrawnPoint): DrawnPoint {
  return { ...rest, location: { ...location, lower: Math.max(0, location.lower) } };
}

/** Neighbours on EWMA and CUSUM charts hold the same numbers, so that patterns of several points mean nothing there. */
function applies(rule: ChartRule, kind: ChartKind): boolean {
  if (rule === 'spread-beyond-limits') return kind === 'xbar-s' || kind === 'i-mr';
  if (isChosen(kind)) return rule === 'beyond-limits';
  return !isAttributes(kind) || !chartZoneRules.includes(rule);
}

function kindFor(
  metric: MeasuredMetric,
  { limits, chosenKind = null }: ChartPlan,
  basis: readonly MeasuredBucket[],
  all: readonly MeasuredBucket[],
): { kind: ChartKind; reason: ChartReason } {
  // Limits that were frozen for another choice are no limits of this one.
  const isOfChoice =
    limits.by === 'frozen' &&
    (isChosen(limits.kind) || chosenKind !== null ? limits.kind === chosenKind : true);
  if (limits.by === 'frozen' && isOfChoice && fits(limits.kind, all))
    return { kind: limits.kind, reason: 'frozen' };
  if (chosenKind !== null) return { kind: chosenKind, reason: `chosen-${chosenKind}` };
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
  if (kind === 'cusum') return rules.includes('beyond-limits') ? shiftsOf(part, drawn) : part.map(() => []);
  const points = drawn.map(({ location }) => location);
  const shapes = part.map((bucket, i) => countShape(kind, bucket, points[i]!.centre));
  const ofLocation = rules.filter((rule) => rule !== 'spread-beyond-limits');
  const found = findSignals(points, { rules: ofLocation, attributes: isAttributes(kind) }).filter(
    ({ rule, at, from }) => {
      if (rule === 'beyond-limits') return shapes[at]?.isRare !== false;
      if (rule === 'run') return shapes.slice(from, at + 1).every((shape) => shape?.isEven !== false);
      return true;
    },
  );
  const all = rules.includes('spread-beyond-limits') ? [...found, ...spreadSignals(drawn)] : found;
  const keys = new Set(all.map(({ rule, side, at }) => `${rule} ${side} ${at}`));
  const signals: FoundSignal[][] = part.map(() => []);
  for (const { rule, side, at, from } of all)
    signals[at]!.push({
      rule,
      side,
      from: part[from]!.start,
      fresh: !keys.has(`${rule} ${side} ${at - 1}`),
    });
  return signals;
}

/** Points whose standard deviation or moving range lies beyond its own limits. */
function spreadSignals(drawn: readonly DrawnPoint[]) {
  return drawn.flatMap(({ spread }, at) => {
    if (spread === null || (spread.value <= spread.upper && spread.value >= spread.lower)) return [];
    const side = spread.value > spread.upper ? ('above' as const) : ('below' as const);
    return [{ rule: 'spread-beyond-limits' as const, side, at, from: at }];
  });
}

/** Signals of a CUSUM: from where the shift seems to have begun; fresh where its sum crosses the limit. */
function shiftsOf(part: readonly MeasuredBucket[], drawn: readonly DrawnPoint[]): FoundSignal[][] {
  return drawn.map(({ shift }, i) => {
    if (shift === undefined) return [];
    const { side, since } = shift;
    const from = part[Math.min(since, i)]!.start;
    return [{ rule: 'beyond-limits', side, from, fresh: drawn[i - 1]?.shift?.side !== side }];
  });
}
