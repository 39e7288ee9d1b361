import { z } from 'zod';
import { calendarDate, id, instant, line, text, version, type Words } from './common.ts';
import { builtInRoles, definePermissions } from './permissions.ts';
import { procedureContent, procedureWords } from './procedure-content.ts';
import { ticketChannel, ticketKind } from './ticket-values.ts';

/*
 * Terms.
 *
 * procedure     how work is done: a service standard or an SOP, with its numbered versions
 * version       draft → in review → approved → published → retired; only a draft can be changed
 * publication   a version is in force from a day on, for all teams or for some; again for more teams is a roll-out
 * in force      of the publications for a team up to a day, the one with the newest day, then the highest number
 * four eyes     nobody approves what they wrote themselves
 * acknowledge   somebody says to have read a version
 */

export const procedureKinds = ['standard', 'sop'] as const;
export const procedureKind = z.enum(procedureKinds);
export type ProcedureKind = z.infer<typeof procedureKind>;

export const procedureVersionStatuses = ['draft', 'inReview', 'approved', 'published', 'retired'] as const;
export const procedureVersionStatus = z.enum(procedureVersionStatuses);
export type ProcedureVersionStatus = z.infer<typeof procedureVersionStatus>;
export const procedureVersionStatusWords: Record<ProcedureVersionStatus, Words> = {
  draft: { zh: '草稿', en: 'Draft' },
  inReview: { zh: '审核中', en: 'In review' },
  approved: { zh: '已批准', en: 'Approved' },
  published: { zh: '已发布', en: 'Published' },
  retired: { zh: '已停用', en: 'Retired' },
};

/** `ticket`: on tickets that match, from their beginning; `handover`: when one passes to another team; `manual`: by hand. */
export const procedureStarts = ['ticket', 'handover', 'manual'] as const;

/** On which tickets it runs. An empty list means any; categories count with those below them. */
export const procedureMatching = z.strictObject({
  start: z.enum(procedureStarts),
  ticketKinds: z.array(ticketKind).max(10).default([]),
  categoryIds: z.array(id).max(100).default([]),
  channels: z.array(ticketChannel).max(10).default([]),
});
export type ProcedureMatching = z.infer<typeof procedureMatching>;

export const procedureCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, { error: 'procedure_code' });

const settingsShape = {
  code: procedureCode,
  name: procedureWords(100),
  kind: procedureKind,
  ownerId: id.nullable().default(null),
  matching: procedureMatching,
  fourEyes: z.boolean().default(true),
};
/** Body of replace: the settings, which take effect at once. */
export const procedureSettings = z.strictObject(settingsShape);
export type ProcedureSettings = z.infer<typeof procedureSettings>;

/** What a record was made from: a countermeasure, say. */
export const procedureOrigin = z.strictObject({
  type: z.string().regex(/^[a-z][A-Za-z]{0,39}$/),
  id,
});

const change = text(2_000);
/** Body of create: settings, and the content of the first draft. */
export const procedureInput = z.strictObject({
  ...settingsShape,
  content: procedureContent,
  change: change.default(''),
  from: procedureOrigin.optional(),
});
export type ProcedureInput = z.infer<typeof procedureInput>;

/** A new draft: of the content given, else of that of a version, else of that of the newest one. */
export const procedureDraftInput = z.strictObject({
  basedOn: id.optional(),
  content: procedureContent.optional(),
  /** What is new in it, in plain text. */
  change: change.default(''),
  from: procedureOrigin.optional(),
});
export type ProcedureDraftInput = z.infer<typeof procedureDraftInput>;

export const procedureVersionInput = z.strictObject({ content: procedureContent, change });
export type ProcedureVersionInput = z.infer<typeof procedureVersionInput>;

export const procedureReturn = z.strictObject({ reason: line(500) });

export const procedurePublish = z.strictObject({
  inForceFrom: calendarDate,
  /** The teams it is in force for; empty for all. */
  teamIds: z.array(id).max(200).default([]),
  /** The roles that have to know it; empty for every role. */
  roles: z.array(z.enum(builtInRoles)).max(builtInRoles.length).default([]),
});
export type ProcedurePublish = z.infer<typeof procedurePublish>;

/** From this day on it is in force no more; without it, from today. */
export const procedureRetire = z.strictObject({ on: calendarDate.optional() });

const person = z.object({ id, name: z.string() });
export const procedurePublication = z.object({
  inForceFrom: calendarDate,
  teamIds: z.array(id),
  roles: z.array(z.enum(builtInRoles)),
  publishedAt: instant,
  publishedBy: person.nullable(),
});
export type ProcedurePublication = z.infer<typeof procedurePublication>;

export const procedureVersionSummary = z.object({
  id,
  procedureId: id,
  number: z.int(),
  status: procedureVersionStatus,
  change: z.string(),
  /** All who wrote it. */
  authors: z.array(person),
  from: z.object({ type: z.string(), id }).nullable(),
  submittedAt: instant.nullable(),
  approved: z.object({ by: person.nullable(), at: instant }).nullable(),
  /** Why it came back from review; null once it is submitted again. */
  returned: z.object({ by: person.nullable(), at: instant, reason: z.string() }).nullable(),
  publications: z.array(procedurePublication),
  retiredOn: calendarDate.nullable(),
  /** The teams it is in force for today; empty for all; null where it is not in force. */
  inForceFor: z.array(id).nullable(),
  createdAt: instant,
  updatedAt: instant,
  version,
});
export type ProcedureVersionSummary = z.infer<typeof procedureVersionSummary>;

/** A version whole, with the reader’s own part in it. */
export const procedureVersion = procedureVersionSummary.extend({
  content: procedureContent,
  mayApprove: z.boolean(),
  /** Whether the reader is among those who have to read it, and has. */
  toRead: z.boolean(),
  readAt: instant.nullable(),
});
export type ProcedureVersion = z.infer<typeof procedureVersion>;

const head = {
  id,
  code: z.string(),
  name: procedureWords(100),
  kind: procedureKind,
  owner: person.nullable(),
  matching: procedureMatching,
  fourEyes: z.boolean(),
  updatedAt: instant,
  version,
};
const named = z.object({ versionId: id, number: z.int() });
export const procedureSummary = z.object({
  ...head,
  /** The version that is being worked on; null for none. */
  open: named.extend({ status: procedureVersionStatus }).nullable(),
  /** Today's, by team; an empty list of teams is all those that have no version of their own. */
  inForce: z.array(named.extend({ inForceFrom: calendarDate, teamIds: z.array(id) })),
  /** Published and not in force yet. */
  coming: z.array(named.extend({ inForceFrom: calendarDate, teamIds: z.array(id) })),
  /** Versions in force that the reader has to read and has not. */
  toRead: z.array(named),
});
export type ProcedureSummary = z.infer<typeof procedureSummary>;

export const procedure = procedureSummary.extend({ versions: z.array(procedureVersionSummary) });
export type Procedure = z.infer<typeof procedure>;

export const procedureStates = ['open', 'inForce', 'coming', 'retired', 'toRead'] as const;
export const procedureListQuery = z.strictObject({
  kind: procedureKind.optional(),
  state: z.enum(procedureStates).optional(),
  search: line(100).optional(),
});
export type ProcedureListQuery = z.infer<typeof procedureListQuery>;
export const procedureExportQuery = procedureListQuery.extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

export const proceduresInForceQuery = z.strictObject({ teamId: id.optional(), on: calendarDate.optional() });
export const procedureInForce = z.object({
  procedureId: id,
  code: z.string(),
  name: procedureWords(100),
  kind: procedureKind,
  matching: procedureMatching,
  versionId: id,
  number: z.int(),
  inForceFrom: calendarDate,
});
export type ProcedureInForce = z.infer<typeof procedureInForce>;

export const procedureReaders = z.object({
  acknowledged: z.array(person.extend({ at: instant })),
  missing: z.array(person.extend({ teamIds: z.array(id) })),
});
export type ProcedureReaders = z.infer<typeof procedureReaders>;

export const procedureDiffQuery = z.strictObject({ from: id, to: id });
const diffStates = ['same', 'added', 'removed', 'changed', 'moved'] as const;
const difference = z.object({
  /** `title`, `body`, `script`, `checklist`, `minutes`, `mandatory`, `role`, `requires`, `purpose`. */
  field: z.string(),
  /** Of texts in languages. */
  locale: z.string().nullable(),
  /** The text, word by word in order: what both have, what came, what went. One line for each item of a list. */
  parts: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  /** True where the words are the same and only formatting or pictures differ. */
  layoutOnly: z.boolean(),
});
export type ProcedureDifference = z.infer<typeof difference>;
const diffed = {
  key: z.string(),
  state: z.enum(diffStates),
  title: procedureWords(200),
  differences: z.array(difference),
};
/** Stages and steps of both versions; in the order of the newer, with what was removed where it stood. */
export const procedureDiff = z.object({
  from: named,
  to: named,
  /** Of the version as a whole: its purpose. */
  differences: z.array(difference),
  stages: z.array(z.object({ ...diffed, steps: z.array(z.object(diffed)) })),
});
export type ProcedureDiff = z.infer<typeof procedureDiff>;

/** A procedure as a file: names instead of ids, so that another organisation understands it. */
export const procedureFile = z.strictObject({
  format: z.literal('jingyun.procedure'),
  formatVersion: z.literal(1),
  code: procedureCode,
  name: procedureWords(100),
  kind: procedureKind,
  fourEyes: z.boolean().default(true),
  matching: z.strictObject({
    start: z.enum(procedureStarts),
    ticketKinds: z.array(ticketKind).max(10).default([]),
    categoryCodes: z.array(line(100)).max(100).default([]),
    channels: z.array(ticketChannel).max(10).default([]),
  }),
  change: change.default(''),
  content: procedureContent,
});
export type ProcedureFile = z.infer<typeof procedureFile>;
export const procedureImported = z.object({
  procedureId: id,
  versionId: id,
  number: z.int(),
  /** True where there was no procedure of this code. */
  created: z.boolean(),
  /** What could not be taken over: categories that are not there, pictures that this organisation does not have. */
  unknownCategories: z.array(z.string()),
  picturesLeftOut: z.int(),
});
export type ProcedureImported = z.infer<typeof procedureImported>;

const everyone = {
  owner: 'all',
  manager: 'all',
  teamLead: 'all',
  agent: 'all',
  quality: 'all',
  trainer: 'all',
  analyst: 'all',
} as const;
export const procedurePermissions = definePermissions({
  'procedures.read': {
    words: { zh: '查看服务标准与流程', en: 'See service standards and procedures' },
    roles: everyone,
  },
  'procedures.write': {
    words: { zh: '编写流程并提交审核', en: 'Write procedures and submit them for review' },
    roles: { owner: 'all', manager: 'all', teamLead: 'all', quality: 'all', trainer: 'all' },
  },
  'procedures.approve': {
    words: { zh: '批准、发布与停用流程', en: 'Approve, publish and retire procedures' },
    roles: { owner: 'all', manager: 'all' },
  },
  'procedures.run': {
    words: { zh: '在工单上执行流程', en: 'Carry out procedures on tickets' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', agent: 'team' },
  },
});
