import { createHash } from 'node:crypto';
import { type TicketField, ticketFieldSaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { maxFields } from './save-field.ts';
import { appendSetting } from './setting-event.ts';
import { nextRevision, writeField } from './settings.repo.ts';
import { currentSettings, settingsToEdit } from './settings.ts';

/**
 * The custom fields that keep columns of an imported file. A field of text with the
 * same name or key is taken, for all kinds of ticket; others are made.
 *
 * @returns column as given → key of its field
 * @throws ServiceError ticket_too_many_settings
 */
export async function ensureImportedFields(
  tx: Tx,
  call: Call,
  columns: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(columns)];
  const keys = keysOf(wanted, (await currentSettings(tx)).fields);
  if (wanted.every((column) => keys.has(column))) return keys;
  await nextRevision(tx);
  // Settings change one at a time from here on: what another import made meanwhile is seen now.
  const all = [...(await settingsToEdit(tx)).fields];
  for (const column of wanted) {
    const known = keysOf([column], all).get(column);
    const key = known ?? freeKey(column, all);
    keys.set(column, key);
    if (known !== undefined) continue;
    if (all.length >= maxFields)
      throw new ServiceError('ticket_too_many_settings', { params: { limit: maxFields } });
    const field: TicketField = {
      id: uuidv7(),
      key,
      type: 'text',
      name: nameOf(column),
      names: {},
      options: [],
      kinds: [],
      requiredToSolve: false,
      position: all.length,
      archived: false,
      version: 1,
    };
    await writeField(tx, field);
    await appendSetting(tx, call, ticketFieldSaved, 'ticketField', field.id, null, field);
    all.push(field);
  }
  return keys;
}

function keysOf(columns: readonly string[], fields: readonly TicketField[]): Map<string, string> {
  const usable = fields.filter(
    (field) => field.type === 'text' && field.kinds.length === 0 && !field.archived,
  );
  return new Map(
    columns.flatMap((column) => {
      const name = fold(nameOf(column));
      const field = usable.find((one) => fold(one.name) === name || one.key === keyOf(column));
      return field === undefined ? [] : [[column, field.key] as const];
    }),
  );
}

const fold = (text: string) => text.trim().toLowerCase();

const nameOf = (column: string) =>
  column
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 100) || '—';

/** `Product Purchased` → `productPurchased`; a name without Latin letters gets a hash of itself. */
function keyOf(column: string): string {
  const [first = '', ...rest] = column.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const key = [first.toLowerCase(), ...rest.map((word) => word[0]?.toUpperCase() + word.slice(1))].join('');
  const faithful = /^[\x20-\x7e]+$/.test(column) && /^[a-z][a-zA-Z0-9]{0,49}$/.test(key);
  return faithful ? key : `field${createHash('sha256').update(fold(column)).digest('hex').slice(0, 12)}`;
}

/** Taken by a field of another type, a key gets a number. */
function freeKey(column: string, fields: readonly TicketField[]): string {
  const taken = new Set(fields.map((field) => field.key));
  const key = keyOf(column).slice(0, 46);
  for (let number = 2, free = key; ; number += 1) {
    if (!taken.has(free)) return free;
    free = `${key}${number}`;
  }
}
