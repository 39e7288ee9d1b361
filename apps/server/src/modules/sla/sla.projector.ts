import {
  type BusinessCalendar,
  calendarCreated,
  calendarUpdated,
  peopleEvents,
  type SlaPolicy,
  slaPolicyCreated,
  slaPolicyDeleted,
  slaPolicyUpdated,
  ticketCreated,
} from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';
import type { Projector, StoredEvent } from '../../platform/events/types.ts';
import { historiesOf, type KnownTicket, knownTickets } from './reckon.ts';
import { recordTerm, type TermDraft, type Terms, type TermsCache } from './terms.ts';
import { happeningOf, ticketTypes } from './ticket-happenings.ts';
import { writeClocks } from './write-clocks.ts';

const termTypes = [
  slaPolicyCreated,
  slaPolicyUpdated,
  slaPolicyDeleted,
  calendarCreated,
  calendarUpdated,
  peopleEvents.teamCreated,
  peopleEvents.teamChanged,
].map((definition) => definition.type);

/** Tickets that one statement reckons again when a calendar changes. */
const chunk = 1_000;

/**
 * SLA clocks from the event log. A ticket's clocks are reckoned anew from its whole history whenever one of its
 * events comes by: a ticket has few, and so late and back-dated entries need no case of their own. Policies and
 * calendars are kept as they were at each point of the log, so that a rebuild finds the same.
 */
export function slaProjector(registry: EventRegistry, cache: TermsCache): Projector {
  return {
    name: 'sla',
    types: [...ticketTypes, ...termTypes],
    // A ticket's events come close together: the more of them in one batch, the fewer reckonings (16,700 against 12,900 events/s at 2,000).
    batchSize: 5_000,
    apply: async (tx, events, mode) => {
      const batch = new Batch(tx, registry, await cache.load(tx), mode);
      for (const event of events) await batch.take(event);
      await batch.flush();
    },
    reset: async (tx) => {
      cache.forget(tx.orgId);
      await sql`delete from sla_clocks where org_id = ${tx.orgId}`.execute(tx.db);
      await sql`delete from sla_tickets where org_id = ${tx.orgId}`.execute(tx.db);
      await sql`delete from sla_terms where org_id = ${tx.orgId}`.execute(tx.db);
    },
  };
}

/** Events of one transaction: tickets are gathered and reckoned together, up to the next change of a calendar. */
class Batch {
  readonly #tx: Tx;
  readonly #registry: EventRegistry;
  readonly #terms: Terms;
  readonly #mode: 'live' | 'replay';
  #touched = new Map<string, StoredEvent[]>();
  #created = new Map<string, KnownTicket>();

  constructor(tx: Tx, registry: EventRegistry, terms: Terms, mode: 'live' | 'replay') {
    this.#tx = tx;
    this.#registry = registry;
    this.#terms = terms;
    this.#mode = mode;
  }

  async take(event: StoredEvent): Promise<void> {
    const { ticketId } = event;
    if (ticketId !== null && happeningOf(event) !== null) {
      if (event.type === ticketCreated.type) this.#created.set(ticketId, this.#recorded(event, ticketId));
      const touched = this.#touched.get(ticketId);
      if (touched === undefined) this.#touched.set(ticketId, [event]);
      else touched.push(event);
      return;
    }
    const draft = termOf(event);
    if (draft === null) return;
    if (draft.kind === 'policy') return recordTerm(this.#tx, this.#terms, draft);
    await this.#changeCalendars(draft);
  }

  /** Reckons and writes the tickets gathered so far. */
  async flush(): Promise<void> {
    if (this.#touched.size === 0) return;
    const olderIds = [...this.#touched.keys()].filter((id) => !this.#created.has(id));
    const older = olderIds.length === 0 ? [] : await knownTickets(this.#tx, olderIds);
    const histories = await historiesOf(this.#tx, this.#registry, older);
    // All events of a ticket follow its creation in the log, so a new ticket's are all at hand.
    for (const id of this.#created.keys()) histories.set(id, this.#touched.get(id) ?? []);
    const causes = new Map([...this.#touched].map(([id, events]) => [id, events.at(-1)]));
    const created = [...this.#created.values()];
    this.#touched = new Map();
    this.#created = new Map();
    await writeClocks(this.#tx, this.#terms, { created, older, histories, causes }, this.#mode);
  }

  #recorded(event: StoredEvent, ticketId: string): KnownTicket {
    return {
      ticketId,
      customerId: event.customerId,
      createdAt: event.occurredAt,
      recordedFrom: event.recordedAt,
      policySeq: this.#terms.seq,
      calendarSeq: this.#terms.calendarSeq,
    };
  }

  /** A changed calendar makes the clocks that run by it due anew; what has ended stays as it ended. */
  async #changeCalendars(draft: Exclude<TermDraft, { kind: 'policy' }>): Promise<void> {
    const terms = this.#terms;
    if (draft.kind === 'team' && terms.teamCalendarId(draft.subjectId) === draft.data.calendarId) return;
    await this.flush();
    const formerDefault = terms.defaultCalendarId();
    await recordTerm(this.#tx, terms, draft);
    const running =
      draft.kind === 'team' ? sql`t.team_id = ${draft.subjectId}::uuid` : runningBy(draft, formerDefault);
    const { rows } = await sql<{ ticket_id: string }>`
      select distinct c.ticket_id from sla_clocks c join sla_tickets t using (org_id, ticket_id)
      where c.org_id = ${this.#tx.orgId} and c.state = 'running' and ${running}
      order by c.ticket_id
    `.execute(this.#tx.db);
    for (let from = 0; from < rows.length; from += chunk) {
      const older = await knownTickets(
        this.#tx,
        rows.slice(from, from + chunk).map((row) => row.ticket_id),
      );
      const histories = await historiesOf(this.#tx, this.#registry, older);
      await writeClocks(this.#tx, terms, { created: [], older, histories, causes: new Map() }, this.#mode);
    }
  }
}

/** The clocks that a calendar's new version reaches: its own; where it becomes the default, those of the former too. */
function runningBy(draft: Extract<TermDraft, { kind: 'calendar' }>, formerDefault: string | null) {
  if (!draft.data.isDefault || formerDefault === draft.subjectId)
    return sql`c.calendar_id = ${draft.subjectId}::uuid`;
  if (formerDefault === null) return sql`(c.calendar_id = ${draft.subjectId}::uuid or c.calendar_id is null)`;
  return sql`c.calendar_id = any(${[draft.subjectId, formerDefault]}::uuid[])`;
}

/** What an event says about policies and calendars, or null. */
function termOf(event: StoredEvent): TermDraft | null {
  const subjectId = event.subject.id;
  switch (event.type) {
    case slaPolicyCreated.type:
    case slaPolicyUpdated.type:
      return { kind: 'policy', subjectId, data: event.data['policy'] as SlaPolicy };
    case slaPolicyDeleted.type:
      return { kind: 'policy', subjectId, data: { deletedAt: event.occurredAt.toString() } };
    case calendarCreated.type:
    case calendarUpdated.type: {
      const { timeZone, weekly, holidays, makeupDays, exceptions, isDefault } = event.data[
        'calendar'
      ] as BusinessCalendar;
      return {
        kind: 'calendar',
        subjectId,
        data: { rules: { timeZone, weekly, holidays, makeupDays, exceptions }, isDefault },
      };
    }
    case peopleEvents.teamCreated.type:
    case peopleEvents.teamChanged.type:
      return {
        kind: 'team',
        subjectId,
        data: { calendarId: (event.data['calendarId'] as string | null) ?? null },
      };
    default:
      return null;
  }
}
