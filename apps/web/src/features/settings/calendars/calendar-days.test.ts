import type { CalendarRules } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import { hoursOf, monthGrid, planOf, shiftMonth } from './calendar-days.ts';

const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];
const rules: CalendarRules = {
  timeZone: 'Asia/Shanghai',
  weekly: {
    monday: office,
    tuesday: office,
    wednesday: office,
    thursday: office,
    friday: office,
    saturday: [],
    sunday: [],
  },
  holidays: [
    { date: '2026-10-01', name: '国庆节' },
    { date: '2026-10-02', name: '国庆节' },
  ],
  makeupDays: [{ date: '2026-10-10', name: '国庆节调休', likeWeekday: 'monday' }],
  exceptions: [{ date: '2026-10-02', name: '值班', intervals: [{ from: '09:00', to: '12:00' }] }],
};

describe('how a day is worked', () => {
  test.each([
    ['2026-09-30', 'work', 8],
    ['2026-10-01', 'holiday', 0],
    ['2026-10-02', 'exception', 3],
    ['2026-10-03', 'off', 0],
    ['2026-10-10', 'makeup', 8],
  ])('%s', (date, kind, hours) => {
    const plan = planOf(rules, date);
    expect([plan.kind, hoursOf(plan.intervals)]).toEqual([kind, hours]);
  });
});

test('a month begins in the column of its weekday, leap years too', () => {
  expect(monthGrid('2026-10')).toMatchObject({ blanks: 3, dates: expect.arrayContaining(['2026-10-31']) });
  expect(monthGrid('2028-02').dates).toHaveLength(29);
  expect(shiftMonth('2026-01', -1)).toBe('2025-12');
});

test('an evening until midnight is counted whole', () => {
  expect(hoursOf([{ from: '22:00', to: '24:00' }])).toBe(2);
});
