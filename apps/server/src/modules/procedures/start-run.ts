import { stepsOf, type TicketFacts } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { getOrganisation } from '../people/index.ts';
import { factsOf, putHolds, readTicket } from '../tickets/index.ts';
import { holdForRun } from './hold-for-run.ts';
import { inForceFor } from './in-force.rules.ts';
import { getProcedure } from './procedure.repo.ts';
import { startedEvent } from './run.events.ts';
import { requireMayRun } from './run.policy.ts';
import { insertRuns, type RunRow } from './run.repo.ts';
import { getVersion, publicationsOf, type VersionRow } from './version.repo.ts';
import { dayOf } from './version.rules.ts';

/** Whether nothing is left to do on a ticket of this status. */
export const isDone = (status: string) => status === 'solved' || status === 'closed';

/** A run at its start. */
export function newRun(
  ticketId: string,
  version: VersionRow,
  given: { manual: boolean; ticket: Pick<TicketFacts, 'teamId' | 'assigneeId'>; at: Temporal.Instant },
): RunRow {
  return {
    id: uuidv7(),
    ticketId,
    procedureId: version.procedureId,
    versionId: version.id,
    status: 'running',
    manual: given.manual,
    teamId: given.ticket.teamId,
    assigneeId: given.ticket.assigneeId,
    steps: {},
    mandatorySteps: stepsOf(version.content).filter(({ mandatory }) => mandatory).length,
    mandatoryDone: null,
    asWritten: null,
    cancelReason: null,
    startedAt: given.at,
    endedAt: null,
  };
}

/**
 * Starts a procedure on a ticket by hand: the version in force for its team on the day it was opened, else today's
 * (a procedure may be newer than the ticket).
 *
 * @throws ServiceError forbidden, not_found, procedure_ticket_not_open, procedure_not_in_force, procedure_already_running
 */
export async function startRun(tx: Tx, call: Call, ticketId: string, procedureId: string): Promise<RunRow> {
  const ticket = await readTicket(tx, call, ticketId);
  requireMayRun(call.actor, ticket);
  if (isDone(ticket.status)) throw new ServiceError('procedure_ticket_not_open');
  const procedure = await getProcedure(tx, procedureId);
  const publications = await publicationsOf(tx, procedureId);
  const { timeZone } = await getOrganisation(tx);
  const found =
    inForceFor(publications, ticket.teamId, dayOf(ticket.createdAt, timeZone)) ??
    inForceFor(publications, ticket.teamId, dayOf(call.now, timeZone));
  if (found === null) throw new ServiceError('procedure_not_in_force');
  const version = await getVersion(tx, found.versionId);
  const run = newRun(ticketId, version, { manual: true, ticket, at: call.now });
  if (!(await insertRuns(tx, [run])).has(run.id)) throw new ServiceError('procedure_already_running');
  const hold = holdForRun(run, procedure, version);
  if (hold !== null) await putHolds(tx, [hold]);
  const on = { run, version, ticket: factsOf(ticket), customerId: ticket.customerId };
  const moment = { at: call.now, actor: eventActor(call.actor), cause: call.cause };
  await appendEvents(tx, [startedEvent(on, moment)]);
  return run;
}
