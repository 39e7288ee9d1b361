import type { ReplyInput } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { textTerms } from '../../platform/text/search-terms.ts';
import { commitStep, lockTicket, occurrenceOf, refuseMerged } from './change-ticket.ts';
import { checkFiles } from './check-references.ts';
import { checkSurroundings } from './check-surroundings.ts';
import { theActor } from './create-ticket.ts';
import { refuseHeld } from './hold-ticket.ts';
import { messageBody } from './message.body.ts';
import { addTerms, insertMessages, type MessageRow } from './message.repo.ts';
import { resolveChange } from './resolve-change.ts';
import { currentSettings } from './settings.ts';
import { reply, sideOf } from './ticket.history.ts';
import type { TicketState } from './ticket.state.ts';

export interface Said {
  ticket: TicketState;
  message: MessageRow;
}

/**
 * Answers a customer in public, and sets the status that goes with it.
 *
 * @throws ServiceError not_found, ticket_closed, and those of a change of status
 */
export async function replyToTicket(tx: Tx, call: Call, id: string, input: ReplyInput): Promise<Said> {
  const ticket = await lockTicket(tx, call, id, 'tickets.reply');
  return sayOn(tx, call, ticket, input);
}

/** A public message on a ticket that is locked already: by staff, by the customer, or by the product. */
export async function sayOn(tx: Tx, call: Call, ticket: TicketState, input: ReplyInput): Promise<Said> {
  await refuseMerged(tx, ticket);
  if (ticket.status === 'closed') throw new ServiceError('ticket_closed');
  await checkFiles(tx, input.attachments);
  if (input.status !== undefined) {
    const values = resolveChange(ticket, { status: input.status }, await currentSettings(tx));
    await checkSurroundings(tx, ticket, values);
    await refuseHeld(tx, call, ticket, values);
  }
  const message: MessageRow = {
    id: uuidv7(),
    ticketId: ticket.id,
    kind: 'reply',
    ...theActor(call),
    channel: ticket.channel,
    ...messageBody(input),
    attachments: input.attachments,
    mentions: [],
    createdAt: call.now,
  };
  const when = occurrenceOf(call);
  const said = {
    messageId: message.id,
    by: sideOf(when.actor),
    channel: ticket.channel,
    status: input.status,
  };
  const step = reply(ticket, said, when);
  await insertMessages(tx, [message]);
  await addTerms(tx, [{ ticketId: ticket.id, terms: textTerms(message.text) }]);
  await commitStep(tx, ticket, step);
  return { ticket: step.ticket, message };
}
