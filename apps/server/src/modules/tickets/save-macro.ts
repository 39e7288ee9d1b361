import { type MacroInput, type TicketMacro, ticketMacroSaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { deleteMacro, findMacro, listMacros, writeMacro } from './macro.repo.ts';
import { ownerOf } from './save-view.ts';
import { appendSetting } from './setting-event.ts';
import { editable } from './shared.rules.ts';

const maxMacros = 1_000;

/** Keeps a new macro: a personal one, or with `tickets.share` one for a team or everybody. */
export async function createMacro(tx: Tx, call: Call, input: MacroInput): Promise<TicketMacro> {
  const macro: TicketMacro = {
    id: uuidv7(),
    ...input,
    text: input.text ?? null,
    ownerId: ownerOf(call),
    version: 1,
  };
  editable(call.actor, macro);
  if ((await listMacros(tx)).length >= maxMacros) {
    throw new ServiceError('ticket_too_many_settings', { params: { limit: maxMacros } });
  }
  await writeMacro(tx, macro);
  await appendSetting(tx, call, ticketMacroSaved, 'ticketMacro', macro.id, null, macro);
  return macro;
}

export async function replaceMacro(
  tx: Tx,
  call: Call,
  id: string,
  input: MacroInput,
  expectedVersion: number,
): Promise<TicketMacro> {
  const before = await findMacro(tx, id, true);
  editable(call.actor, before);
  refuseStale(expectedVersion, before.version);
  const after: TicketMacro = { ...before, ...input, text: input.text ?? null, version: before.version + 1 };
  editable(call.actor, after);
  await writeMacro(tx, after);
  await appendSetting(tx, call, ticketMacroSaved, 'ticketMacro', id, before, after);
  return after;
}

export async function removeMacro(tx: Tx, call: Call, id: string): Promise<void> {
  const before = await findMacro(tx, id, true);
  editable(call.actor, before);
  await deleteMacro(tx, id);
  await appendSetting(tx, call, ticketMacroSaved, 'ticketMacro', id, before, null);
}
