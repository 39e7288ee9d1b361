import { describe, expect, test } from 'vitest';
import { businessCalendarInput, calendarIssues } from './calendars.ts';

const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];
const valid = {
  name: '客服中心',
  timeZone: 'Asia/Shanghai',
  weekly: {
    monday: office,
    tuesday: office,
    wednesday: office,
    thursday: office,
    friday: office,
    saturday: [] as { from: string; to: string }[],
    sunday: [] as { from: string; to: string }[],
  },
  holidays: [{ date: '2026-10-01', name: '国庆节' }],
  makeupDays: [{ date: '2026-10-10', name: '国庆节调休', likeWeekday: 'monday' }],
  exceptions: [{ date: '2026-02-14', name: '半天', intervals: [{ from: '09:00', to: '12:00' }] }],
};

/** The refusals of an input as `path: message`. */
function refusals(input: unknown): string[] {
  const result = businessCalendarInput.safeParse(input);
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

const saturday = (...intervals: { from: string; to: string }[]) => ({
  ...valid,
  weekly: { ...valid.weekly, saturday: intervals },
});

test('a working week with lunch break, holiday, make-up day and half day is accepted', () => {
  expect(refusals(valid)).toEqual([]);
});

test('touching intervals and 24:00 are accepted in any order', () => {
  expect(refusals(saturday({ from: '12:00', to: '24:00' }, { from: '00:00', to: '12:00' }))).toEqual([]);
});

describe('refused with the place and the reason', () => {
  test.each([
    [
      'an overlap',
      saturday({ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }),
      'weekly.saturday.1.from: intervals_overlap',
    ],
    [
      'a reversed interval',
      saturday({ from: '22:00', to: '06:00' }),
      'weekly.saturday.0.to: interval_reversed',
    ],
    [
      'an empty interval',
      saturday({ from: '09:00', to: '09:00' }),
      'weekly.saturday.0.to: interval_reversed',
    ],
    ['24:30', saturday({ from: '09:00', to: '24:30' }), 'weekly.saturday.0.to: time_of_day'],
    ['9:00 without its zero', saturday({ from: '9:00', to: '12:00' }), 'weekly.saturday.0.from: time_of_day'],
    ['a zone of no name', { ...valid, timeZone: 'Mars/Olympus' }, 'timeZone: unknown_time_zone'],
    ['a bare offset', { ...valid, timeZone: '+08:00' }, 'timeZone: unknown_time_zone'],
    [
      'a far year',
      { ...valid, holidays: [{ date: '2200-01-01', name: 'x' }] },
      'holidays.0.date: year_out_of_range',
    ],
    [
      'a make-up day with two forms',
      { ...valid, makeupDays: [{ date: '2026-10-10', name: 'x', likeWeekday: 'monday', intervals: office }] },
      'makeupDays.0.likeWeekday: makeup_day_form',
    ],
    [
      'a make-up day with no form',
      { ...valid, makeupDays: [{ date: '2026-10-10', name: 'x' }] },
      'makeupDays.0.likeWeekday: makeup_day_form',
    ],
    [
      'a date listed twice',
      { ...valid, holidays: [...valid.holidays, ...valid.holidays] },
      'holidays.1.date: date_listed_twice',
    ],
    [
      'a holiday that is a make-up day',
      { ...valid, holidays: [{ date: '2026-10-10', name: 'x' }] },
      'makeupDays.0.date: holiday_and_makeup_day',
    ],
    [
      'a week without work',
      { ...valid, weekly: Object.fromEntries(Object.keys(valid.weekly).map((day) => [day, []])) },
      'weekly: no_working_time',
    ],
  ])('%s', (_, input, refusal) => {
    expect(refusals(input)).toContain(refusal);
  });

  test('a year that holidays close altogether', () => {
    const mondays = Array.from({ length: 52 }, (_, week) => ({
      date: new Date(Date.UTC(2026, 0, 5) + week * 7 * 86_400_000).toISOString().slice(0, 10),
      name: '休',
    }));
    const mondayOnly = {
      ...valid,
      weekly: { ...saturday().weekly, tuesday: [], wednesday: [], thursday: [], friday: [] },
    };
    expect(refusals({ ...mondayOnly, holidays: mondays })).toContain('holidays: year_without_working_time');
    expect(refusals({ ...mondayOnly, holidays: mondays.slice(1) })).toEqual([]);
  });

  test('a date that does not exist, and a field nobody knows', () => {
    expect(refusals({ ...valid, holidays: [{ date: '2026-02-30', name: 'x' }] })).toHaveLength(1);
    expect(refusals({ ...valid, colour: 'red' })).toHaveLength(1);
  });
});

test('every refusal names what to do in Chinese and English', () => {
  for (const words of Object.values(calendarIssues)) {
    expect(words.zh).toMatch(/\p{Script=Han}/u);
    expect(words.en).toMatch(/\.$/);
  }
});
