import type { NoteInput } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { textTerms } from '../../platform/text/search-terms.ts';
import { commitStep, lockTicket, occurrenceOf } from './change-ticket.ts';
import { checkFiles, checkUsers } from './check-references.ts';
import { theActor } from './create-ticket.ts';
import { messageBody } from './message.body.ts';
import { addTerms, insertMessages, type MessageRow } from './message.repo.ts';
import type { Said } from './reply-to-ticket.ts';
import { note } from './ticket.history.ts';
import type { TicketState } from './ticket.state.ts';

/** Writes an internal note; those mentioned follow the ticket from then on. Closed tickets take notes too. */
export async function addNote(tx: Tx, call: Call, id: string, input: NoteInput): Promise<Said> {
  const ticket = await lockTicket(tx, call, id, 'tickets.note');
  return noteOn(tx, call, ticket, input);
}

/** A note on a ticket that is locked already. */
export async function noteOn(tx: Tx, call: Call, ticket: TicketState, input: NoteInput): Promise<Said> {
  const mentions = [...new Set(input.mentions)];
  await checkUsers(tx, mentions, 'mentions');
  await checkFiles(tx, input.attachments);
  const message: MessageRow = {
    id: uuidv7(),
    ticketId: ticket.id,
    kind: 'note',
    ...theActor(call),
    channel: ticket.channel,
    ...messageBody(input),
    attachments: input.attachments,
    mentions,
    createdAt: call.now,
  };
  const step = note(ticket, { messageId: message.id, mentions }, occurrenceOf(call));
  await insertMessages(tx, [message]);
  await addTerms(tx, [{ ticketId: ticket.id, terms: textTerms(message.text) }]);
  await commitStep(tx, ticket, step);
  return { ticket: step.ticket, message };
}
