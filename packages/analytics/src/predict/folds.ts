import { type Numbers, requireInteger, requireNotNegative, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';

/** Places of the cases to learn from, and of those to test on. */
export interface Split {
  train: Int32Array;
  test: Int32Array;
}

/**
 * Divides cases into `count` parts with the same mix of outcomes (or of any labels), at random; each part is the test
 * of one split and belongs to the training of all others. O(n × count).
 *
 * @param labels outcome or group of each case
 * @throws AnalyticsError if a label occurs in fewer cases than there are parts (a part would be without it)
 * @example stratifiedFolds(churned, 5, random).map(({ train, test }) => …);
 */
export function stratifiedFolds(labels: Numbers, count: number, random: Random): Split[] {
  requireNumbers('labels', labels);
  requireInteger('count', count, 2);
  const places = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const own = places.get(labels[i] as number);
    if (own) own.push(i);
    else places.set(labels[i] as number, [i]);
  }
  const fold = new Int32Array(labels.length);
  let next = 0;
  for (const [label, own] of [...places].sort(([a], [b]) => a - b)) {
    if (own.length < count) {
      throw new AnalyticsError(
        'count',
        `must not exceed the ${own.length} cases of label ${label}, but is ${count}`,
      );
    }
    for (let i = own.length - 1; i > 0; i--) {
      const other = Math.floor(random() * (i + 1));
      [own[i], own[other]] = [own[other] as number, own[i] as number];
    }
    // Dealt out in turn, going on where the last label ended, so that parts differ by one case at most.
    for (const place of own) fold[place] = next++ % count;
  }
  return splitsOf(fold, count);
}

/**
 * The splits of parts that are given: case i is tested in the split of `parts[i]`. For folds that someone else drew.
 * O(n × parts).
 *
 * @throws AnalyticsError if there are fewer than two parts
 */
export function givenFolds(parts: Numbers): Split[] {
  requireNumbers('parts', parts);
  const names = [...new Set(Array.from(parts))].sort((a, b) => a - b);
  if (names.length < 2) throw new AnalyticsError('parts', 'must name at least two parts');
  const places = new Map(names.map((name, i) => [name, i]));
  return splitsOf(
    Int32Array.from({ length: parts.length }, (_, i) => places.get(parts[i] as number) as number),
    names.length,
  );
}

/**
 * Splits by time, as a model is used: learn from the past, test on what comes next. The cases in order of time are cut
 * into `count` + 1 stretches of about equal size; split k tests on stretch k + 1 and learns from all before it. Cases
 * of one moment are never on both sides. O(n log n + n × count).
 *
 * @param options.gap time that training must end before the test begins, such as the days until an outcome is known
 * @param options.window how far back training reaches; default all the way
 * @throws AnalyticsError if there are too few distinct times, or a split has no case to learn from
 */
export function timeFolds(
  times: Numbers,
  count: number,
  { gap = 0, window = Number.POSITIVE_INFINITY }: { gap?: number; window?: number } = {},
): Split[] {
  requireNumbers('times', times);
  requireInteger('count', count, 1);
  requireNotNegative('options.gap', gap);
  if (!(window > 0)) throw new AnalyticsError('options.window', `must be above 0, not ${window}`);
  const sorted = Float64Array.from(times).sort();
  // Each stretch begins at a time that no earlier stretch has.
  const starts: number[] = [];
  for (let k = 1; k <= count; k++) {
    const start = sorted[Math.round((k * sorted.length) / (count + 1))] as number;
    if (!(start > (starts.at(-1) ?? (sorted[0] as number)))) {
      throw new AnalyticsError('count', `must be less: the times do not divide into ${count + 1} stretches`);
    }
    starts.push(start);
  }
  return starts.map((start, k) => {
    const end = starts[k + 1] ?? Number.POSITIVE_INFINITY;
    const train = placesWhere(
      times,
      (time) => time < start && time <= start - gap && time >= start - gap - window,
    );
    if (train.length === 0) throw new AnalyticsError('options', `leave split ${k} no case to learn from`);
    return { train, test: placesWhere(times, (time) => time >= start && time < end) };
  });
}

function splitsOf(fold: Int32Array, count: number): Split[] {
  return Array.from({ length: count }, (_, k) => ({
    train: placesWhere(fold, (part) => part !== k),
    test: placesWhere(fold, (part) => part === k),
  }));
}

function placesWhere(values: Numbers, keep: (value: number) => boolean): Int32Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (keep(values[i] as number)) count++;
  const places = new Int32Array(count);
  for (let i = 0, found = 0; i < values.length; i++) if (keep(values[i] as number)) places[found++] = i;
  return places;
}
