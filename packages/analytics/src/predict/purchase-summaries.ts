import { type Numbers, requireFinite, requireNumbers, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** What `bgNbd` and `gammaGamma` learn from, customer by customer. */
export interface PurchaseSummaries {
  customers: (string | number)[];
  frequency: Float64Array;
  recency: Float64Array;
  age: Float64Array;
  /** Mean value of the repeat purchases; 0 without one, or if no values were given. */
  meanValue: Float64Array;
}

/**
 * Sums up a list of purchases by customer. Purchases of one customer at the same time are one (give times in whole days
 * or weeks for that). O(n log n).
 *
 * @param customers who bought, purchase by purchase, in any order
 * @param times when, in the unit of time that the model will be in
 * @param options.end end of observation; later purchases are refused. Default the last purchase
 * @param options.values what it was worth
 * @throws AnalyticsError if lengths differ, there is no purchase, a number is not finite, or one is after the end. The
 * age of a customer who first bought at the very end is 0, which models refuse: leave them out
 */
export function purchaseSummaries(
  customers: ArrayLike<string | number>,
  times: Numbers,
  { end, values }: { end?: number; values?: Numbers } = {},
): PurchaseSummaries {
  requireNumbers('times', times);
  requireSameLength('times', times, 'customers', customers);
  if (values) {
    requireNumbers('options.values', values);
    requireSameLength('times', times, 'options.values', values);
  }
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) last = Math.max(last, times[i] as number);
  const close = end ?? last;
  requireFinite('options.end', close);
  if (last > close)
    throw new AnalyticsError('times', `must not be after the end (${close}), but one is ${last}`);
  const places = new Map<string | number, number[]>();
  for (let i = 0; i < times.length; i++) {
    const own = places.get(customers[i] as string | number);
    if (own) own.push(i);
    else places.set(customers[i] as string | number, [i]);
  }
  const size = places.size;
  const summaries: PurchaseSummaries = {
    customers: [...places.keys()],
    frequency: new Float64Array(size),
    recency: new Float64Array(size),
    age: new Float64Array(size),
    meanValue: new Float64Array(size),
  };
  let customer = 0;
  for (const own of places.values()) {
    own.sort((a, b) => (times[a] as number) - (times[b] as number));
    const first = times[own[0] as number] as number;
    let repeats = 0;
    let worth = 0;
    let before = first;
    for (const place of own) {
      const time = times[place] as number;
      if (time > before) repeats++;
      if (time > first) worth += values?.[place] ?? 0;
      before = time;
    }
    summaries.frequency[customer] = repeats;
    summaries.recency[customer] = before - first;
    summaries.age[customer] = close - first;
    summaries.meanValue[customer] = repeats === 0 ? 0 : worth / repeats;
    customer++;
  }
  return summaries;
}
