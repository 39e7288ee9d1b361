import { type Numbers, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { choleskyOf, mahalanobis } from '../special/cholesky.ts';
import { chiSquareUpperTail } from '../special/incomplete-gamma.ts';
import { requireDurations, type SortedDurations, sortedDurations } from './survival-checks.ts';

export interface LogRankResult {
  statistic: number;
  degreesOfFreedom: number;
  pValue: number;
  /** By group, in ascending order: events seen, and expected if all groups had the same hazard. */
  groups: { group: number; cases: number; observed: number; expected: number }[];
}

/** Groups are compared in pairs; thousands of them are rather an amount that was meant as a feature. */
const MOST_GROUPS = 200;

/**
 * Do groups lose their cases at different speeds? The log-rank test: at each time of an event, the events of a group
 * against its share of those at risk (Mantel, Cancer Chemotherapy Reports 50, 1966; Peto and Peto, JRSS A 135, 1972),
 * chi-square with one degree of freedom less than groups. With strata the comparison is made within each and added up,
 * so that a difference between strata is not mistaken for one between groups. O(n log n + times × groups²).
 *
 * @param groups number of the group of each case
 * @param options.strata number of the stratum of each case
 * @throws AnalyticsError if there are fewer than two groups or more than 200, a duration is negative or not finite, or `happened` is not
 * 0 or 1
 * @returns a p-value of 1 where no event happened while two groups were at risk
 * @example logRankTest(weeks, relapsed, treated).pValue;
 */
export function logRankTest(
  durations: Numbers,
  happened: Numbers,
  groups: Numbers,
  { strata }: { strata?: Numbers } = {},
): LogRankResult {
  requireDurations(durations, happened);
  requireSameLength('durations', durations, 'groups', groups);
  if (strata) requireSameLength('durations', durations, 'options.strata', strata);
  const names = distinct('groups', groups);
  if (names.length < 2) throw new AnalyticsError('groups', 'must be at least two');
  if (names.length > MOST_GROUPS) {
    throw new AnalyticsError(
      'groups',
      `must be at most ${MOST_GROUPS}, not ${names.length}: put some together`,
    );
  }
  const count = names.length;
  const observed = new Float64Array(count);
  const expected = new Float64Array(count);
  const covariance = Array.from({ length: count }, () => new Float64Array(count));
  for (const parts of partsByStratum(durations, happened, groups, names, strata)) {
    addStratum(parts, observed, expected, covariance);
  }
  const excess = Array.from(observed, (value, g) => value - (expected[g] as number));
  const { statistic, freedom } = quadratic(excess, covariance);
  return {
    statistic,
    degreesOfFreedom: freedom,
    pValue: freedom === 0 ? 1 : chiSquareUpperTail(statistic, freedom),
    groups: names.map((group, g) => ({
      group,
      cases: countOf(groups, group),
      observed: observed[g] as number,
      expected: expected[g] as number,
    })),
  };
}

function distinct(argument: string, values: Numbers): number[] {
  const found = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new AnalyticsError(`${argument}[${i}]`, `must be a finite number, not ${values[i]}`);
    }
    found.add(values[i] as number);
  }
  return [...found].sort((a, b) => a - b);
}

function countOf(values: Numbers, wanted: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === wanted) count++;
  return count;
}

/** Sorted durations by stratum, and in each by group. */
function partsByStratum(
  durations: Numbers,
  happened: Numbers,
  groups: Numbers,
  names: readonly number[],
  strata: Numbers | undefined,
): SortedDurations[][] {
  const places = new Map(names.map((name, g) => [name, g]));
  const buckets = new Map<number, { times: number[]; events: number[] }[]>();
  for (const stratum of strata ? distinct('options.strata', strata) : [0]) {
    buckets.set(
      stratum,
      names.map(() => ({ times: [], events: [] })),
    );
  }
  for (let i = 0; i < durations.length; i++) {
    const own = buckets.get(strata ? (strata[i] as number) : 0)?.[places.get(groups[i] as number) as number];
    own?.times.push(durations[i] as number);
    own?.events.push(happened[i] as number);
  }
  const none = { all: new Float64Array(0), events: new Float64Array(0) };
  return [...buckets.values()].map((parts) =>
    parts.map(({ times, events }) => (times.length === 0 ? none : sortedDurations(times, events))),
  );
}

function addStratum(
  parts: readonly SortedDurations[],
  observed: Float64Array,
  expected: Float64Array,
  covariance: readonly Float64Array[],
): void {
  const seen = new Int32Array(parts.length);
  const events = new Int32Array(parts.length);
  const atRisk = new Float64Array(parts.length);
  for (;;) {
    let time = Number.POSITIVE_INFINITY;
    for (const [g, part] of parts.entries()) time = Math.min(time, part.events[events[g] as number] ?? time);
    if (time === Number.POSITIVE_INFINITY) return;
    let all = 0;
    let died = 0;
    for (const [g, part] of parts.entries()) {
      let passed = seen[g] as number;
      while (passed < part.all.length && (part.all[passed] as number) < time) passed++;
      seen[g] = passed;
      atRisk[g] = part.all.length - passed;
      all += atRisk[g] as number;
      const before = events[g] as number;
      let now = before;
      while (now < part.events.length && part.events[now] === time) now++;
      events[g] = now;
      observed[g] = (observed[g] as number) + now - before;
      died += now - before;
    }
    const spread = all > 1 ? (died * (all - died)) / (all - 1) : 0;
    for (let g = 0; g < parts.length; g++) {
      const share = (atRisk[g] as number) / all;
      expected[g] = (expected[g] as number) + died * share;
      const row = covariance[g] as Float64Array;
      for (let h = 0; h < parts.length; h++) {
        row[h] = (row[h] as number) + spread * share * ((g === h ? 1 : 0) - (atRisk[h] as number) / all);
      }
    }
  }
}

/** uᵀ V⁻¹ u over the groups that were ever at risk together with another, one of them left out (they add up to 0). */
function quadratic(
  excess: readonly number[],
  covariance: readonly Float64Array[],
): { statistic: number; freedom: number } {
  const most = Math.max(...covariance.map((row, g) => row[g] as number));
  const kept = excess.map((_, g) => g).filter((g) => (covariance[g]?.[g] as number) > 1e-12 * most);
  // A set of groups that never met the others adds nothing more: groups are taken while they leave V regular.
  const chosen: number[] = [];
  for (const g of kept) {
    const trial = [...chosen, g];
    if (choleskyOf(trial.map((a) => trial.map((b) => covariance[a]?.[b] as number)))) chosen.push(g);
  }
  const factor = choleskyOf(chosen.map((a) => chosen.map((b) => covariance[a]?.[b] as number)));
  if (factor === null || chosen.length === 0) return { statistic: 0, freedom: 0 };
  return {
    statistic: mahalanobis(
      factor,
      chosen.map((g) => excess[g] as number),
    ),
    freedom: chosen.length,
  };
}
