import { z } from 'zod';
import { calendarDate, id, instant, line, pageQuery, text, version, type Words } from './common.ts';
import { checkResult, improvementCheck, recheck } from './improvement-checks.ts';
import { metricDescription, metricDimension, metricFilters, metricName } from './metrics.ts';
import { definePermissions } from './permissions.ts';

/*
 * Terms.
 *
 * improvement     one turn of plan, do, check, act against one metric
 * stage           plan → analyse → act → check → closed; each has a gate that says what must be there first
 * cause           a node of the fishbone or of the whys; a root cause is one that the team decided to act on
 * countermeasure  what is done against a cause: by whom, until when
 * pilot           the teams that a change starts with, and those it is compared with
 * check           before against after, or pilot against comparison: a difference of the metric with its interval
 * recheck         the same check 30 and 90 days after closing as effective, made by the clock
 */

export const improvementStages = ['plan', 'analyse', 'act', 'check', 'closed'] as const;
export const improvementStage = z.enum(improvementStages);
export type ImprovementStage = z.infer<typeof improvementStage>;

export const improvementOutcomes = ['effective', 'ineffective', 'cancelled'] as const;
export const improvementOutcome = z.enum(improvementOutcomes);
export type ImprovementOutcome = z.infer<typeof improvementOutcome>;

export const improvementSources = ['alert', 'ticket', 'suggestion', 'manual'] as const;
export const improvementSource = z.enum(improvementSources);
export type ImprovementSource = z.infer<typeof improvementSource>;

/** The record that an improvement is opened from. */
export const improvementOrigin = z.strictObject({ type: z.enum(['alert', 'ticket']), id });
export type ImprovementOrigin = z.infer<typeof improvementOrigin>;

/** The bones a fishbone starts with. A category may also be any other text; then it is shown as it is. */
export const fishboneCategoryWords = {
  people: { zh: '人员', en: 'People' },
  method: { zh: '方法与流程', en: 'Method and process' },
  tools: { zh: '工具与系统', en: 'Tools and systems' },
  material: { zh: '产品与物料', en: 'Products and parts' },
  measurement: { zh: '衡量', en: 'Measurement' },
  environment: { zh: '环境', en: 'Environment' },
} as const satisfies Record<string, Words>;
export type FishboneCategory = keyof typeof fishboneCategoryWords;

const paragraph = text(2_000).trim();
const people = (max: number) =>
  z
    .array(id)
    .max(max)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'listed_twice' });

/** What happens, where, since when, how much: all four are needed before causes are looked for. */
export const problemStatement = z.strictObject({
  what: paragraph.default(''),
  where: paragraph.default(''),
  when: paragraph.default(''),
  howMuch: paragraph.default(''),
});
export type ProblemStatement = z.infer<typeof problemStatement>;

const planShape = {
  title: line(120),
  /** Who leads it, and is told of rechecks. Default: whoever opens it. */
  ownerId: id.nullable(),
  memberIds: people(50),
  /** The teams whose work it is about: they see it. */
  teamIds: people(50),
  problem: problemStatement,
  /** What it is measured by; null while nobody has said. */
  metric: metricName.nullable(),
  filters: metricFilters,
  /** In the metric's unit, counts and sums per day; null for "better than now". */
  aim: z.number().min(-1e12).max(1e12).nullable(),
  aimOn: calendarDate.nullable(),
};

/** Body of open: what is left out comes from the record it is opened from, where there is one. */
export const improvementOpen = z
  .strictObject({
    ...z.strictObject(planShape).partial().shape,
    from: improvementOrigin.optional(),
    /** In the words of who suggested it; for improvements that no record of the product stands behind. */
    suggestion: paragraph.optional(),
  })
  .refine(({ from, title }) => from !== undefined || title !== undefined, {
    error: 'improvement_title_missing',
    path: ['title'],
  })
  .refine(({ from, suggestion }) => from === undefined || suggestion === undefined || suggestion === '', {
    error: 'improvement_two_sources',
    path: ['suggestion'],
  });
export type ImprovementOpen = z.infer<typeof improvementOpen>;

/** Body of replace: the plan as a whole. */
export const improvementPlan = z.strictObject(planShape);
export type ImprovementPlan = z.infer<typeof improvementPlan>;

/** Which record to draft an improvement from. */
export const improvementDraftQuery = z.strictObject({ type: z.enum(['alert', 'ticket']), id });
/** The plan as the record's data fill it; nothing is saved. */
export const improvementDraft = z.object({
  title: z.string(),
  teamIds: z.array(id),
  problem: problemStatement,
  metric: metricName.nullable(),
  filters: metricFilters,
  aim: z.number().nullable(),
});
export type ImprovementDraft = z.infer<typeof improvementDraft>;

export const causeTools = ['fishbone', 'whys'] as const;

/**
 * One cause. `parentId` is the cause it explains, of the same tool; null for a bone of the fishbone, or the first why.
 * The client makes the id, so that a whole tree can be sent at once.
 */
export const causeInput = z.strictObject({
  id,
  tool: z.enum(causeTools),
  parentId: id.nullable(),
  /** Of the fishbone's bones: a code of `fishboneCategoryWords`, or a name of one's own. */
  category: line(40).nullable(),
  text: line(300),
  isRoot: z.boolean().default(false),
  /** Tickets that show it. */
  ticketIds: people(50).default([]),
});
export type CauseInput = z.infer<typeof causeInput>;

/** Body of replace: the whole cause analysis, in the order it is to be shown in. */
export const causesInput = z.strictObject({ causes: z.array(causeInput).max(300) });

/** A ticket as evidence; number and subject are null where the reader may not see it. */
const evidence = z.object({
  ticketId: id,
  number: z.number().int().nullable(),
  subject: z.string().nullable(),
});
export const cause = z.object({
  id,
  tool: z.enum(causeTools),
  parentId: id.nullable(),
  category: z.string().nullable(),
  text: z.string(),
  isRoot: z.boolean(),
  evidence: z.array(evidence),
});
export type Cause = z.infer<typeof cause>;

export const countermeasureStates = ['planned', 'doing', 'done', 'dropped'] as const;
export const countermeasureState = z.enum(countermeasureStates);
export type CountermeasureState = z.infer<typeof countermeasureState>;

export const countermeasureInput = z.strictObject({
  text: text(1_000).trim().min(1),
  ownerId: id.nullable().default(null),
  dueOn: calendarDate.nullable().default(null),
  /** The cause it answers. */
  causeId: id.nullable().default(null),
  status: countermeasureState.default('planned'),
  /** The day since when it works; of a finished one only. Default: today. */
  doneOn: calendarDate.nullable().default(null),
});
export type CountermeasureInput = z.infer<typeof countermeasureInput>;
export const countermeasureParams = z.strictObject({ id, countermeasureId: id });

const person = z.object({ id, name: z.string() });
const team = z.object({ id, name: z.string() });

export const countermeasure = z.object({
  id,
  text: z.string(),
  owner: person.nullable(),
  dueOn: calendarDate.nullable(),
  causeId: id.nullable(),
  status: countermeasureState,
  doneOn: calendarDate.nullable(),
  overdue: z.boolean(),
});
export type Countermeasure = z.infer<typeof countermeasure>;

export const pilotScope = z
  .strictObject({
    teamIds: people(50).min(1),
    startOn: calendarDate,
    comparisonTeamIds: people(50).default([]),
  })
  .refine(({ teamIds, comparisonTeamIds }) => comparisonTeamIds.every((team) => !teamIds.includes(team)), {
    error: 'pilot_teams_overlap',
    path: ['comparisonTeamIds'],
  });
export type PilotScope = z.infer<typeof pilotScope>;
export const pilotInput = z.strictObject({ pilot: pilotScope.nullable() });

const pilot = z.object({
  teams: z.array(team),
  startOn: calendarDate,
  comparisonTeams: z.array(team),
});

/** Where an open improvement goes; forward through the gates, back as wished. */
export const stageInput = z.strictObject({ stage: z.enum(['plan', 'analyse', 'act', 'check']) });

/** Ending it. `reason` is needed but for `effective`; `standardise` and `lessons` are what the team takes from it. */
export const improvementClose = z.strictObject({
  outcome: improvementOutcome,
  reason: paragraph.default(''),
  standardise: text(5_000).trim().default(''),
  lessons: text(5_000).trim().default(''),
});
export type ImprovementClose = z.infer<typeof improvementClose>;

/** What is missing before a stage, or before closing as effective. */
export const gateItems = ['problem', 'metric', 'rootCause', 'countermeasureDone', 'proof'] as const;
export const gateItem = z.enum(gateItems);
export type GateItem = z.infer<typeof gateItem>;

/** An improvement as lists and boards show it. */
export const improvementSummary = z.object({
  id,
  title: z.string(),
  stage: improvementStage,
  outcome: improvementOutcome.nullable(),
  source: improvementSource,
  owner: person.nullable(),
  members: z.array(person),
  teams: z.array(team),
  metric: metricDescription.nullable(),
  metricName: metricName.nullable(),
  countermeasures: z.object({ open: z.int(), done: z.int(), overdue: z.int() }),
  /** The next day on which a countermeasure is due. */
  nextDueOn: calendarDate.nullable(),
  newestCheck: z.object({ result: checkResult, recheck: recheck.nullable(), at: instant }).nullable(),
  openedAt: instant,
  stageAt: instant,
  closedAt: instant.nullable(),
  version,
});
export type ImprovementSummary = z.infer<typeof improvementSummary>;

/** An improvement as a whole: its screen, and its A3 report. */
export const improvement = improvementSummary.extend({
  /** The record it was opened from; title null where the reader may not see it. */
  from: z.object({ type: z.enum(['alert', 'ticket']), id, title: z.string().nullable() }).nullable(),
  suggestion: z.string(),
  problem: problemStatement,
  filters: metricFilters,
  aim: z.number().nullable(),
  aimOn: calendarDate.nullable(),
  causes: z.array(cause),
  /** Ordered by when they were added. */
  actions: z.array(countermeasure),
  pilot: pilot.nullable(),
  /** Newest first, at most 20. */
  checks: z.array(improvementCheck),
  rechecks: z.array(z.object({ days: recheck, on: calendarDate, checkId: id.nullable() })),
  closing: z
    .object({ at: instant, reason: z.string(), standardise: z.string(), lessons: z.string() })
    .nullable(),
  /** What is missing before each next step; empty: it may be taken. */
  gates: z.object({
    analyse: z.array(gateItem),
    act: z.array(gateItem),
    check: z.array(gateItem),
    effective: z.array(gateItem),
  }),
  /** What the reader may do with it. */
  may: z.object({ manage: z.boolean(), close: z.boolean() }),
});
export type Improvement = z.infer<typeof improvement>;

/** Values separated by commas. */
const stageList = z
  .string()
  .regex(/^(?:plan|analyse|act|check|closed)(?:,(?:plan|analyse|act|check|closed)){0,4}$/);

export const improvementFilter = {
  stage: stageList.optional(),
  outcome: improvementOutcome.optional(),
  /** `me` for the reader's own. */
  owner: z.union([z.literal('me'), id]).optional(),
  team: id.optional(),
  metric: metricName.optional(),
  /** Part of title or problem statement. */
  search: line(100).optional(),
};
export const improvementListQuery = pageQuery.extend(improvementFilter);
export const improvementExportQuery = z.strictObject({
  ...improvementFilter,
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

export const improvementCalendarQuery = z
  .strictObject({ from: calendarDate, to: calendarDate, owner: improvementFilter.owner })
  .refine(({ from, to }) => from <= to, { error: 'range_reversed', path: ['to'] });

export const improvementCalendar = z.object({
  data: z.array(
    z.object({
      kind: z.enum(['countermeasure', 'recheck', 'aim', 'pilot']),
      on: calendarDate,
      improvement: z.object({ id, title: z.string(), stage: improvementStage }),
      /** What is due: the countermeasure's text; empty for the other kinds. */
      text: z.string(),
      owner: person.nullable(),
      done: z.boolean(),
      /** Of a recheck. */
      days: recheck.nullable(),
    }),
  ),
  /** True where there was more than fits; ask for fewer days. */
  truncated: z.boolean(),
});
export type ImprovementCalendar = z.infer<typeof improvementCalendar>;

export const improvementParetoQuery = z
  .strictObject({
    dimension: metricDimension,
    from: calendarDate.optional(),
    to: calendarDate.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: 'range_reversed',
    path: ['to'],
  });

export const improvementIssues = {
  improvement_title_missing: {
    zh: '请填写标题；只有从预警或工单发起时才会自动生成。',
    en: 'Give it a title; only one that is opened from an alert or a ticket gets its title from there.',
  },
  improvement_two_sources: {
    zh: '从记录发起时请勿再填写建议内容，二者选一。',
    en: 'It is opened from a record, so leave the suggestion empty, or leave the record out.',
  },
  pilot_teams_overlap: {
    zh: '对照团队不能同时是试点团队。请选择没有参加试点的团队。',
    en: 'A team cannot be compared with itself. Compare with teams that are not in the pilot.',
  },
  check_windows_together: {
    zh: '改进前与改进后的时段须同时给出，或都留空由系统计算。',
    en: 'Give both windows, before and after, or neither: then they are worked out.',
  },
} as const satisfies Record<string, Words>;

export const improvementPermissions = definePermissions({
  'improvements.read': {
    words: { zh: '查看改进项目', en: 'See improvements' },
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
  'improvements.manage': {
    words: { zh: '发起与推进改进项目', en: 'Open improvements and work on them' },
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
  'improvements.close': {
    words: { zh: '关闭改进项目', en: 'Close improvements' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', quality: 'all' },
  },
});
