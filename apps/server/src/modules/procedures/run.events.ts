import {
  type EventActor,
  type EventDefinition,
  procedureRunCancelled,
  procedureRunCompleted,
  procedureRunStarted,
  stepsOf,
  type TicketFacts,
} from '@jingyun/contracts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import type { RunRow } from './run.repo.ts';
import { outcomeOf } from './run.rules.ts';
import type { VersionRow } from './version.repo.ts';

/** A run with what its events tell besides. */
export interface RunOnTicket {
  run: RunRow;
  version: Pick<VersionRow, 'number' | 'content'>;
  ticket: TicketFacts;
  customerId: string | null;
}

/** When and by whom something happens to a run. */
export interface RunMoment {
  at: Temporal.Instant;
  actor: EventActor;
  cause?: AppendedEvent | undefined;
}

/** What every event of a run says. */
export function factsOfRun({ run, version, ticket }: RunOnTicket) {
  const { id: runId, ticketId, procedureId, versionId } = run;
  return { runId, ticketId, procedureId, versionId, number: version.number, teamId: ticket.teamId, ticket };
}

/** An event of a run; it stands among those of its ticket. */
export function runEvent<D extends EventDefinition>(
  on: RunOnTicket,
  { at, actor, cause }: RunMoment,
  definition: D,
  data: EventDraft<D>['data'],
): EventDraft {
  return {
    definition,
    data,
    subject: { type: 'procedureRun', id: on.run.id },
    actor,
    occurredAt: at,
    ticketId: on.run.ticketId,
    customerId: on.customerId,
    cause,
  };
}

export function startedEvent(on: RunOnTicket, moment: RunMoment): EventDraft {
  return runEvent(on, moment, procedureRunStarted, {
    ...factsOfRun(on),
    manual: on.run.manual,
    steps: stepsOf(on.version.content).length,
    mandatorySteps: on.run.mandatorySteps,
  });
}

/** The run as it is over, and its event. What was not done by then was not done. */
export function completed(on: RunOnTicket, moment: RunMoment): { run: RunRow; event: EventDraft } {
  const outcome = outcomeOf(on.version.content, on.run.steps);
  const run: RunRow = {
    ...on.run,
    status: 'completed',
    teamId: on.ticket.teamId,
    assigneeId: on.ticket.assigneeId,
    mandatoryDone: outcome.mandatoryDone,
    asWritten: outcome.asWritten,
    endedAt: moment.at,
  };
  const seconds = Math.max(
    0,
    Math.floor((moment.at.epochMilliseconds - run.startedAt.epochMilliseconds) / 1000),
  );
  const event = runEvent(on, moment, procedureRunCompleted, { ...factsOfRun(on), ...outcome, seconds });
  return { run, event };
}

/** A run that does not go on. @param reason in words, of a person; empty where the product itself ends it */
export function cancelled(
  on: RunOnTicket,
  moment: RunMoment,
  how: 'person' | 'noLongerMatches' | 'merged',
  reason: string,
): { run: RunRow; event: EventDraft } {
  const run: RunRow = { ...on.run, status: 'cancelled', cancelReason: reason || null, endedAt: moment.at };
  return { run, event: runEvent(on, moment, procedureRunCancelled, { ...factsOfRun(on), how, reason }) };
}
