import { calendarRules } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { chinaDays, chinaWorkingWeek } from './china-calendar.ts';

test('2026 as the State Council published it', () => {
  const { holidays, makeupDays, unpublishedYears } = chinaDays([2026]);
  const inFebruary = holidays.filter((day) => day.date.startsWith('2026-02'));
  expect(inFebruary.map((day) => day.date.slice(8))).toEqual([
    '15',
    '16',
    '17',
    '18',
    '19',
    '20',
    '21',
    '22',
    '23',
  ]);
  expect(new Set(inFebruary.map((day) => day.name))).toEqual(new Set(['春节']));
  expect(makeupDays.map((day) => day.date)).toEqual([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ]);
  expect(unpublishedYears).toEqual([]);
});

test('years come in order and once, and a year without a notice is named', () => {
  const { holidays, unpublishedYears } = chinaDays([2199, 2026, 2025, 2026, 1999]);
  const dates = holidays.map((day) => day.date);
  expect(dates).toEqual([...new Set(dates)].sort());
  expect(dates.every((date) => date.startsWith('2025') || date.startsWith('2026'))).toBe(true);
  expect(unpublishedYears).toEqual([1999, 2199]);
});

test('the starting calendar of every published year is valid and can be edited', () => {
  const years = Array.from({ length: 23 }, (_, index) => 2004 + index);
  const calendar = chinaWorkingWeek(years);
  expect(calendarRules.safeParse(calendar).success).toBe(true);
  calendar.weekly.monday.length = 0;
  expect(calendar.weekly.tuesday).toHaveLength(2);
});
