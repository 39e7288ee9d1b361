import { z } from 'zod';
import { calendarDate, id } from './common.ts';
import { defineEvent } from './events.ts';
import { builtInRoles } from './permissions.ts';
import { ticketFacts } from './ticket-events.ts';

/* What happens to procedures (subject `procedure`), to their versions (`procedureVersion`) and on tickets (`procedureRun`). */

const setting = z.object({
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export const procedureSaved = defineEvent('procedure.saved', setting);

const ofVersion = {
  procedureId: id,
  versionId: id,
  number: z.int(),
  /** In the language of the version. */
  name: z.string(),
};
const versionEvent = z.object(ofVersion);
export const procedureVersionDrafted = defineEvent(
  'procedure.versionDrafted',
  z.object({
    ...ofVersion,
    change: z.string(),
    from: z.object({ type: z.string(), id }).nullable(),
  }),
);
export const procedureVersionSaved = defineEvent(
  'procedure.versionSaved',
  z.object({ ...ofVersion, change: z.string(), steps: z.int() }),
);
export const procedureVersionDiscarded = defineEvent('procedure.versionDiscarded', versionEvent);
export const procedureSubmitted = defineEvent('procedure.submitted', versionEvent);
export const procedureReturned = defineEvent(
  'procedure.returned',
  z.object({ ...ofVersion, reason: z.string() }),
);
export const procedureApproved = defineEvent(
  'procedure.approved',
  z.object({ ...ofVersion, fourEyes: z.boolean() }),
);
/** A version is in force from a day on; once more for more teams is its roll-out. */
export const procedurePublished = defineEvent(
  'procedure.published',
  z.object({
    ...ofVersion,
    /** Empty: all teams. */
    teamIds: z.array(id),
    /** Who has to know it; empty: every role. */
    roles: z.array(z.enum(builtInRoles)),
    inForceFrom: calendarDate,
    change: z.string(),
    steps: z.int(),
  }),
);
export const procedureRetired = defineEvent(
  'procedure.retired',
  z.object({ ...ofVersion, on: calendarDate }),
);
export const procedureAcknowledged = defineEvent(
  'procedure.acknowledged',
  z.object({ ...ofVersion, userId: id }),
);

const ofRun = {
  runId: id,
  ticketId: id,
  procedureId: id,
  versionId: id,
  number: z.int(),
  teamId: id.nullable(),
  /** The ticket as it was then. */
  ticket: ticketFacts,
};
const seconds = z.int().min(0);
const step = { ...ofRun, stepKey: z.string(), mandatory: z.boolean() };
export const procedureRunStarted = defineEvent(
  'procedureRun.started',
  z.object({ ...ofRun, manual: z.boolean(), steps: z.int(), mandatorySteps: z.int() }),
);
export const procedureRunStepDone = defineEvent(
  'procedureRun.stepDone',
  z.object({ ...step, seconds, late: z.boolean() }),
);
export const procedureRunStepSkipped = defineEvent(
  'procedureRun.stepSkipped',
  z.object({ ...step, seconds, reason: z.string() }),
);
/** A step that was done or skipped is open again. */
export const procedureRunStepReopened = defineEvent('procedureRun.stepReopened', z.object(step));
/** The run is over; what was not done by then was not done. */
export const procedureRunCompleted = defineEvent(
  'procedureRun.completed',
  z.object({
    ...ofRun,
    seconds,
    mandatorySteps: z.int(),
    mandatoryDone: z.int(),
    late: z.int(),
    /** No mandatory step left out, none done late. */
    asWritten: z.boolean(),
    /** The times of the steps that were done. */
    stepTimes: z.array(z.object({ stepKey: z.string(), seconds })),
  }),
);
export const procedureRunCancelled = defineEvent(
  'procedureRun.cancelled',
  z.object({ ...ofRun, how: z.enum(['person', 'noLongerMatches', 'merged']), reason: z.string() }),
);

export const procedureEvents = [
  procedureSaved,
  procedureVersionDrafted,
  procedureVersionSaved,
  procedureVersionDiscarded,
  procedureSubmitted,
  procedureReturned,
  procedureApproved,
  procedurePublished,
  procedureRetired,
  procedureAcknowledged,
  procedureRunStarted,
  procedureRunStepDone,
  procedureRunStepSkipped,
  procedureRunStepReopened,
  procedureRunCompleted,
  procedureRunCancelled,
] as const;
