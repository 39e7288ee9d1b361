import type { TicketCategory, TicketField } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Categories, depthOf } from './category.rules.ts';
import { readRevision, readSettings } from './settings.repo.ts';

/** What tickets of an organisation are checked against, of one revision. */
export interface Settings {
  revision: string | null;
  categories: Categories;
  fields: readonly TicketField[];
}

/** Organisations kept in memory; the one used longest ago goes first. */
const maxKept = 500;
const kept = new Map<string, Settings>();

function keep(orgId: string, settings: Settings): Settings {
  kept.delete(orgId);
  kept.set(orgId, settings);
  if (kept.size > maxKept) kept.delete(kept.keys().next().value!);
  return settings;
}

/** The settings as they are now, read and kept. */
export async function freshSettings(tx: Tx): Promise<Settings> {
  return keep(tx.orgId, await settingsToEdit(tx));
}

/** The settings for a command that is about to change them: read and not kept, as their revision is half-made. */
export async function settingsToEdit(tx: Tx): Promise<Settings> {
  const { revision, categories, fields } = await readSettings(tx);
  const flat = new Map(categories.map((row) => [row.id, { ...row, depth: 1 } satisfies TicketCategory]));
  for (const category of flat.values()) category.depth = depthOf(flat, category.parentId);
  return { revision, categories: flat, fields };
}

/**
 * The settings as last read by this process, perhaps not of the newest revision: for commands whose
 * statement checks the revision itself (insertTickets). Costs nothing once read.
 */
export async function knownSettings(tx: Tx): Promise<Settings> {
  return kept.get(tx.orgId) ?? freshSettings(tx);
}

/** The settings, of the newest revision for certain. Costs one small read. */
export async function currentSettings(tx: Tx): Promise<Settings> {
  const settings = kept.get(tx.orgId);
  if (settings !== undefined && settings.revision === (await readRevision(tx))) return settings;
  return freshSettings(tx);
}

/** The organisation's categories by id, archived ones included, for other modules. */
export async function categoriesOf(tx: Tx): Promise<Categories> {
  return (await currentSettings(tx)).categories;
}
