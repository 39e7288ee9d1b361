import { z } from 'zod';
import { ServiceError } from '../../platform/errors/service-error.ts';

/* The keys that cursors of this module's lists carry. A cursor comes from outside: it is checked like any input. */

type Key = readonly unknown[] | null;

function checked<T>(shape: z.ZodType<T>, key: readonly unknown[]): T {
  const given = shape.safeParse(key);
  if (!given.success) throw new ServiceError('invalid_cursor');
  return given.data;
}

/** @throws ServiceError invalid_cursor */
export function idOf(key: Key): string | null {
  return key === null ? null : checked(z.tuple([z.uuid()]), key)[0];
}

/** Day, course, person. @throws ServiceError invalid_cursor */
export function assignmentKey(key: Key): readonly [string, string, string] | null {
  return key === null ? null : checked(z.tuple([z.iso.date(), z.uuid(), z.uuid()]), key);
}

/** Instant, id. @throws ServiceError invalid_cursor */
export function timeKey(key: Key): readonly [string, string] | null {
  return key === null ? null : checked(z.tuple([z.iso.datetime(), z.uuid()]), key);
}
