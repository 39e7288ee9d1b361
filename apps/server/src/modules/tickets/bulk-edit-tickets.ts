import type { BulkInput, BulkResult } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import { inSavepoint } from '../../platform/database/savepoint.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { fromPostgres } from '../../platform/errors/from-postgres.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { errorMessage } from '../../platform/i18n/server-words.ts';
import { addNote } from './add-note.ts';
import { changeTicket } from './change-ticket.ts';
import { linkTickets } from './link-tickets.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import type { TicketState } from './ticket.state.ts';

type Result = BulkResult['results'][number];

/**
 * Does the same to many tickets, each wholly or not at all, and says of each what became of it. Tickets are
 * taken in the order of their ids, so that two bulk edits of the same tickets do not block each other for good.
 */
export async function bulkEditTickets(tx: Tx, call: Call, input: BulkInput): Promise<BulkResult> {
  if (input.change !== undefined || input.link !== undefined) authorise(call.actor, 'tickets.update');
  if (input.reply !== undefined) authorise(call.actor, 'tickets.reply');
  if (input.note !== undefined) authorise(call.actor, 'tickets.note');
  const results = new Map<string, Result>();
  for (const id of [...new Set(input.ids)].sort()) {
    results.set(id, await attempt(call, id, () => inSavepoint(tx, () => editOne(tx, call, id, input))));
  }
  const done = [...results.values()].filter((result) => result.ok).length;
  return { done, failed: results.size - done, results: [...results.values()] };
}

/** Note and link first: a reply or a change may close the ticket to them. */
async function editOne(tx: Tx, call: Call, id: string, input: BulkInput): Promise<TicketState> {
  let ticket: TicketState | undefined;
  if (input.note !== undefined) ticket = (await addNote(tx, call, id, input.note)).ticket;
  if (input.link !== undefined) ticket = await linkTickets(tx, call, id, input.link);
  if (input.reply !== undefined) ticket = (await replyToTicket(tx, call, id, input.reply)).ticket;
  if (input.change !== undefined) ticket = await changeTicket(tx, call, id, input.change);
  return ticket!;
}

async function attempt(call: Call, id: string, work: () => Promise<TicketState>): Promise<Result> {
  try {
    const ticket = await work();
    return { id, ok: true, version: ticket.version };
  } catch (error) {
    const known = error instanceof ServiceError ? error : fromPostgres(error);
    // What is nobody's input is a defect or an outage: then nothing at all is done.
    if (known === null || known.status >= 500) throw error;
    const message = errorMessage(known.code, call.actor.locale, known.params);
    return { id, ok: false, code: known.code, message };
  }
}
