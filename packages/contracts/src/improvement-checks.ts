import { z } from 'zod';
import { chartGrain, chartKind, chartRule } from './charts.ts';
import { calendarDate, id, instant } from './common.ts';
import { metricDescription, metricFilters, metricName } from './metrics.ts';

/* A check of an improvement: before against after, or pilot against comparison, with everything it was decided by. */

const team = z.object({ id, name: z.string() });

export const checkKinds = ['beforeAfter', 'pilot'] as const;
export const checkKind = z.enum(checkKinds);
export type CheckKind = z.infer<typeof checkKind>;

export const checkResults = ['better', 'worse', 'noDifference', 'tooFew'] as const;
export const checkResult = z.enum(checkResults);
export type CheckResult = z.infer<typeof checkResult>;

const days = z
  .strictObject({ from: calendarDate, to: calendarDate })
  .refine(({ from, to }) => from <= to, { error: 'range_reversed', path: ['to'] });
export type CheckDays = z.infer<typeof days>;

/**
 * Body of check. Whatever is left out is taken from the improvement: the change is the pilot's start, or the day the
 * newest finished countermeasure was done; the time after runs from there to yesterday, at most 90 days and in whole
 * weeks where there is one; the time before is equally long and ends the day before the change.
 */
export const checkInput = z
  .strictObject({
    kind: checkKind.default('beforeAfter'),
    changeOn: calendarDate.optional(),
    before: days.optional(),
    after: days.optional(),
  })
  .refine(({ before, after }) => (before === undefined) === (after === undefined), {
    error: 'check_windows_together',
    path: ['after'],
  });
export type CheckInput = z.infer<typeof checkInput>;

/** A metric over a window: what was measured, and how much. */
export const checkSample = z.object({
  from: calendarDate,
  to: calendarDate,
  days: z.int(),
  /** Counts and sums: per day. Null where nothing was measured. */
  value: z.number().nullable(),
  count: z.number(),
  sum: z.number(),
  standardDeviation: z.number().nullable(),
  /** Days on which something was measured. */
  measuredDays: z.int(),
});
export type CheckSample = z.infer<typeof checkSample>;

/**
 * - `newcombe`: shares, by Newcombe's score interval
 * - `welch`: means of measurements, by Welch's t
 * - `rates`: counts per day, by the exact intervals of both counts
 * - `welchOfDays`: values of single days, by Welch's t: where days differ by more than chance, and for all else
 */
export const checkMethods = ['newcombe', 'welch', 'rates', 'welchOfDays'] as const;
export const checkMethod = z.enum(checkMethods);
export type CheckMethod = z.infer<typeof checkMethod>;

const interval = z.object({ lower: z.number(), upper: z.number() });

/** Later less earlier, or pilot less comparison, in the metric's unit; counts and sums per day. */
export const checkDifference = z.object({
  method: checkMethod,
  /** What is compared: of `welchOfDays` the mean of the days, so that it may differ from the sample's value. */
  first: z.number().nullable(),
  second: z.number().nullable(),
  difference: z.number().nullable(),
  /** 95 %. Null where there is too little to say. */
  interval: interval.nullable(),
});
export type CheckDifference = z.infer<typeof checkDifference>;

export const checkChart = z.object({
  kind: chartKind.nullable(),
  grain: chartGrain,
  changeOn: calendarDate,
  points: z.array(
    z.object({
      date: calendarDate,
      value: z.number().nullable(),
      count: z.number(),
      limits: z.object({ centre: z.number(), lower: z.number(), upper: z.number() }).nullable(),
      signals: z.array(z.object({ rule: chartRule, side: z.enum(['above', 'below']).nullable() })),
    }),
  ),
});
export type CheckChart = z.infer<typeof checkChart>;

/** Everything a check was decided by: kept as it was, whatever happens to the numbers later. */
export const checkAnswer = z.object({
  changeOn: calendarDate,
  timeZone: z.string(),
  direction: z.enum(['up', 'down']),
  aim: z.number().nullable(),
  /** The pilot's teams, where they alone were measured; null: all that the filters keep. */
  teams: z.array(team).nullable(),
  before: checkSample,
  after: checkSample,
  /** Null but for a check with a comparison. */
  comparison: z
    .object({ teams: z.array(team), before: checkSample, after: checkSample, chart: checkChart })
    .nullable(),
  /** Of `beforeAfter`: after less before. Of `pilot`: pilot less comparison, in the time after. */
  plain: checkDifference,
  /** Change of the pilot less change of the comparison, by days; null where there are no days before to set it against. */
  differenceInDifferences: z.object({ difference: z.number(), interval }).nullable(),
  /** Which of the two the result follows from. */
  decidedBy: z.enum(['plain', 'differenceInDifferences']),
  difference: z.number().nullable(),
  interval: interval.nullable(),
  result: checkResult,
  /** What there is in the smaller sample and what is needed of it to see a difference that matters. Null where a result is certain. */
  enough: z
    .object({
      unit: z.enum(['measurements', 'days']),
      have: z.number(),
      needed: z.number(),
      /** The difference that could then be seen. */
      toSee: z.number(),
    })
    .nullable(),
  chart: checkChart,
});
export type CheckAnswer = z.infer<typeof checkAnswer>;

export const rechecks = [30, 90] as const;
export const recheck = z.union([z.literal(30), z.literal(90)]);

export const improvementCheck = z.object({
  id,
  kind: checkKind,
  /** Days after closing; null for a check that somebody made. */
  recheck: recheck.nullable(),
  metric: metricDescription.nullable(),
  metricName,
  filters: metricFilters,
  countermeasure: z.object({ id, text: z.string() }).nullable(),
  by: z.string().nullable(),
  at: instant,
  /** False where metric or filters of the improvement were changed since: it proves nothing any more. */
  current: z.boolean(),
  answer: checkAnswer,
});
export type ImprovementCheck = z.infer<typeof improvementCheck>;
