import {
  differenceInDifferences,
  sampleSizeForMeans,
  sampleSizeForProportions,
} from '@jingyun/analytics/stats';
import type { CheckAnswer, CheckDifference, CheckMethod, CheckResult } from '@jingyun/contracts';
import type { MeasuredMetric } from '../charts/index.ts';
import { differenceOf, methodFor, summaryOf } from './difference.rules.ts';
import type { Sample } from './sample.rules.ts';

/** What decides whether a difference is good. */
export interface Goal extends MeasuredMetric {
  direction: 'up' | 'down';
  /** In the metric's unit; null: any difference that matters. */
  aim: number | null;
}

export type Effect = Pick<
  CheckAnswer,
  'plain' | 'differenceInDifferences' | 'decidedBy' | 'difference' | 'interval' | 'result' | 'enough'
>;

/**
 * Below this nothing is said, whatever the interval: so few are a chance meeting. Measured times lean to one side, so
 * that Welch's t wants more of them than shares do; a week of days, so that no weekday is missing.
 */
const least: Record<CheckMethod, number> = { newcombe: 10, welch: 20, rates: 7, welchOfDays: 7 };

/** Without an aim: ten points of a share, or a fifth of the value before, is a difference that matters. */
const sharePoints = 0.1;
const valuePart = 0.2;

/** Has the metric changed since the change was made? After less before. */
export function changeEffect(goal: Goal, before: Sample, after: Sample): Effect {
  const method = methodFor(goal, [before, after]);
  const plain = differenceOf(method, after, before);
  return { plain, differenceInDifferences: null, ...decidedByPlain(goal, plain, after, before) };
}

/**
 * Does the pilot differ from its comparison? Teams are never alike, so that where there are days enough before the
 * change, the pilot's change less the comparison's decides; else pilot less comparison in the time after.
 */
export function pilotEffect(
  goal: Goal,
  pilot: { before: Sample; after: Sample },
  comparison: { before: Sample; after: Sample },
): Effect {
  const method = methodFor(goal, [pilot.after, comparison.after]);
  const plain = differenceOf(method, pilot.after, comparison.after);
  const samples = [pilot.before, pilot.after, comparison.before, comparison.after];
  const days = Math.min(...samples.map(({ dayValues }) => dayValues.length));
  if (days < least.welchOfDays)
    return {
      plain,
      differenceInDifferences: null,
      ...decidedByPlain(goal, plain, pilot.after, comparison.after),
    };
  const { effect, lower, upper } = differenceInDifferences({
    treatedBefore: pilot.before.dayValues,
    treatedAfter: pilot.after.dayValues,
    controlBefore: comparison.before.dayValues,
    controlAfter: comparison.after.dayValues,
  });
  const interval = { lower, upper };
  const toSee = differenceThatMatters(goal, pilot.before.numbers.value);
  // The difference of two differences varies as twice as many samples do.
  const spread = Math.SQRT2 * spreadOf('welchOfDays', samples);
  const enough = { unit: 'days' as const, have: days, ...neededFor('welchOfDays', toSee, spread) };
  return {
    plain,
    differenceInDifferences: { difference: effect, interval },
    decidedBy: 'differenceInDifferences',
    difference: effect,
    interval,
    ...verdictOf(goal.direction, effect, interval, enough),
  };
}

type Enough = NonNullable<CheckAnswer['enough']>;

function decidedByPlain(
  goal: Goal,
  plain: CheckDifference,
  first: Sample,
  second: Sample,
): Omit<Effect, 'plain' | 'differenceInDifferences'> {
  const { method, difference, interval } = plain;
  const toSee = differenceThatMatters(goal, plain.second);
  const needed =
    method === 'newcombe'
      ? neededForShares(goal, plain.second ?? 0.5, toSee)
      : neededFor(method, toSee, spreadOf(method, [first, second]));
  const enough = { ...haveOf(method, first, second), ...needed };
  return {
    decidedBy: 'plain',
    difference,
    interval,
    ...verdictOf(goal.direction, difference, interval, enough),
  };
}

/**
 * Better or worse where the interval leaves 0 out; else no difference if there was enough to see one that matters, and
 * too few if there was not.
 */
function verdictOf(
  direction: 'up' | 'down',
  difference: number | null,
  interval: CheckAnswer['interval'],
  enough: Enough & { least: number },
): { result: CheckResult; enough: Enough | null } {
  const { least: fewest, ...told } = enough;
  if (difference === null || interval === null || told.have < fewest)
    return { result: 'tooFew', enough: told };
  if (interval.lower > 0 || interval.upper < 0)
    return { result: difference > 0 === (direction === 'up') ? 'better' : 'worse', enough: null };
  return { result: told.have < told.needed ? 'tooFew' : 'noDifference', enough: told };
}

function haveOf(method: CheckMethod, first: Sample, second: Sample): Pick<Enough, 'unit' | 'have'> {
  const smaller = (size: (sample: Sample) => number) => Math.min(size(first), size(second));
  if (method === 'rates') return { unit: 'days', have: smaller(({ numbers }) => numbers.days) };
  return method === 'welchOfDays'
    ? { unit: 'days', have: smaller(({ dayValues }) => dayValues.length) }
    : { unit: 'measurements', have: smaller(({ numbers }) => numbers.count) };
}

/** From the value before to the aim, where that lies ahead; else what usually matters. 0 where nothing can be said. */
function differenceThatMatters({ kind, unit, direction, aim }: Goal, before: number | null): number {
  if (before === null) return 0;
  const ahead = aim === null ? 0 : direction === 'up' ? aim - before : before - aim;
  if (ahead > 0) return ahead;
  if (kind === 'ratio' && unit === 'ratio') return sharePoints;
  return unit === 'points' ? 0 : Math.abs(before) * valuePart;
}

/** Standard deviation of one of the things compared, of all samples together. */
function spreadOf(method: CheckMethod, samples: readonly Sample[]): number {
  const variances = samples.map((sample) =>
    method === 'rates'
      ? (sample.numbers.value ?? 0)
      : (summaryOf(method === 'welch' ? 'welch' : 'welchOfDays', sample)?.variance ?? 0),
  );
  return Math.sqrt(variances.reduce((total, variance) => total + variance, 0) / variances.length);
}

/** So many of each sample that the difference is seen in four of five cases; half a standard deviation where none is known. */
function neededFor(method: CheckMethod, toSee: number, spread: number) {
  const fewest = least[method];
  if (!(spread > 0)) return { needed: fewest, toSee, least: fewest };
  const seen = toSee > 0 ? toSee : spread / 2;
  // Smaller parts of the spread would need more than anybody can count.
  const needed = sampleSizeForMeans(Math.max(seen, spread * 1e-5), spread);
  return { needed: Math.max(fewest, needed), toSee: seen, least: fewest };
}

function neededForShares({ direction }: Goal, before: number, toSee: number) {
  const fewest = least.newcombe;
  const inside = (share: number) => Math.min(0.999, Math.max(0.001, share));
  const share = inside(before);
  const wanted = direction === 'up' ? share + toSee : share - toSee;
  // Beyond the end of the scale, the same distance to the other side takes as many.
  const other = inside(wanted > 0 && wanted < 1 ? wanted : 2 * share - wanted);
  if (Math.abs(other - share) < 1e-4) return { needed: fewest, toSee, least: fewest };
  return { needed: Math.max(fewest, sampleSizeForProportions(share, other)), toSee, least: fewest };
}
