import { expect, test } from 'vitest';
import { monthDays, moveMonth } from './month-grid.ts';

test('whole weeks around the month, from Monday on', () => {
  const days = monthDays('2026-03');
  expect(days[0]).toBe('2026-02-23');
  expect(days.at(-1)).toBe('2026-04-05');
  expect(days.length % 7).toBe(0);
  expect(monthDays('2027-02')).toHaveLength(28);
});

test('months follow each other across years', () => {
  expect(moveMonth('2026-12', 1)).toBe('2027-01');
  expect(moveMonth('2026-01', -1)).toBe('2025-12');
});
