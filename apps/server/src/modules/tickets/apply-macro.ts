import { type TicketMacro, ticketWords } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { say } from '../../platform/i18n/server-words.ts';
import { customerFacts } from '../customers/index.ts';
import { addNote } from './add-note.ts';
import { changeTicket } from './change-ticket.ts';
import { findMacro } from './macro.repo.ts';
import { type PlaceValues, previewOf } from './macro.rules.ts';
import { readableTicket } from './note-presence.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { maySee } from './ticket.policy.ts';
import type { TicketState } from './ticket.state.ts';

/** What a macro would say and change on a ticket. Nothing is done. */
export async function previewMacro(tx: Tx, call: Call, id: string, macroId: string) {
  const ticket = await readableTicket(tx, call, id);
  return previewOf(await visibleMacro(tx, call, macroId), await placeValues(tx, call, ticket));
}

/**
 * Does what a macro says: its words as a reply or a note, then its change. Both or neither.
 * @param text the words as the agent edited them
 */
export async function applyMacro(
  tx: Tx,
  call: Call,
  id: string,
  input: { macroId: string; text?: string | undefined },
): Promise<TicketState> {
  const ticket = await readableTicket(tx, call, id);
  const macro = await visibleMacro(tx, call, input.macroId);
  const preview = previewOf(macro, await placeValues(tx, call, ticket));
  const text = input.text ?? preview.text;
  let after = ticket;
  if (text !== null && text.trim() !== '') {
    const words = { text, attachments: [] };
    const said = macro.public
      ? await replyToTicket(tx, call, id, words)
      : await addNote(tx, call, id, { ...words, mentions: [] });
    after = said.ticket;
  }
  return Object.keys(macro.change).length === 0 ? after : changeTicket(tx, call, id, macro.change);
}

async function visibleMacro(tx: Tx, call: Call, id: string): Promise<TicketMacro> {
  const macro = await findMacro(tx, id);
  if (macro === null || !maySee(call.actor, macro)) throw new ServiceError('not_found');
  return macro;
}

/** What the places of words stand for on a ticket. */
export async function placeValues(tx: Tx, call: Call, ticket: TicketState): Promise<PlaceValues> {
  const customer =
    ticket.customerId === null
      ? undefined
      : (await customerFacts(tx, [ticket.customerId])).get(ticket.customerId);
  return {
    'ticket.number': String(ticket.number),
    'ticket.subject': ticket.subject,
    'ticket.status': say(ticketWords.status[ticket.status], call.actor.locale),
    'customer.name': customer?.name ?? ticket.requesterName ?? '',
    'agent.name': call.actor.name,
  };
}
