import { z } from 'zod';
import { calendarDate, id, instant, line, pageQuery, text, version, type Words } from './common.ts';
import { defineEvent } from './events.ts';
import { metricDescription, metricDimension, metricFilters, metricName } from './metrics.ts';
import { definePermissions } from './permissions.ts';

/*
 * Terms.
 *
 * chart      a metric over time with limits that say what chance alone explains
 * bucket     a day, week or month of the chart; it gives one point once it has closed
 * limits     three standard errors either side of the centre, computed from all points of a phase, from a baseline,
 *            or frozen: kept as they were computed once
 * phase      a stretch with limits of its own: before and after a change that was made on purpose
 * rule       a pattern that chance hardly makes; a point that completes one is a signal
 */

export const chartGrains = ['day', 'week', 'month'] as const;
export const chartGrain = z.enum(chartGrains);
export type ChartGrain = z.infer<typeof chartGrain>;

export const chartRuleWords = {
  'beyond-limits': { zh: '一点超出控制限', en: 'One point beyond the limits' },
  run: { zh: '连续 9 点在中心线同一侧', en: 'Nine points in a row on one side of the centre' },
  trend: { zh: '连续 6 点持续上升或下降', en: 'Six points in a row rising, or falling' },
  alternating: { zh: '连续 14 点上下交替', en: 'Fourteen points in a row alternating up and down' },
  'two-of-three': {
    zh: '连续 3 点中有 2 点落在同侧 2σ 之外',
    en: 'Two of three points beyond two sigma on one side',
  },
  'four-of-five': {
    zh: '连续 5 点中有 4 点落在同侧 1σ 之外',
    en: 'Four of five points beyond one sigma on one side',
  },
  hugging: { zh: '连续 15 点在中心线 1σ 之内', en: 'Fifteen points in a row within one sigma' },
  mixture: {
    zh: '连续 8 点在中心线 1σ 之外（任一侧）',
    en: 'Eight points in a row beyond one sigma, on either side',
  },
  'spread-beyond-limits': {
    zh: '离散程度超出控制限',
    en: 'The spread beyond its limits',
  },
} as const satisfies Record<string, Words>;
export type ChartRule = keyof typeof chartRuleWords;
export const chartRules = Object.keys(chartRuleWords) as [ChartRule, ...ChartRule[]];
export const chartRule = z.enum(chartRules);

/** Rules that measure in sigmas: they assume a bell shape, so that charts of shares and counts leave them out. */
export const chartZoneRules: readonly ChartRule[] = ['two-of-three', 'four-of-five', 'hugging', 'mixture'];

/** Kinds that a user may choose in place of the one that fits the data: both see small lasting shifts sooner. */
export const chosenChartKinds = ['ewma', 'cusum'] as const;
export type ChosenChartKind = (typeof chosenChartKinds)[number];

export const chartKinds = [
  'p',
  'laney-p',
  'c',
  'u',
  'laney-u',
  'xbar-s',
  'i-mr',
  ...chosenChartKinds,
] as const;
export const chartKind = z.enum(chartKinds);
export type ChartKind = z.infer<typeof chartKind>;

export const chartReasons = [
  'shares',
  'counts-in-equal-samples',
  'rates-in-unequal-samples',
  'more-variation-than-chance',
  'subgroups',
  'single-measurements',
  'chosen-ewma',
  'chosen-cusum',
  'frozen',
] as const;
export const chartReason = z.enum(chartReasons);
export type ChartReason = z.infer<typeof chartReason>;

/** Kinds whose centre and spread are those of measurements, not of shares and counts. */
const measuredKinds: readonly ChartKind[] = ['xbar-s', 'i-mr', ...chosenChartKinds];

const parameter = z.number().min(-1e15).max(1e15);

/** What limits are made of: centre, and σ of single measurements or, for shares and counts, how far they vary beyond chance. */
export const chartParameters = z.strictObject({ centre: parameter, spread: z.number().min(0).max(1e15) });
export type ChartParameters = z.infer<typeof chartParameters>;

export const chartLimits = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('all') }),
  z
    .strictObject({ by: z.literal('baseline'), from: calendarDate, to: calendarDate })
    .refine(({ from, to }) => from <= to, { error: 'range_reversed', path: ['to'] }),
  z
    .strictObject({ by: z.literal('frozen'), kind: chartKind, ...chartParameters.shape })
    .refine(({ kind, centre }) => centre >= 0 || measuredKinds.includes(kind), {
      error: 'limits_negative',
      path: ['centre'],
    })
    .refine(({ kind, centre }) => centre <= 1 || (kind !== 'p' && kind !== 'laney-p'), {
      error: 'limits_no_share',
      path: ['centre'],
    })
    .refine(({ kind, spread }) => spread > 0 || measuredKinds.includes(kind), {
      error: 'limits_no_dispersion',
      path: ['spread'],
    }),
]);
export type ChartLimits = z.infer<typeof chartLimits>;

export const chartPhase = z.strictObject({ from: calendarDate, name: line(60) });

/** Body of create and replace. */
export const controlChartInput = z.strictObject({
  name: line(100),
  metric: metricName,
  filters: metricFilters.default({}),
  grain: chartGrain.default('day'),
  /** Null: the kind that fits the data. */
  chosenKind: z.enum(chosenChartKinds).nullable().default(null),
  limits: chartLimits.default({ by: 'all' }),
  /** First days of new phases, in order; the first phase needs no entry. */
  phases: z
    .array(chartPhase)
    .max(20)
    .refine((phases) => phases.every(({ from }, i) => i === 0 || from > phases[i - 1]!.from), {
      error: 'phases_not_rising',
    })
    .default([]),
  rules: z
    .array(chartRule)
    .max(chartRules.length)
    .refine((rules) => new Set(rules).size === rules.length, { error: 'listed_twice' })
    .default(['beyond-limits', 'run']),
  /** Buckets that begin on this day or later raise alerts; null: this chart raises none. Default: from today on. */
  watchFrom: calendarDate.nullable().optional(),
  /** Who is told of alerts. Default: whoever makes the chart. */
  ownerId: id.nullable().optional(),
});
export type ControlChartInput = z.infer<typeof controlChartInput>;

export const controlChart = z.object({
  id,
  name: z.string(),
  metric: metricDescription.nullable(),
  metricName,
  filters: metricFilters,
  grain: chartGrain,
  chosenKind: z.enum(chosenChartKinds).nullable(),
  limits: chartLimits,
  phases: z.array(chartPhase),
  rules: z.array(chartRule),
  watchFrom: calendarDate.nullable(),
  /** Deleted: it can be read, as its alerts can, but neither changed nor listed. */
  archivedAt: instant.nullable(),
  owner: z.object({ id, name: z.string() }).nullable(),
  openAlerts: z.int(),
  version,
  createdAt: instant,
  updatedAt: instant,
});
export type ControlChart = z.infer<typeof controlChart>;

export const chartListQuery = pageQuery.extend({
  search: line(100).optional(),
  metric: metricName.optional(),
});

/** A range of days; without it, the chart's usual look back: 90 days, 52 weeks or 36 months. */
export const chartPointsQuery = z
  .strictObject({ from: calendarDate.optional(), to: calendarDate.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: 'range_reversed',
    path: ['to'],
  });

export const limitsAt = { centre: z.number(), lower: z.number(), upper: z.number() };

/** A note on a point. `excluded`: a known special cause, left out when limits are computed. */
export const chartNoteInput = z.strictObject({
  text: text(2_000).trim().min(1),
  excluded: z.boolean().default(false),
});
export type ChartNoteInput = z.infer<typeof chartNoteInput>;
export const chartNoteParams = z.strictObject({ id, date: calendarDate });
export const chartNote = z.object({
  /** The first day of the bucket. */
  date: calendarDate,
  text: z.string(),
  excluded: z.boolean(),
  by: z.string().nullable(),
  at: instant,
});
export type ChartNote = z.infer<typeof chartNote>;

export const chartSignal = z.object({
  rule: chartRule,
  side: z.enum(['above', 'below']).nullable(),
  /** The first point of the pattern. */
  from: instant,
  /** False where the pattern was complete at the point before already. */
  fresh: z.boolean(),
});

export const chartPointShape = z.object({
  start: instant,
  end: instant,
  date: calendarDate,
  /** Null where nothing was measured: no point. */
  value: z.number().nullable(),
  count: z.number(),
  /** Null where there are too few points to compute limits from. */
  limits: z.object(limitsAt).nullable(),
  /** Standard deviation or moving range, with its own limits. */
  spread: z.object({ value: z.number(), ...limitsAt }).nullable(),
  /**
   * On EWMA and CUSUM charts, whose `value` is a weighted mean or what added up above the centre: the metric's own
   * value, and of CUSUM what added up below.
   */
  accumulated: z.object({ measured: z.number(), below: z.number().nullable() }).optional(),
  signals: z.array(chartSignal),
});

export const capabilityAnswer = z.object({
  target: z.number(),
  /** Of measurements, from a stable process: distance from the mean to the target in three σ, with its 95 % interval. */
  cpk: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  /** Defects per million and their sigma level (with the customary shift of 1.5), where one can be told. */
  dpmo: z.number().nullable(),
  sigmaLevel: z.number().nullable(),
  /** Buckets that reached the target, of those measured. */
  reached: z.int(),
  of: z.int(),
});

/** A chart as it is drawn: points with their limits and signals. */
export const drawnChart = z.object({
  kind: chartKind.nullable(),
  reason: chartReason.nullable(),
  /** In the reader's language: why this kind of chart. */
  because: z.string(),
  timeZone: z.string(),
  phases: z.array(
    z.object({
      name: z.string().nullable(),
      start: instant,
      points: z.int(),
      /** Null: fewer points than `leastPoints`. */
      parameters: chartParameters.nullable(),
    }),
  ),
  leastPoints: z.int(),
  points: z.array(chartPointShape),
  /** Rules that are on and apply to this kind of chart. */
  appliedRules: z.array(chartRule),
});
export type DrawnChart = z.infer<typeof drawnChart>;

export const chartAnswer = drawnChart.extend({
  chart: controlChart,
  notes: z.array(chartNote),
  capability: capabilityAnswer.nullable(),
});
export type ChartAnswer = z.infer<typeof chartAnswer>;

export const chartParetoQuery = z.strictObject({
  dimension: metricDimension,
  from: calendarDate.optional(),
  to: calendarDate.optional(),
});
export const chartPareto = z.object({
  dimension: metricDimension,
  /** What is added up: how many, for ratios that should rise how many missed, for times the time altogether. */
  amount: z.enum(['count', 'sum', 'missed', 'total']),
  bars: z.array(
    z.object({
      key: z.string().nullable(),
      label: z.string(),
      amount: z.number(),
      share: z.number(),
      cumulativeShare: z.number(),
      vital: z.boolean(),
    }),
  ),
});
export type ChartPareto = z.infer<typeof chartPareto>;

export const chartIssues = {
  range_reversed: {
    zh: '结束须晚于或等于开始。',
    en: 'The end lies before the start. Exchange them.',
  },
  phases_not_rising: {
    zh: '阶段起始日期须依次递增且不重复。',
    en: 'Phases must begin one after another, each on a later day than the one before.',
  },
  listed_twice: { zh: '有重复项，请每项只列一次。', en: 'Something is listed twice. List each once.' },
  limits_negative: {
    zh: '计数与比率的中心线不能为负。',
    en: 'The centre of shares and counts cannot be negative.',
  },
  limits_no_share: {
    zh: '比率的中心线须在 0 与 1 之间。',
    en: 'The centre of a share lies between 0 and 1.',
  },
  limits_no_dispersion: {
    zh: '离散系数须大于 0，通常为 1。',
    en: 'The dispersion must be above 0; usually it is 1.',
  },
} as const satisfies Record<string, Words>;

const chartFacts = z.object({
  name: z.string(),
  metric: metricName,
  filters: metricFilters,
  grain: chartGrain,
  chosenKind: z.enum(chosenChartKinds).nullable().optional(),
  limits: z.record(z.string(), z.unknown()),
  phases: z.array(chartPhase),
  rules: z.array(chartRule),
  watchFrom: calendarDate.nullable(),
  ownerId: id.nullable(),
});
export const chartSaved = defineEvent(
  'chart.saved',
  z.object({ chartId: id, before: chartFacts.nullable(), after: chartFacts }),
);
export const chartDeleted = defineEvent('chart.deleted', z.object({ chartId: id, before: chartFacts }));
export const chartNoted = defineEvent(
  'chart.noted',
  z.object({ chartId: id, date: calendarDate, text: z.string().nullable(), excluded: z.boolean() }),
);

export const chartEvents = [chartSaved, chartDeleted, chartNoted] as const;

export const chartPermissions = definePermissions({
  'charts.read': {
    words: { zh: '查看控制图与预警', en: 'See control charts and alerts' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'team',
      agent: 'own',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
  'charts.manage': {
    words: { zh: '建立与修改控制图', en: 'Make and change control charts' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', quality: 'all', analyst: 'all' },
  },
});
