import { z } from 'zod';
import { calendarDate, id, instant, version, type Words } from './common.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';

/*
 * Terms.
 *
 * metric      a number about the service, declared once beside the module that owns it
 * point       what one event adds to a metric: an integer, an instant and a value in each dimension
 * dimension   what a metric may be cut by: team, category, priority …
 * grain       the width of a bucket: hour, day, week or month, in the organisation's time zone
 * drill-down  from any number to the events behind it
 */

/** `seconds` and `cents` are whole; a `ratio` is a share from 0; `points` are a score. */
export const metricUnits = ['seconds', 'count', 'ratio', 'points', 'cents'] as const;
export const metricUnit = z.enum(metricUnits);
export type MetricUnit = z.infer<typeof metricUnit>;

/**
 * - `count`: how often something happened
 * - `sum`: an amount added up
 * - `distribution`: the mean of something measured, with percentiles
 * - `ratio`: one sum divided by another
 * - `level`: how many there are at an instant, such as open tickets
 */
export const metricKinds = ['count', 'sum', 'distribution', 'ratio', 'level'] as const;
export const metricKind = z.enum(metricKinds);
export type MetricKind = z.infer<typeof metricKind>;

/** What numbers are cut by, with the words for it. A further one is a further line here. */
export const metricDimensionWords = {
  team: { zh: '团队', en: 'Team' },
  category: { zh: '分类', en: 'Category' },
  priority: { zh: '优先级', en: 'Priority' },
  channel: { zh: '渠道', en: 'Channel' },
  kind: { zh: '工单类型', en: 'Kind' },
  assignee: { zh: '处理人', en: 'Assignee' },
  clock: { zh: '承诺', en: 'Promise' },
  reason: { zh: '不满原因', en: 'Reason' },
  procedure: { zh: '流程', en: 'Procedure' },
} as const satisfies Record<string, Words>;
export type MetricDimension = keyof typeof metricDimensionWords;
export const metricDimensions = Object.keys(metricDimensionWords) as [MetricDimension, ...MetricDimension[]];
export const metricDimension = z.enum(metricDimensions);

export const metricGrains = ['hour', 'day', 'week', 'month'] as const;
export const metricGrain = z.enum(metricGrains);
export type MetricGrain = z.infer<typeof metricGrain>;

/** Ranges that move with today. `7d` is today and the six days before it; weeks begin on Monday. */
export const metricPresets = [
  'today',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisYear',
  '365d',
] as const;
export const metricPreset = z.enum(metricPresets);
export type MetricPreset = z.infer<typeof metricPreset>;

export const metricCompares = ['none', 'previousPeriod', 'previousYear'] as const;

/** A metric's name, `<plural>.<camelCase>`. */
export const metricName = z
  .string()
  .max(80)
  .regex(/^[a-z][A-Za-z]*\.[a-z][A-Za-z0-9]*$/, { error: 'metric_name' });

/** A dimension's value: an id or a code; null for rows that have none, such as tickets without a team. */
const dimensionValue = z.string().min(1).max(100).nullable();

/** Values to keep, dimension by dimension. */
export const metricFilters = z.partialRecord(metricDimension, z.array(dimensionValue).min(1).max(100));
export type MetricFilters = z.infer<typeof metricFilters>;

/** A range of days in the organisation's time zone, both ends included. */
export const metricDays = z
  .strictObject({ from: calendarDate, to: calendarDate })
  .refine(({ from, to }) => from <= to, { error: 'range_reversed', path: ['to'] });

const queryShape = {
  metric: metricName,
  grain: metricGrain.default('day'),
  breakdown: metricDimension.optional(),
  compare: z.enum(metricCompares).default('none'),
};

const share = z.number().min(0).max(1);

/** Body of a metric query. Give `range` or `preset`; without either, the last 30 days. */
export const metricQuery = z
  .strictObject({
    ...queryShape,
    range: metricDays.optional(),
    preset: metricPreset.optional(),
    filters: metricFilters.default({}),
    /** For distributions: which shares, 0.9 for the 90th percentile. */
    percentiles: z.array(share).max(10).default([0.5, 0.9]),
  })
  .refine((query) => query.range === undefined || query.preset === undefined, {
    error: 'range_or_preset',
    path: ['preset'],
  });
export type MetricQuery = z.infer<typeof metricQuery>;

/** Values separated by commas; `none` for rows without one. */
const listParam = z.string().min(1).max(4_000).optional();
const filterParams = Object.fromEntries(metricDimensions.map((name) => [name, listParam])) as Record<
  MetricDimension,
  typeof listParam
>;

/** The same query as an address: each filter is a field, its values separated by commas, `none` for no value. */
export const metricQueryParams = z.strictObject({
  ...queryShape,
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  preset: metricPreset.optional(),
  /** Shares separated by commas: `0.5,0.9`. */
  percentiles: z
    .string()
    .regex(/^(?:0(?:\.\d+)?|1)(?:,(?:0(?:\.\d+)?|1))*$/)
    .max(100)
    .optional(),
  ...filterParams,
});
export type MetricQueryParams = z.infer<typeof metricQueryParams>;

export const metricExportParams = metricQueryParams.extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

/** One number with what it is made of. `value` is null where nothing was counted, so that there is nothing to divide. */
export const metricCell = z.object({
  value: z.number().nullable(),
  /** Distribution: how many were measured. Ratio: the denominator. Count, sum, level: how many points. */
  count: z.number(),
  /** The sum of the points; of a ratio the numerator. */
  sum: z.number(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Sample standard deviation of a distribution's points; null below two. */
  standardDeviation: z.number().nullable(),
  /** In the order asked for; null where nothing was measured. Empty but for distributions. */
  percentiles: z.array(z.number().nullable()),
});
export type MetricCell = z.infer<typeof metricCell>;

/** A bucket is `start` included to `end` excluded; at the edges of the range it is cut off. */
export const metricBucket = metricCell.extend({ start: instant, end: instant });
export type MetricBucket = z.infer<typeof metricBucket>;

export const metricSeries = z.object({
  /** The breakdown's value; null for rows without one, and for the only series where nothing is broken down. */
  key: z.string().nullable(),
  label: z.string(),
  total: metricCell,
  buckets: z.array(metricBucket),
});
export type MetricSeries = z.infer<typeof metricSeries>;

export const metricDescription = z.object({
  name: metricName,
  label: z.string(),
  formula: z.string(),
  unit: metricUnit,
  direction: z.enum(['up', 'down']),
  kind: metricKind,
  dimensions: z.array(z.object({ name: metricDimension, label: z.string() })),
  /** By what a Pareto chart tells why it is bad, where another metric counts that. */
  causes: z.object({ name: metricDimension, label: z.string() }).optional(),
});
export type MetricDescription = z.infer<typeof metricDescription>;

const answerRange = z.object({ from: calendarDate, to: calendarDate, start: instant, end: instant });

/** How far the numbers follow what happened. */
export const metricFreshness = z.object({
  /** Everything recorded up to this instant is counted. */
  asOf: instant,
  /** 0 when nothing waits to be counted. */
  lagSeconds: z.number(),
  /** True while the numbers were made for other definitions or another time zone than there are now; run `jingyun rebuild metrics`. */
  rebuildNeeded: z.boolean(),
});
export type MetricFreshness = z.infer<typeof metricFreshness>;

const targetValue = z.number().min(-1e12).max(1e12);

export const metricTargetInput = z.strictObject({
  metric: metricName,
  /** In the metric's unit: seconds, a share from 0 to 1 … */
  value: targetValue,
  /** The first day on which it holds. */
  from: calendarDate,
  /** Null for the whole organisation. */
  teamId: id.nullable().default(null),
});
export type MetricTargetInput = z.infer<typeof metricTargetInput>;

export const metricTarget = z.object({
  id,
  metric: metricName,
  value: z.number(),
  from: calendarDate,
  teamId: id.nullable(),
  version,
});
export type MetricTarget = z.infer<typeof metricTarget>;

export const metricAnswer = z.object({
  metric: metricDescription,
  timeZone: z.string(),
  grain: metricGrain,
  breakdown: metricDimension.nullable(),
  percentiles: z.array(z.number()),
  range: answerRange,
  total: metricCell,
  series: z.array(metricSeries),
  comparison: z.object({ range: answerRange, total: metricCell, series: z.array(metricSeries) }).nullable(),
  /** The targets in force within the range, oldest first: each holds from its day until the next. */
  targets: z.array(z.object({ value: z.number(), from: calendarDate })),
  /** `rollups`: read from kept sums. `events`: no kept sums cover this cut, so the events themselves were read. */
  source: z.enum(['rollups', 'events']),
  freshness: metricFreshness,
});
export type MetricAnswer = z.infer<typeof metricAnswer>;

/** Which number to open: the bucket's `start` and `end`, the query's filters, and the series' key among them. */
export const metricDrilldownQuery = z
  .strictObject({
    metric: metricName,
    start: instant,
    end: instant,
    filters: metricFilters.default({}),
    /** Of a ratio: only what is counted above, or only what is counted below the line. */
    part: z.enum(['all', 'numerator', 'denominator']).default('all'),
    cursor: z.string().max(1_000).optional(),
    limit: z.number().int().min(1).max(200).default(50),
  })
  .refine(({ start, end }) => Date.parse(start) < Date.parse(end), {
    error: 'range_reversed',
    path: ['end'],
  });
export type MetricDrilldownQuery = z.infer<typeof metricDrilldownQuery>;

export const metricDrilldownRow = z.object({
  eventId: id.nullable(),
  eventType: z.string().nullable(),
  /** The instant the point counts for. For a level: since when, where that is known. */
  at: instant.nullable(),
  /** What it adds to `sum`. */
  value: z.number(),
  /** What it adds to `count`. */
  of: z.number(),
  dimensions: z.partialRecord(metricDimension, z.string().nullable()),
  ticketId: id.nullable(),
  ticket: z.object({ id, number: z.number().int(), subject: z.string() }).nullable(),
});
export type MetricDrilldownRow = z.infer<typeof metricDrilldownRow>;

export const metricDrilldownAnswer = z.object({
  /** The number that is being opened: pages to the end hold exactly its points. */
  total: metricCell.nullable(),
  data: z.array(metricDrilldownRow),
  nextCursor: z.string().nullable(),
});

/** What the live board shows, in this order. One that no module declares, or that the reader's scope cannot see, is left out. */
export const boardMetrics = [
  'tickets.backlog',
  'tickets.created',
  'tickets.solved',
  'tickets.firstReplyTime',
  'tickets.resolutionTime',
  'sla.attainment',
  'tickets.reopenRate',
  'tickets.firstContactResolution',
  'tickets.complaints',
  'tickets.complaintShare',
  'surveys.csat',
  'surveys.nps',
  'surveys.ces',
  'surveys.responseRate',
] as const;

/** The dimensions that the board's rows can stand for. */
export const boardDimensions = ['team', 'category', 'priority', 'channel', 'kind', 'assignee'] as const;

/** The board: today unless said otherwise; filters as in a metric query. */
export const metricBoardParams = z.strictObject({
  preset: metricPreset.optional(),
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  by: z.enum(boardDimensions).default('team'),
  ...(Object.fromEntries(boardDimensions.map((name) => [name, listParam])) as Record<
    (typeof boardDimensions)[number],
    typeof listParam
  >),
});
export type MetricBoardParams = z.infer<typeof metricBoardParams>;
export const metricBoardExportParams = metricBoardParams.extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

/** Tickets with a promise that is soon due (within two hours), and with one that is broken and still unkept. */
const dueCounts = z.object({ dueSoon: z.number().int(), breached: z.number().int() });

/** In the order of `metrics`: distributions with their median and 90th percentile. */
const boardNumbers = z.array(metricCell);

export const metricBoard = z.object({
  timeZone: z.string(),
  range: answerRange,
  by: z.enum(boardDimensions),
  metrics: z.array(metricDescription),
  percentiles: z.array(z.number()),
  totals: boardNumbers,
  /** The target of each metric in force on the last day, in the order of `metrics`. */
  targets: z.array(z.number().nullable()),
  due: dueCounts,
  /** What came, what was solved and what was left, by hour up to two days, else by day. */
  flow: z.object({
    grain: metricGrain,
    buckets: z.array(
      z.object({
        start: instant,
        end: instant,
        created: z.number(),
        solved: z.number(),
        /** At the bucket's end; null for hours to come. */
        backlog: z.number().nullable(),
      }),
    ),
  }),
  rows: z.array(
    z.object({ key: z.string().nullable(), label: z.string(), numbers: boardNumbers, due: dueCounts }),
  ),
  source: z.enum(['rollups', 'events']),
  freshness: metricFreshness,
});
export type MetricBoard = z.infer<typeof metricBoard>;

export const metricTargetSet = defineEvent('metricTarget.set', z.object({ target: metricTarget }));
export const metricTargetDeleted = defineEvent('metricTarget.deleted', z.object({ target: metricTarget }));

export const metricPermissions = definePermissions({
  'metrics.read': {
    words: { zh: '查看指标与看板', en: 'See metrics and boards' },
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
  'metrics.manage': {
    words: { zh: '设定指标目标', en: 'Set targets of metrics' },
    roles: { owner: 'all', manager: 'all' },
  },
});
