import { z } from 'zod';
import { calendarDate, id, instant } from './common.ts';
import { defineEvent } from './events.ts';
import { checkKind, checkResult, recheck } from './improvement-checks.ts';
import {
  countermeasureState,
  improvementOutcome,
  improvementSource,
  improvementStage,
  pilotScope,
  problemStatement,
} from './improvements.ts';
import { metricFilters, metricName } from './metrics.ts';

/*
 * Subjects: `improvement`, `improvementCause`, `countermeasure`, `improvementCheck`, each by its own id. Their causes
 * make the chain: what it was opened from → opened → cause found → countermeasure → (whatever carries it out) → checked.
 */

const plan = {
  title: z.string(),
  ownerId: id.nullable(),
  memberIds: z.array(id),
  teamIds: z.array(id),
  problem: problemStatement,
  metric: metricName.nullable(),
  filters: metricFilters,
  aim: z.number().nullable(),
  aimOn: calendarDate.nullable(),
};

export const improvementOpened = defineEvent(
  'improvement.opened',
  z.object({
    improvementId: id,
    source: improvementSource,
    from: z.object({ type: z.string(), id }).nullable(),
    suggestion: z.string(),
    ...plan,
  }),
);
const changes = z.object({ ...plan, pilot: pilotScope.nullable() }).partial();
/** Only what changed, before and after. */
export const improvementChanged = defineEvent(
  'improvement.changed',
  z.object({ improvementId: id, before: changes, after: changes }),
);
/** The cause analysis was replaced; how many nodes it has, and the ids of those marked as root causes. */
export const improvementAnalysed = defineEvent(
  'improvement.analysed',
  z.object({ improvementId: id, causes: z.int(), rootCauseIds: z.array(id) }),
);
export const improvementStageChanged = defineEvent(
  'improvement.stageChanged',
  z.object({ improvementId: id, title: z.string(), before: improvementStage, after: improvementStage }),
);
export const improvementClosed = defineEvent(
  'improvement.closed',
  z.object({
    improvementId: id,
    title: z.string(),
    outcome: improvementOutcome,
    reason: z.string(),
    standardise: z.string(),
    lessons: z.string(),
    teamIds: z.array(id),
    metric: metricName.nullable(),
    openedAt: instant,
    /** The check that proved it. */
    checkId: id.nullable(),
  }),
);

export const improvementCauseFound = defineEvent(
  'improvement.causeFound',
  z.object({ improvementId: id, causeId: id, text: z.string() }),
);

const countermeasureFacts = z.object({
  improvementId: id,
  countermeasureId: id,
  text: z.string(),
  ownerId: id.nullable(),
  dueOn: calendarDate.nullable(),
  causeId: id.nullable(),
  status: countermeasureState,
  doneOn: calendarDate.nullable(),
});
export const countermeasureAdded = defineEvent('improvement.countermeasureAdded', countermeasureFacts);
export const countermeasureChanged = defineEvent('improvement.countermeasureChanged', countermeasureFacts);
export const countermeasureDone = defineEvent('improvement.countermeasureDone', countermeasureFacts);
export const countermeasureRemoved = defineEvent('improvement.countermeasureRemoved', countermeasureFacts);

export const improvementChecked = defineEvent(
  'improvement.checked',
  z.object({
    improvementId: id,
    checkId: id,
    kind: checkKind,
    metric: metricName,
    filters: metricFilters,
    changeOn: calendarDate,
    /** In the metric's unit; counts per day. */
    difference: z.number().nullable(),
    interval: z.object({ lower: z.number(), upper: z.number() }).nullable(),
    result: checkResult,
    recheck: recheck.nullable(),
  }),
);

export const improvementEvents = [
  improvementOpened,
  improvementChanged,
  improvementAnalysed,
  improvementStageChanged,
  improvementClosed,
  improvementCauseFound,
  countermeasureAdded,
  countermeasureChanged,
  countermeasureDone,
  countermeasureRemoved,
  improvementChecked,
] as const;
