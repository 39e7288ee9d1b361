import type { SlaClock, SlaLedgerStretch } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';
import { countedAt } from './clock.ts';
import { historiesOf, knownTickets, reckon } from './reckon.ts';
import { clockLedger } from './sla.ledger.ts';
import type { Clock } from './sla.types.ts';
import type { TermsCache } from './terms.ts';

/**
 * A ticket's clocks as they stand, each with its ledger, reckoned from the ticket's events by the policies and
 * calendars that its kept clocks were reckoned by. Empty until the projection knows the ticket.
 *
 * Who may see the ticket is for the caller to decide.
 */
export async function readTicketSla(
  tx: Tx,
  registry: EventRegistry,
  cache: TermsCache,
  ticketId: string,
  now: Temporal.Instant,
): Promise<(SlaClock & { ledger: SlaLedgerStretch[] })[]> {
  const [ticket] = await knownTickets(tx, [ticketId]);
  if (ticket === undefined) return [];
  const histories = await historiesOf(tx, registry, [ticket]);
  const { clocks } = reckon(ticket, histories.get(ticketId) ?? [], await cache.load(tx), ticket.calendarSeq);
  return clocks.map((clock) => {
    const at = Math.max(now.epochMilliseconds, clock.since);
    return { ...present(clock, at), ledger: clockLedger(clock, at) };
  });
}

function present(clock: Clock, now: number): SlaClock {
  const overdue = clock.stoppedAt === null && clock.dueAt !== null && clock.dueAt < now ? clock.dueAt : null;
  const breachedAt = clock.breachedAt ?? overdue;
  return {
    kind: clock.kind,
    cycle: clock.cycle,
    run: clock.run,
    policyId: clock.promised?.policyId ?? null,
    state: clock.end ?? (clock.pause === null ? 'running' : 'paused'),
    targetSeconds: clock.targetSeconds,
    countedSeconds: countedAt(clock, now),
    startedAt: iso(clock.startedAt),
    dueAt: maybe(clock.dueAt),
    warnAt: maybe(clock.warnAt),
    breachedAt: maybe(breachedAt),
    stoppedAt: maybe(clock.stoppedAt),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
const maybe = (ms: number | null) => (ms === null ? null : iso(ms));
