import { createHash } from 'node:crypto';
import { ticketCategorySaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendSetting } from './setting-event.ts';
import { nextRevision, writeCategory } from './settings.repo.ts';
import { currentSettings, settingsToEdit } from './settings.ts';

/**
 * The categories behind names in imported history. One of the same name or code is
 * taken wherever it stands in the tree; others are made at the top of it.
 *
 * @returns name as given → category id; empty names are left out
 */
export async function ensureImportedCategories(
  tx: Tx,
  call: Call,
  names: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(names)].filter((name) => name.trim() !== '');
  const ids = idsOf(wanted, (await currentSettings(tx)).categories.values());
  const missing = wanted.filter((name) => !ids.has(name));
  if (missing.length === 0) return ids;
  await nextRevision(tx);
  // Settings change one at a time from here on: what another import made meanwhile is seen now.
  const { categories } = await settingsToEdit(tx);
  const all = [...categories.values()].map(({ depth: _, ...category }) => category);
  for (const name of missing) {
    const known = idsOf([name], all).get(name);
    if (known !== undefined) {
      ids.set(name, known);
      continue;
    }
    const position = Math.min(all.length, 100_000);
    const category = {
      id: uuidv7(),
      parentId: null,
      code: codeOf(name),
      name: name.trim().slice(0, 100),
      names: {},
      position,
      archived: false,
      version: 1,
    };
    await writeCategory(tx, category);
    await appendSetting(tx, call, ticketCategorySaved, 'ticketCategory', category.id, null, category);
    all.push(category);
    ids.set(name, category.id);
  }
  return ids;
}

function idsOf(
  names: readonly string[],
  categories: Iterable<{ id: string; code: string; name: string }>,
): Map<string, string> {
  const known = new Map<string, string>();
  for (const { id, code, name } of categories) {
    known.set(fold(code), known.get(fold(code)) ?? id);
    known.set(fold(name), id);
  }
  return new Map(
    names.flatMap((name) => {
      const id = known.get(fold(name)) ?? known.get(fold(codeOf(name)));
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}

const fold = (text: string) => text.trim().toLowerCase();

/** A code that stays the same for a name: its letters and digits, else (Chinese names) a hash of it. */
function codeOf(name: string): string {
  const plain = name
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|-+$/g, '');
  const faithful = /^[\x20-\x7e]+$/.test(name.trim()) && plain.length > 0 && plain.length <= 50;
  return faithful ? plain : `imported-${createHash('sha256').update(fold(name)).digest('hex').slice(0, 12)}`;
}
