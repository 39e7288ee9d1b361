import { z } from 'zod';
import { calendarDate, id, instant, line, type Words } from './common.ts';
import { procedureContent, procedureKey, procedureWords } from './procedure-content.ts';
import { procedureKind } from './procedures.ts';

/*
 * Terms.
 *
 * run       a version at work on one ticket, from its start until the ticket is solved or somebody ends it
 * skipped   left out with a reason; left: left out without one, found open when the run ended
 * late      done after the step's time limit
 * results   what became of the runs of one procedure
 */

export const procedureRunStatuses = ['running', 'completed', 'cancelled'] as const;
export const procedureRunStatusWords: Record<(typeof procedureRunStatuses)[number], Words> = {
  running: { zh: '进行中', en: 'Running' },
  completed: { zh: '已完成', en: 'Completed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};
export const procedureStepStates = ['open', 'done', 'skipped'] as const;

export const procedureRunStep = z.object({
  key: z.string(),
  state: z.enum(procedureStepStates),
  /** Keys of the items of the checklist that are ticked. */
  checked: z.array(z.string()),
  /** Why it was skipped. */
  reason: z.string().nullable(),
  by: z.object({ id, name: z.string() }).nullable(),
  at: instant.nullable(),
  /** Since the step before it, or the start. */
  seconds: z.int().nullable(),
  /** Whether it was done after its time limit. */
  late: z.boolean(),
});
export type ProcedureRunStep = z.infer<typeof procedureRunStep>;

export const procedureRun = z.object({
  id,
  ticketId: id,
  procedure: z.object({ id, code: z.string(), name: procedureWords(100), kind: procedureKind }),
  versionId: id,
  number: z.int(),
  content: procedureContent,
  status: z.enum(procedureRunStatuses),
  /** Started by hand. */
  manual: z.boolean(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** In somebody's words; null where the product ended it: no longer of the kind, or merged. */
  cancelReason: z.string().nullable(),
  /** When the newest step was done or skipped, else the start: time limits run from here. */
  since: instant,
  steps: z.array(procedureRunStep),
  /** Keys of the mandatory steps that keep the ticket from being solved. */
  blocking: z.array(z.string()),
  /** Whether the reader may tick, skip, complete. */
  mayRun: z.boolean(),
});
export type ProcedureRun = z.infer<typeof procedureRun>;

export const procedureRunStart = z.strictObject({ procedureId: id });
export const procedureRunStepParams = z.strictObject({ id, key: procedureKey });
const checked = z.array(procedureKey).max(30);
/** `open` undoes, and keeps what is ticked of the checklist so far. `checked` left out: as it was. */
export const procedureStepInput = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('done'), checked: checked.optional() }),
  z.strictObject({ state: z.literal('skipped'), reason: line(500) }),
  z.strictObject({ state: z.literal('open'), checked: checked.optional() }),
]);
export type ProcedureStepInput = z.infer<typeof procedureStepInput>;
export const procedureRunCancel = z.strictObject({ reason: line(500) });

export const procedureResultsQuery = z.strictObject({
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  teamId: id.optional(),
  versionId: id.optional(),
});
export type ProcedureResultsQuery = z.infer<typeof procedureResultsQuery>;
/** What became of the runs that ended in the days asked for. Shares are null without runs. */
export const procedureResults = z.object({
  runs: z.int(),
  running: z.int(),
  adherence: z.number().nullable(),
  asWritten: z.number().nullable(),
  versions: z.array(
    z.object({
      versionId: id,
      number: z.int(),
      runs: z.int(),
      adherence: z.number().nullable(),
      asWritten: z.number().nullable(),
    }),
  ),
  /** Step by step, of the newest version among them first. */
  steps: z.array(
    z.object({
      key: z.string(),
      title: procedureWords(200),
      mandatory: z.boolean(),
      done: z.int(),
      skipped: z.int(),
      /** Neither done nor skipped when the run ended. */
      left: z.int(),
      late: z.int(),
      medianSeconds: z.number().nullable(),
    }),
  ),
  /** The reasons given most often. */
  reasons: z.array(z.object({ key: z.string(), reason: z.string(), times: z.int() })),
});
export type ProcedureResults = z.infer<typeof procedureResults>;
