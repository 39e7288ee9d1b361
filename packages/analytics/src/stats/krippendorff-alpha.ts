import { requireFinite } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** What the ratings are: mere names, an order, a scale with even steps, or one with a zero. */
export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * How well any number of raters agree, with ratings missing and on any kind of scale: 1 complete, 0 as by chance.
 * Source: Krippendorff, Content Analysis (2004), chapter 11, by the coincidence matrix.
 * O(ratings × raters + distinct values²).
 *
 * @param ratings one row a rater, one column an item; null where a rater did not rate. Names are coded as numbers.
 * @returns alpha, or null if there is no variation or no item with two ratings: agreement cannot be judged then
 * @throws AnalyticsError if rows differ in length or a rating is neither finite nor null (nor, for `ratio`, from 0)
 * @example krippendorffAlpha([[1, 2, null], [1, 2, 3]], 'nominal'); // 1
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  level: MeasurementLevel,
): number | null {
  const items = ratings[0]?.length ?? 0;
  for (const [r, row] of ratings.entries()) {
    if (row.length !== items)
      throw new AnalyticsError(`ratings[${r}]`, `must have ${items} items, not ${row.length}`);
    for (const [i, rating] of row.entries()) {
      if (rating === null) continue;
      requireFinite(`ratings[${r}][${i}]`, rating);
      if (level === 'ratio' && rating < 0)
        throw new AnalyticsError(`ratings[${r}][${i}]`, 'must not be negative on a ratio scale');
    }
  }
  const pairable = Array.from({ length: items }, (_, i) =>
    ratings.map((row) => row[i]).filter((rating): rating is number => rating !== null),
  ).filter((values) => values.length >= 2);
  const values = [...new Set(pairable.flat())].sort((a, b) => a - b);
  const places = new Map(values.map((value, place) => [value, place]));
  const totals = values.map(() => 0);
  for (const value of pairable.flat()) {
    const place = places.get(value) as number;
    totals[place] = (totals[place] as number) + 1;
  }
  const size = totals.reduce((a, b) => a + b, 0);
  const distance = squaredDistance(level, values, totals);
  let expected = 0;
  for (let c = 0; c < values.length; c++) {
    for (let k = 0; k < c; k++)
      expected += 2 * (totals[c] as number) * (totals[k] as number) * distance(c, k);
  }
  if (expected === 0) return null;
  let observed = 0;
  for (const unit of pairable) {
    const counts = new Map<number, number>();
    for (const value of unit)
      counts.set(places.get(value) as number, (counts.get(places.get(value) as number) ?? 0) + 1);
    for (const [c, countC] of counts) {
      for (const [k, countK] of counts)
        if (k < c) observed += (2 * countC * countK * distance(c, k)) / (unit.length - 1);
    }
  }
  return 1 - ((size - 1) * observed) / expected;
}

function squaredDistance(
  level: MeasurementLevel,
  values: readonly number[],
  totals: readonly number[],
): (c: number, k: number) => number {
  if (level === 'nominal') return () => 1;
  if (level === 'interval') return (c, k) => ((values[c] as number) - (values[k] as number)) ** 2;
  if (level === 'ratio') {
    return (c, k) =>
      (((values[c] as number) - (values[k] as number)) / ((values[c] as number) + (values[k] as number))) **
      2;
  }
  const upTo: number[] = [];
  for (const total of totals) upTo.push((upTo.at(-1) ?? 0) + total);
  return (c, k) => {
    const between = (upTo[c] as number) - (k === 0 ? 0 : (upTo[k - 1] as number));
    return (between - ((totals[c] as number) + (totals[k] as number)) / 2) ** 2;
  };
}
