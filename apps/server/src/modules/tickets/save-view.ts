import { ticketViewSaved, type ViewInput } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { appendSetting } from './setting-event.ts';
import { editable } from './shared.rules.ts';
import { deleteView, findView, listViews, type ViewRow, writeView } from './view.repo.ts';

const maxViews = 1_000;

/** Keeps a new view. Personal ones anybody may keep who may read tickets; shared ones take `tickets.share`. */
export async function createView(tx: Tx, call: Call, input: ViewInput): Promise<ViewRow> {
  const view: ViewRow = { id: uuidv7(), ...input, ownerId: ownerOf(call), version: 1, createdAt: call.now };
  editable(call.actor, view);
  if ((await listViews(tx)).length >= maxViews) {
    throw new ServiceError('ticket_too_many_settings', { params: { limit: maxViews } });
  }
  await writeView(tx, view);
  await appendSetting(tx, call, ticketViewSaved, 'ticketView', view.id, null, view);
  return view;
}

export async function replaceView(
  tx: Tx,
  call: Call,
  id: string,
  input: ViewInput,
  expectedVersion: number,
): Promise<ViewRow> {
  const before = await lockView(tx, call, id);
  refuseStale(expectedVersion, before.version);
  const after: ViewRow = { ...before, ...input, version: before.version + 1 };
  editable(call.actor, after);
  await writeView(tx, after);
  await appendSetting(tx, call, ticketViewSaved, 'ticketView', id, before, after);
  return after;
}

export async function removeView(tx: Tx, call: Call, id: string): Promise<void> {
  const before = await lockView(tx, call, id);
  await deleteView(tx, id);
  await appendSetting(tx, call, ticketViewSaved, 'ticketView', id, before, null);
}

async function lockView(tx: Tx, call: Call, id: string): Promise<ViewRow> {
  const view = await findView(tx, id, true);
  editable(call.actor, view);
  return view;
}

/** Keys and the product itself keep nothing personal. */
export function ownerOf(call: Call): string | null {
  return call.actor.type === 'user' ? call.actor.id : null;
}
