import { expect, test } from 'vitest';
import { halfYearOf } from './half-year.ts';

const now = Date.parse('2026-06-30T20:00:00Z');

test('up to today in the organisation, or a month after closing', () => {
  expect(halfYearOf(null, 'Asia/Shanghai', now)).toEqual({ from: '2025-12-31', to: '2026-07-01' });
  expect(halfYearOf('2026-01-31T18:00:00Z', 'Asia/Shanghai', now).to).toBe('2026-03-03');
  expect(halfYearOf('2026-06-29T18:00:00Z', 'Asia/Shanghai', now).to).toBe('2026-07-01');
});
