import { ServiceError } from '../errors/service-error.ts';

type CursorValue = string | number | boolean | null;

/**
 * An opaque cursor: the sort key of the last row, and the name of the list with
 * everything that shapes its order, so that a cursor is not taken to another list.
 */
export function encodeCursor(list: string, key: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/** @throws ServiceError invalid_cursor */
export function decodeCursor(list: string, cursor: string | undefined): CursorValue[] | null {
  if (cursor === undefined) return null;
  try {
    const [name, ...key] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as CursorValue[];
    if (name === list && key.every(isPlain)) return key;
  } catch {
    // Not ours: answered below.
  }
  throw new ServiceError('invalid_cursor');
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Cuts a list that was read with `limit + 1` rows to a page. */
export function pageFrom<Row, Out>(
  rows: readonly Row[],
  limit: number,
  list: string,
  keyOf: (row: Row) => readonly CursorValue[],
  present: (row: Row) => Out,
): { data: Out[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(list, keyOf(last)) : null;
  return { data: page.map(present), nextCursor };
}
