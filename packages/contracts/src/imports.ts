import { z } from 'zod';
import { id, instant, line, timeZone, version } from './common.ts';
import { sourceName } from './customers.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';
import { ticketChannel, ticketKind, ticketLevel, ticketPriority, ticketStatus } from './ticket-values.ts';

/*
 * Terms.
 *
 * import    one file on its way into the product: uploaded, tried (dry run), run
 * shape     what a row is: a whole ticket, or one change of a ticket (an audit log: many rows for each ticket)
 * mapping   which column feeds which field, how its dates are written, what its words mean
 * template  a mapping kept under a name for the next file of the same kind
 * source    the system the file came from; with the external id it says which ticket is meant, so that the same
 *           file imported twice makes no ticket twice
 */

export const importShapes = ['ticket', 'history'] as const;
export type ImportShape = (typeof importShapes)[number];

/** What a column can feed. `at`, `activity` and `by` belong to one change and are used by the shape `history` only. */
export const importFields = [
  'externalId',
  'subject',
  'description',
  'kind',
  'status',
  'priority',
  'importance',
  'urgency',
  'category',
  'channel',
  'tags',
  'team',
  'assignee',
  'requester',
  'requesterEmail',
  'requesterPhone',
  'createdAt',
  'firstRepliedAt',
  'solvedAt',
  'closedAt',
  'slaMet',
  'at',
  'activity',
  'by',
] as const;
export const importField = z.enum(importFields);
export type ImportField = z.infer<typeof importField>;

/** Fields that hold an instant and therefore need a date format. */
export const importDateFields = [
  'createdAt',
  'firstRepliedAt',
  'solvedAt',
  'closedAt',
  'at',
] as const satisfies readonly ImportField[];
export type ImportDateField = (typeof importDateFields)[number];

export const importDateFormat = z.enum(['iso', 'dayFirst', 'monthFirst', 'chinese', 'excelSerial', 'epoch']);

const columnName = z.string().min(1).max(500);
const word = z.string().max(500);
const words = <T extends z.ZodType>(meaning: T) =>
  z.record(word, meaning).refine((table) => Object.keys(table).length <= 1000, { error: 'too_many_words' });

/** Which column feeds a field; a date field also says how its column writes dates. */
export const mappedColumn = z.strictObject({ column: columnName, dateFormat: importDateFormat.optional() });
export type MappedColumn = z.infer<typeof mappedColumn>;

export const importMapping = z.strictObject({
  shape: z.enum(importShapes),
  /** The system the file came from, as a short name: `servicenow`, `zendesk`. Together with the external id it is unique. */
  source: sourceName,
  /** The zone of times that name none. Default: the organisation's. */
  timeZone: timeZone.optional(),
  columns: z.partialRecord(importField, mappedColumn).default({}),
  /** Columns that feed no field of ours and are kept as custom fields, under their own names. */
  keep: z.array(columnName).max(50).default([]),
  /** What the file's words mean. Compared without case and surrounding space; a word that is not here is not known. */
  words: z
    .strictObject({
      status: words(ticketStatus).default({}),
      /** Activities of a process log that change the status. Others are kept as activities. */
      activity: words(ticketStatus).default({}),
      priority: words(ticketPriority).default({}),
      importance: words(ticketLevel).default({}),
      urgency: words(ticketLevel).default({}),
      kind: words(ticketKind).default({}),
      channel: words(ticketChannel).default({}),
    })
    .prefault({}),
  /** What stands for "nothing": `?`, `N/A`. An empty cell always does. */
  unknown: z.array(word).max(20).default([]),
  /** Where a column is not there or says nothing. */
  defaults: z
    .strictObject({
      kind: ticketKind.default('incident'),
      channel: ticketChannel.default('web'),
      priority: ticketPriority.default('normal'),
      status: ticketStatus.default('open'),
    })
    .prefault({}),
  /**
   * The order of the rows of one ticket (shape `history`): as in the file, the file backwards, or by time. A log
   * that its system wrote in order is best left so: many rows share a minute.
   */
  order: z.enum(['file', 'reversed', 'time']).default('file'),
  /**
   * What counts as the first response where no column says: the moment the ticket is no longer new
   * (`accepted`), or nothing (`none`).
   */
  firstResponse: z.enum(['accepted', 'none']).default('accepted'),
});
export type ImportMapping = z.infer<typeof importMapping>;
export type ImportMappingInput = z.input<typeof importMapping>;

/** A problem of a row or of a whole mapping, as the wizard and the file of rejected rows show it. */
export const importProblem = z.object({
  rowNumber: z.int().min(1).nullable(),
  externalId: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importCounts = z.object({
  /** Rows read below the header. */
  rows: z.int().min(0),
  rejected: z.int().min(0),
  tickets: z.int().min(0),
  created: z.int().min(0),
  /** Tickets that an earlier import brought and to which this file adds. */
  extended: z.int().min(0),
  /** Tickets that an earlier import brought, exactly as they are in this file. */
  unchanged: z.int().min(0),
  events: z.int().min(0),
  /** Tickets of which a time had to be moved to keep their history in order. */
  adjusted: z.int().min(0),
});
export type ImportCounts = z.infer<typeof importCounts>;

/** The values of a column that has to be understood, the frequent first, and what each means by the mapping. */
export const importValues = z.object({
  field: z.string(),
  values: z.array(z.object({ value: z.string(), count: z.int().min(1), meaning: z.string().nullable() })),
});

export const importDryRun = z.object({
  counts: importCounts,
  /** Rejected rows by reason. */
  reasons: z.array(z.object({ code: z.string(), count: z.int().min(1), message: z.string() })),
  problems: z.array(importProblem),
  values: z.array(importValues),
  firstCreatedAt: instant.nullable(),
  lastCreatedAt: instant.nullable(),
  seconds: z.number().min(0),
});
export type ImportDryRun = z.infer<typeof importDryRun>;

export const importStates = [
  'uploaded',
  'checking',
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
] as const;
export const importState = z.enum(importStates);
export type ImportState = z.infer<typeof importState>;

/** What the file looks like, from its beginning. */
export const importSniff = z.object({
  format: z.enum(['csv', 'xlsx', 'xes']),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.string()),
  headers: z.array(z.string()),
  sample: z.array(z.object({ rowNumber: z.int(), values: z.record(z.string(), z.string()) })),
});
export type ImportSniff = z.infer<typeof importSniff>;

export const importJob = z.object({
  id,
  fileName: z.string(),
  bytes: z.number().min(0),
  state: importState,
  sniff: importSniff,
  mapping: importMapping,
  /** Of this mapping; null where none was made. */
  dryRun: importDryRun.nullable(),
  /** The background job of the last dry run or of the import: it shows the progress. */
  jobId: id.nullable(),
  counts: importCounts,
  /** Rows in the file, known after a first pass over it. */
  totalRows: z.int().min(0).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  version,
});
export type ImportJob = z.infer<typeof importJob>;

export const importRejectedQuery = z.strictObject({ format: z.enum(['csv', 'xlsx']).default('csv') });

export const importTemplateInput = z.strictObject({ name: line(100), mapping: importMapping });
export type ImportTemplateInput = z.infer<typeof importTemplateInput>;
export const importTemplate = z.object({
  id,
  name: z.string(),
  mapping: importMapping,
  /** The headers it was made for, to offer it for the next file that has them. */
  headers: z.array(z.string()),
  createdAt: instant,
  version,
});
export type ImportTemplate = z.infer<typeof importTemplate>;

const importEventData = z.object({ kind: z.literal('tickets'), fileName: z.string(), source: z.string() });
export const importStarted = defineEvent('import.started', importEventData);
export const importFinished = defineEvent(
  'import.finished',
  importEventData.extend({ counts: importCounts }),
);
export const importFailed = defineEvent('import.failed', importEventData.extend({ code: z.string() }));
export const importCancelled = defineEvent(
  'import.cancelled',
  importEventData.extend({ counts: importCounts }),
);

/** One row of a change log or one event of a process log, by the name its system has for it: what process mining reads. */
export const ticketActivityImported = defineEvent(
  'ticketActivity.imported',
  z.object({ activity: z.string(), by: z.string().nullable(), source: z.string() }),
);

export const importEvents = [
  importStarted,
  importFinished,
  importFailed,
  importCancelled,
  ticketActivityImported,
] as const;

export const importPermissions = definePermissions({
  'imports.manage': {
    words: { zh: '导入数据与管理导入模板', en: 'Import data and manage import templates' },
    roles: { owner: 'all', manager: 'all' },
  },
});
