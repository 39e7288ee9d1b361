import type { TicketFacts } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import { getOrganisation } from '../people/index.ts';
import {
  type Categories,
  categoriesOf,
  factsOf,
  liftHolds,
  putHolds,
  type TicketState,
  ticketsByIds,
} from '../tickets/index.ts';
import { holdForRun, holdOf } from './hold-for-run.ts';
import { inForceFor, lineageOf, matches } from './in-force.rules.ts';
import { type PublishedProcedure, publishedProcedures } from './in-force.ts';
import type { ProcedureRow } from './procedure.repo.ts';
import { cancelled, completed, type RunMoment, type RunOnTicket, startedEvent } from './run.events.ts';
import type { TicketEvent } from './run.projector.ts';
import { insertRuns, lockRunsOf, type RunRow, saveRuns } from './run.repo.ts';
import { isTouched } from './run.rules.ts';
import { isDone, newRun } from './start-run.ts';
import { type VersionRow, versionsByIds } from './version.repo.ts';
import { dayOf } from './version.rules.ts';

/** What events of tickets bring about, gathered and then written in one statement for each table. */
interface Outcome {
  /** By ticket, with what changed of them and what was started. */
  runs: Map<string, RunRow[]>;
  versions: Map<string, VersionRow>;
  ended: Map<string, { run: RunRow; event: EventDraft }>;
  started: { on: RunOnTicket & { version: VersionRow }; procedure: ProcedureRow; moment: RunMoment }[];
}

/** @returns the tickets on which something was started or ended */
export async function followTickets(tx: Tx, events: readonly TicketEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const locked = await lockRunsOf(tx, [...new Set(events.map(({ ticketId }) => ticketId!))]);
  const outcome: Outcome = {
    runs: Map.groupBy(locked, (run) => run.ticketId),
    versions: new Map(),
    ended: new Map(),
    started: [],
  };
  const going = locked.filter(({ status }) => status === 'running').map(({ versionId }) => versionId);
  await know(tx, outcome, going);
  for (const event of events) endWith(outcome, event);
  await startWith(tx, outcome, events);
  return write(tx, outcome);
}

async function know(tx: Tx, { versions }: Outcome, ids: readonly string[]): Promise<void> {
  const unknown = ids.filter((id) => !versions.has(id));
  for (const version of await versionsByIds(tx, unknown)) versions.set(version.id, version);
}

const momentOf = ({ id, depth, occurredAt }: TicketEvent): RunMoment => ({
  at: occurredAt,
  actor: { type: 'system', id: null },
  cause: { id, depth },
});

/** A ticket that is solved or closed ends its runs; one that ends in a merge takes its runs with it, undone. */
function endWith(outcome: Outcome, event: TicketEvent): void {
  if (event.type !== 'ticket.solved' && event.type !== 'ticket.closed') return;
  const merged = event.data.how === 'merge';
  for (const run of outcome.runs.get(event.ticketId!) ?? []) {
    if (run.status !== 'running' || Temporal.Instant.compare(run.startedAt, event.occurredAt) > 0) continue;
    const on = runOn(outcome, run, event.data.ticket, event.customerId);
    const end = merged ? cancelled(on, momentOf(event), 'merged', '') : completed(on, momentOf(event));
    put(outcome, end);
  }
}

function runOn(outcome: Outcome, run: RunRow, ticket: TicketFacts, customerId: string | null): RunOnTicket {
  return { run, version: outcome.versions.get(run.versionId)!, ticket, customerId };
}

function put({ runs, ended }: Outcome, end: { run: RunRow; event: EventDraft }): void {
  const own = runs.get(end.run.ticketId) ?? [];
  runs.set(
    end.run.ticketId,
    own.map((run) => (run.id === end.run.id ? end.run : run)),
  );
  ended.set(end.run.id, end);
}

/** Facts that decide whether a procedure is for a ticket, and which version. */
const deciding = ['kind', 'channel', 'categoryId', 'teamId'] as const;

function decides({ type, data }: TicketEvent): boolean {
  if (type === 'ticket.created') return true;
  return type === 'ticket.changed' && deciding.some((fact) => fact in (data.before ?? {}));
}

function isHandover({ type, data }: TicketEvent): boolean {
  return type === 'ticket.changed' && data.before?.teamId != null && data.ticket.teamId !== null;
}

interface Ground {
  procedures: PublishedProcedure[];
  tickets: Map<string, TicketState>;
  categories: Categories;
  timeZone: string;
}

async function startWith(tx: Tx, outcome: Outcome, events: readonly TicketEvent[]): Promise<void> {
  const telling = events.filter(decides);
  if (telling.length === 0) return;
  const ground: Ground = {
    procedures: await publishedProcedures(tx),
    tickets: await ticketsByIds(tx, [...new Set(telling.map(({ ticketId }) => ticketId!))]),
    categories: await categoriesOf(tx),
    timeZone: (await getOrganisation(tx)).timeZone,
  };
  const versionIds = ground.procedures.flatMap(({ publications }) => publications.map((p) => p.versionId));
  await know(tx, outcome, [...new Set(versionIds)]);
  // The ticket as it is now decides, so the last event of each ticket is enough, save for hand-overs.
  for (const event of new Map(telling.map((one) => [one.ticketId, one])).values())
    for (const entry of ground.procedures)
      if (entry.procedure.matching.start === 'ticket') startOnTicket(outcome, ground, entry, event);
  for (const event of telling.filter(isHandover))
    for (const entry of ground.procedures)
      if (entry.procedure.matching.start === 'handover') startOnHandover(outcome, ground, entry, event);
}

/**
 * By the version in force for the ticket's team on the day it was opened. A run that nobody has touched follows the
 * ticket to another team's version; one of a procedure that the ticket is no longer for ends, touched or not.
 */
function startOnTicket(
  outcome: Outcome,
  { tickets, categories, timeZone }: Ground,
  { procedure, publications }: PublishedProcedure,
  event: TicketEvent,
): void {
  const ticket = tickets.get(event.ticketId!);
  if (ticket === undefined || isDone(ticket.status)) return;
  const fits = matches(procedure.matching, ticket, lineageOf(categories, ticket.categoryId));
  const found = fits ? inForceFor(publications, ticket.teamId, dayOf(ticket.createdAt, timeZone)) : null;
  const own = runsOfProcedure(outcome, ticket.id, procedure.id);
  const running = own.find(({ status }) => status === 'running');
  if (running !== undefined) {
    if (running.manual || (fits && (isTouched(running.steps) || found?.versionId === running.versionId)))
      return;
    const on = runOn(outcome, running, factsOf(ticket), ticket.customerId);
    put(outcome, cancelled(on, momentOf(event), 'noLongerMatches', ''));
  } else if (own.some(({ status }) => status === 'completed')) return;
  if (found !== null) begin(outcome, procedure, found.versionId, ticket, factsOf(ticket), event);
}

/** By the version in force, on the day of the hand-over, for the team that takes over. */
function startOnHandover(
  outcome: Outcome,
  { tickets, categories, timeZone }: Ground,
  { procedure, publications }: PublishedProcedure,
  event: TicketEvent,
): void {
  const ticket = tickets.get(event.ticketId!);
  if (ticket === undefined || isDone(ticket.status)) return;
  const then = event.data.ticket;
  if (!matches(procedure.matching, then, lineageOf(categories, then.categoryId))) return;
  const found = inForceFor(publications, then.teamId, dayOf(event.occurredAt, timeZone));
  const isRunning = runsOfProcedure(outcome, ticket.id, procedure.id).some(
    ({ status }) => status === 'running',
  );
  if (found !== null && !isRunning) begin(outcome, procedure, found.versionId, ticket, then, event);
}

function runsOfProcedure({ runs }: Outcome, ticketId: string, procedureId: string): RunRow[] {
  return (runs.get(ticketId) ?? []).filter((run) => run.procedureId === procedureId);
}

function begin(
  { runs, versions, started }: Outcome,
  procedure: ProcedureRow,
  versionId: string,
  { id, customerId }: TicketState,
  ticket: TicketFacts,
  event: TicketEvent,
): void {
  const version = versions.get(versionId)!;
  const run = newRun(id, version, { manual: false, ticket, at: event.occurredAt });
  runs.set(id, [...(runs.get(id) ?? []), run]);
  started.push({ on: { run, version, ticket, customerId }, procedure, moment: momentOf(event) });
}

async function write(tx: Tx, { ended, started }: Outcome): Promise<Set<string>> {
  const ends = [...ended.values()];
  await saveRuns(
    tx,
    ends.map(({ run }) => run),
  );
  await liftHolds(
    tx,
    ends.map(({ run }) => holdOf(run)),
  );
  // A run that somebody started by hand in this moment stands; then ours is not needed.
  const written = await insertRuns(
    tx,
    started.map(({ on }) => on.run),
  );
  const begun = started.filter(({ on }) => written.has(on.run.id));
  await putHolds(
    tx,
    begun.flatMap(({ on, procedure }) => holdForRun(on.run, procedure, on.version) ?? []),
  );
  await appendEvents(tx, [
    ...ends.map(({ event }) => event),
    ...begun.map(({ on, moment }) => startedEvent(on, moment)),
  ]);
  return new Set([...ends.map(({ run }) => run.ticketId), ...begun.map(({ on }) => on.run.ticketId)]);
}
