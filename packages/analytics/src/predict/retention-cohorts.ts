import { type Numbers, requireInteger, requireOpenShare, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Interval } from '../stats/types.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';

/** Customers who were first seen in the same period. */
export interface Cohort {
  /** The period in which they were first seen. */
  period: number;
  size: number;
  /** How many were seen again so many periods later; the first is the size. Ends with the last period observed. */
  active: number[];
  /** Those over the size. */
  shares: number[];
}

export interface RetentionCohorts {
  /** By period of the first time, ascending; a period in which nobody was new has no cohort. */
  cohorts: Cohort[];
  /** All cohorts together by age: of those who could have been seen, who was; with Wilson's interval. */
  overall: (Interval & { age: number; customers: number; active: number; share: number })[];
}

/**
 * Of those who came in March, how many are still with us in June? The triangle of cohorts by the period of the first
 * event and the age since. Several events of a customer in a period count once. O(events + cohorts × periods).
 *
 * @param customers who, event by event, in any order
 * @param periods in which period: whole numbers that follow each other, such as months since some start
 * @param options.last last period observed in full; later events are refused. Default the last one with an event
 * @throws AnalyticsError if lengths differ, there is no event, a period is not whole or after the last, or they span
 * more than 10,000
 * @example retentionCohorts(['a', 'b', 'a'], [0, 0, 1]).cohorts[0]?.shares; // [1, 0.5]
 */
export function retentionCohorts(
  customers: ArrayLike<string | number>,
  periods: Numbers,
  { last, confidence = 0.95 }: { last?: number; confidence?: number } = {},
): RetentionCohorts {
  requireSameLength('customers', customers, 'periods', periods);
  requireOpenShare('options.confidence', confidence);
  if (periods.length === 0) throw new AnalyticsError('periods', 'must have at least one event, but is empty');
  const firsts = new Map<string | number, number>();
  let latest = Number.NEGATIVE_INFINITY;
  let earliest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < periods.length; i++) {
    const period = periods[i] as number;
    requireInteger(`periods[${i}]`, period, Number.MIN_SAFE_INTEGER);
    const customer = customers[i] as string | number;
    firsts.set(customer, Math.min(period, firsts.get(customer) ?? period));
    latest = Math.max(latest, period);
    earliest = Math.min(earliest, period);
  }
  const end = last ?? latest;
  requireInteger('options.last', end, Number.MIN_SAFE_INTEGER);
  if (latest > end)
    throw new AnalyticsError('periods', `must not be after the last (${end}), but one is ${latest}`);
  if (end - earliest >= 10_000)
    throw new AnalyticsError('periods', 'must span at most 10,000: use longer ones');
  const active = activeByAge(customers, periods, firsts, end);
  const cohorts = [...active]
    .sort(([a], [b]) => a - b)
    .map(([period, counts]) => ({
      period,
      size: counts[0] as number,
      active: counts,
      shares: counts.map((count) => count / (counts[0] as number)),
    }));
  const oldest = end - earliest;
  const overall = Array.from({ length: oldest + 1 }, (_, age) => {
    const seen = cohorts.filter((cohort) => cohort.active.length > age);
    const size = seen.reduce((sum, cohort) => sum + cohort.size, 0);
    const still = seen.reduce((sum, cohort) => sum + (cohort.active[age] as number), 0);
    return {
      age,
      customers: size,
      active: still,
      share: still / size,
      ...wilsonInterval(still, size, confidence),
    };
  });
  return { cohorts, overall };
}

/** Customers by period of their first event and age, each counted once. */
function activeByAge(
  customers: ArrayLike<string | number>,
  periods: Numbers,
  firsts: ReadonlyMap<string | number, number>,
  end: number,
): Map<number, number[]> {
  const active = new Map<number, number[]>();
  const counted = new Map<string | number, Set<number>>();
  for (let i = 0; i < periods.length; i++) {
    const customer = customers[i] as string | number;
    const first = firsts.get(customer) as number;
    const age = (periods[i] as number) - first;
    const own = counted.get(customer) ?? new Set();
    if (own.has(age)) continue;
    counted.set(customer, own.add(age));
    const counts = active.get(first) ?? Array.from({ length: end - first + 1 }, () => 0);
    counts[age] = (counts[age] as number) + 1;
    active.set(first, counts);
  }
  return active;
}
