import { type CategoryInput, type TicketCategory, ticketCategorySaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { checkArchive, checkPlace, depthOf } from './category.rules.ts';
import { appendSetting } from './setting-event.ts';
import { type CategoryRow, nextRevision, writeCategory } from './settings.repo.ts';
import { settingsToEdit } from './settings.ts';

const maxCategories = 2_000;

/** @throws ServiceError already_exists (code), ticket_category_loop, ticket_category_too_deep, unknown_reference */
export async function createCategory(tx: Tx, call: Call, input: CategoryInput): Promise<TicketCategory> {
  authorise(call.actor, 'tickets.configure');
  await nextRevision(tx);
  const { categories } = await settingsToEdit(tx);
  if (categories.size >= maxCategories) {
    throw new ServiceError('ticket_too_many_settings', { params: { limit: maxCategories } });
  }
  checkPlace(categories, null, input.parentId);
  const category = rowOf(uuidv7(), input, 1);
  await writeCategory(tx, category);
  await appendSetting(tx, call, ticketCategorySaved, 'ticketCategory', category.id, null, category);
  return { ...category, depth: depthOf(categories, input.parentId) };
}

/** Changes, moves or archives a category. Tickets that have it keep it; an archived one cannot be chosen anew. */
export async function replaceCategory(
  tx: Tx,
  call: Call,
  id: string,
  input: CategoryInput,
  expectedVersion: number,
): Promise<TicketCategory> {
  authorise(call.actor, 'tickets.configure');
  await nextRevision(tx);
  const { categories } = await settingsToEdit(tx);
  const before = categories.get(id);
  if (before === undefined) throw new ServiceError('not_found');
  refuseStale(expectedVersion, before.version);
  checkPlace(categories, id, input.parentId);
  if (input.archived && !before.archived) checkArchive(categories, id);
  const after = rowOf(id, input, before.version + 1);
  await writeCategory(tx, after);
  await appendSetting(tx, call, ticketCategorySaved, 'ticketCategory', id, before, after);
  return { ...after, depth: depthOf(categories, input.parentId) };
}

function rowOf(id: string, input: CategoryInput, version: number): CategoryRow {
  return { id, ...input, version };
}
