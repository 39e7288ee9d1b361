import { ticketActivityImported } from '@jingyun/contracts';
import { type Call, eventActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { appendEvents } from '../../../platform/events/append-events.ts';
import type { EventDraft } from '../../../platform/events/types.ts';
import { importTickets } from '../../tickets/index.ts';
import { type ImportRow, insertKnownTickets, knownTickets } from '../import.repo.ts';
import { emptyNames, type Names, namesOf } from './names.ts';
import type { ImportBatch, RejectedRow } from './read-batches.ts';
import { toImportedTicket } from './to-imported-ticket.ts';

export interface Written {
  created: number;
  extended: number;
  unchanged: number;
  events: number;
  rejected: RejectedRow[];
}

export interface TicketWriter {
  write(tx: Tx, tickets: ImportBatch['tickets']): Promise<Written>;
  /** Forgets the names it has looked up: after a transaction that failed they may not exist. */
  forget(): void;
}

/**
 * Writes the tickets of one import, batch by batch: the people, teams, categories and
 * customers that they name (made where nobody knows them), the tickets with their
 * history, and every row of the log as an activity.
 */
export function ticketWriter(call: Call, row: Pick<ImportRow, 'id' | 'mapping'>): TicketWriter {
  const { source } = row.mapping;
  let names: Names = emptyNames();
  return {
    forget: () => {
      names = emptyNames();
    },
    write: async (tx, tickets) => {
      const known = await knownTickets(
        tx,
        source,
        tickets.map((ticket) => ticket.externalId),
      );
      const changed = tickets.filter(
        (ticket) => known.get(ticket.externalId)?.fingerprint !== ticket.fingerprint,
      );
      const written: Written = {
        created: 0,
        extended: 0,
        unchanged: tickets.length - changed.length,
        events: 0,
        rejected: [],
      };
      if (changed.length === 0) return written;
      names = await namesOf(tx, call, source, changed, names);
      const outcomes = await importTickets(
        tx,
        call,
        changed.map((ticket) => toImportedTicket(ticket, source, names)),
      );
      const activities: EventDraft[] = [];
      const taken: { externalId: string; ticketId: string; fingerprint: string; activities: number }[] = [];
      for (const [index, { outcome, ticketId, events }] of outcomes.entries()) {
        const ticket = changed[index];
        if (ticket === undefined) continue;
        written.events += events;
        if (outcome === 'differs' || ticketId === null) {
          if (outcome === 'unchanged') written.unchanged += 1;
          else written.rejected.push(differing(ticket));
          continue;
        }
        written[outcome] += 1;
        const drafts = activitiesOf(ticket, ticketId, source, call);
        const before = known.get(ticket.externalId)?.activities ?? 0;
        activities.push(...drafts.slice(before));
        taken.push({
          externalId: ticket.externalId,
          ticketId,
          fingerprint: ticket.fingerprint,
          activities: drafts.length,
        });
      }
      await appendEvents(tx, activities);
      await insertKnownTickets(tx, row.id, source, taken);
      written.events += activities.length;
      return written;
    },
  };
}

function activitiesOf(
  ticket: ImportBatch['tickets'][number],
  ticketId: string,
  source: string,
  call: Call,
): EventDraft[] {
  return ticket.steps.flatMap((step) =>
    step.type === 'activity'
      ? [
          {
            definition: ticketActivityImported,
            data: { activity: step.activity, by: step.by, source },
            subject: { type: 'ticket', id: ticketId },
            ticketId,
            actor: eventActor(call.actor),
            occurredAt: Temporal.Instant.fromEpochMilliseconds(step.at),
          },
        ]
      : [],
  );
}

function differing(ticket: ImportBatch['tickets'][number]): RejectedRow {
  const { externalId, rowNumbers } = ticket;
  return {
    rowNumber: rowNumbers[0] ?? 0,
    externalId,
    problem: { code: 'import_row_exists_differs', params: { externalId } },
  };
}
