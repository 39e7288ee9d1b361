import {
  type EventDefinition,
  type TicketFacts,
  ticketChanged,
  ticketClosed,
  ticketCreated,
  ticketMerged,
  ticketReopened,
  ticketReplied,
  ticketSolved,
} from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';

const noTimes = {
  secondsToSolve: 0,
  secondsWaiting: 0,
  secondsToFirstReply: null,
  replies: 0,
  customerMessages: 0,
};
const noCounts = { reopens: 0, reassignments: 0, handovers: 0, firstContact: true };

/** The events of one ticket as its module writes them, for tests: drafts gathered in order, then appended. */
export class TicketLog {
  readonly id = uuidv7();
  readonly drafts: EventDraft[] = [];
  #ticket: TicketFacts = {
    number: 1,
    kind: 'request',
    channel: 'email',
    status: 'new',
    importance: 'medium',
    urgency: 'medium',
    priority: 'normal',
    categoryId: null,
    teamId: null,
    assigneeId: null,
    customerTier: null,
    tags: [],
    complaintClass: null,
    severity: null,
    parentId: null,
  };

  created(at: string, facts: Partial<TicketFacts> = {}, sourceMadeSla?: boolean): this {
    this.#ticket = { ...this.#ticket, ...facts };
    const verdict = sourceMadeSla === undefined ? {} : { sourceMadeSla };
    return this.#add(at, ticketCreated, { subject: 'x', source: null, externalId: null, ...verdict });
  }

  changed(at: string, facts: Partial<TicketFacts>): this {
    const before = Object.fromEntries(
      Object.keys(facts).map((field) => [field, this.#ticket[field as never]]),
    );
    this.#ticket = { ...this.#ticket, ...facts };
    return this.#add(at, ticketChanged, { before, fields: Object.keys(facts) });
  }

  replied(at: string, by: 'agent' | 'customer'): this {
    const more = { messageId: null, public: true, channel: 'email', first: true, replies: 1 };
    return this.#add(at, ticketReplied, { ...more, by, secondsSinceCreated: 0, secondsSinceCustomer: null });
  }

  solved(at: string): this {
    return this.changed(at, { status: 'solved' }).#add(at, ticketSolved, { ...noTimes, ...noCounts });
  }

  reopened(at: string): this {
    this.changed(at, { status: 'open' });
    return this.#add(at, ticketReopened, { by: 'customer', secondsSinceSolved: 0, reopens: 1 });
  }

  merged(at: string): this {
    this.changed(at, { status: 'closed' }).#add(at, ticketClosed, { secondsToClose: 0, how: 'merge' });
    return this.#add(at, ticketMerged, { direction: 'into', otherId: uuidv7(), otherNumber: 2, messages: 1 });
  }

  /** Appends what was gathered since the last call. */
  async append(tx: Tx): Promise<void> {
    await appendEvents(tx, this.drafts.splice(0));
  }

  #add(at: string, definition: EventDefinition, data: Record<string, unknown>): this {
    this.drafts.push({
      definition,
      data: { ticket: { ...this.#ticket }, ...data },
      subject: { type: 'ticket', id: this.id },
      actor: { type: 'system', id: null },
      occurredAt: Temporal.Instant.from(`${at}:00Z`),
      ticketId: this.id,
    });
    return this;
  }
}
