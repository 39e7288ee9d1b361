import { categoryDepth, type TicketCategory } from '@jingyun/contracts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export type Categories = ReadonlyMap<string, TicketCategory>;

/** A category and all below it; only itself where it is not known. */
export function subtree(categories: Categories, rootId: string): string[] {
  const found = [rootId];
  for (let i = 0; i < found.length; i++) {
    for (const category of categories.values()) {
      if (category.parentId === found[i] && !found.includes(category.id)) found.push(category.id);
    }
  }
  return found;
}

/** 1 at the top. Parents are followed at most as deep as trees go. */
export function depthOf(categories: Categories, parentId: string | null): number {
  let depth = 1;
  for (let id = parentId; id !== null && depth <= categoryDepth + 1; depth++) {
    id = categories.get(id)?.parentId ?? null;
  }
  return depth;
}

function heightOf(categories: Categories, id: string): number {
  const children = [...categories.values()].filter((category) => category.parentId === id);
  return 1 + Math.max(0, ...children.map((child) => heightOf(categories, child.id)));
}

/**
 * Whether a category may hang where it is put.
 * @param id null for a new one
 * @throws ServiceError unknown_reference, ticket_category_loop, ticket_category_too_deep
 */
export function checkPlace(categories: Categories, id: string | null, parentId: string | null): void {
  if (parentId === null) return;
  if (!categories.has(parentId))
    throw new ServiceError('unknown_reference', { params: { field: 'parentId' } });
  if (id !== null && subtree(categories, id).includes(parentId))
    throw new ServiceError('ticket_category_loop');
  const height = id === null ? 1 : heightOf(categories, id);
  if (depthOf(categories, parentId) + height - 1 > categoryDepth) {
    throw new ServiceError('ticket_category_too_deep', { params: { depth: categoryDepth } });
  }
}

/** @throws ServiceError ticket_category_has_children where something in use hangs below. */
export function checkArchive(categories: Categories, id: string): void {
  const inUse = [...categories.values()].some((category) => category.parentId === id && !category.archived);
  if (inUse) throw new ServiceError('ticket_category_has_children');
}

/** @throws ServiceError unknown_reference, ticket_category_archived */
export function checkChoice(categories: Categories, id: string): void {
  const category = categories.get(id);
  if (category === undefined)
    throw new ServiceError('unknown_reference', { params: { field: 'categoryId' } });
  if (category.archived)
    throw new ServiceError('ticket_category_archived', { params: { name: category.name } });
}
