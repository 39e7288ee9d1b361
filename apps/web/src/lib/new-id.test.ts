import { id } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { newId } from './new-id.ts';

test('ids are valid, differ, and sort by time', () => {
  const ids = Array.from({ length: 200 }, (_, step) => newId(Date.UTC(2026, 2, 1) + step));
  for (const one of ids) expect(id.safeParse(one).success).toBe(true);
  expect(new Set(ids).size).toBe(200);
  expect([...ids].sort()).toEqual(ids);
  // The example of RFC 9562, A.6.
  expect(newId(0x017f22e279b0)).toMatch(/^017f22e2-79b0-7/);
});
