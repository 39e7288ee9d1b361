import { describe, expect, test } from 'vitest';
import { calendarOf, intervals } from './calendar.factory.ts';
import { chinaWorkingWeek } from './china-calendar.ts';
import { CompiledCalendar } from './compiled-calendar.ts';
import { addWorkingTime, isWorkingTime, nextWorkingInstant, workingTimeBetween } from './working-time.ts';

const HOUR = 3600;

/** A local time in a zone as an instant. */
function local(time: string, timeZone = 'Asia/Shanghai'): Temporal.Instant {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone).toInstant();
}

/** The answer of both forms, which must agree, as local time. */
function due(calendar: ReturnType<typeof calendarOf>, from: string, seconds: number): string {
  const start = local(from, calendar.timeZone);
  const plain = addWorkingTime(calendar, start, seconds);
  const compiled = new CompiledCalendar(calendar).add(start.epochMilliseconds, seconds);
  expect(compiled).toBe(plain.epochMilliseconds);
  return plain.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

function hoursBetween(calendar: ReturnType<typeof calendarOf>, from: string, to: string): number {
  const [a, b] = [local(from, calendar.timeZone), local(to, calendar.timeZone)];
  const plain = workingTimeBetween(calendar, a, b);
  expect(new CompiledCalendar(calendar).between(a.epochMilliseconds, b.epochMilliseconds)).toBe(plain);
  return plain / HOUR;
}

describe('an ordinary week', () => {
  const split = calendarOf({ hours: ['09:00-12:00', '13:00-18:00'] });

  test('the lunch break does not count', () => {
    expect(due(split, '2026-03-02T11:00', 2 * HOUR)).toBe('2026-03-02T14:00');
  });

  test('a promise that ends with the interval is due at its end, not at the next opening', () => {
    expect(due(split, '2026-03-02T10:00', 2 * HOUR)).toBe('2026-03-02T12:00');
    expect(due(split, '2026-03-06T16:00', 2 * HOUR)).toBe('2026-03-06T18:00');
  });

  test('a ticket of Friday evening starts to count on Monday morning', () => {
    expect(due(split, '2026-03-06T20:00', HOUR)).toBe('2026-03-09T10:00');
  });

  test('nothing added is the instant itself, even outside working time', () => {
    expect(due(split, '2026-03-07T20:00', 0)).toBe('2026-03-07T20:00');
  });

  test('time is taken back across the weekend', () => {
    expect(due(split, '2026-03-09T10:00', -2 * HOUR)).toBe('2026-03-06T17:00');
    expect(due(split, '2026-03-09T10:00', -HOUR)).toBe('2026-03-09T09:00');
  });

  test('a week holds forty hours, and backwards minus forty', () => {
    expect(hoursBetween(split, '2026-03-02T00:00', '2026-03-09T00:00')).toBe(40);
    expect(hoursBetween(split, '2026-03-09T00:00', '2026-03-02T00:00')).toBe(-40);
  });

  test('an interval includes its first instant and not its end', () => {
    expect(isWorkingTime(split, local('2026-03-02T09:00'))).toBe(true);
    expect(isWorkingTime(split, local('2026-03-02T12:00'))).toBe(false);
    expect(nextWorkingInstant(split, local('2026-03-02T12:00'))).toEqual(local('2026-03-02T13:00'));
    expect(nextWorkingInstant(split, local('2026-03-02T13:30'))).toEqual(local('2026-03-02T13:30'));
  });

  test('a night shift written as two intervals counts through midnight', () => {
    const nights = calendarOf({ hours: ['00:00-06:00', '22:00-24:00'] });
    expect(due(nights, '2026-03-02T23:00', 3 * HOUR)).toBe('2026-03-03T02:00');
  });
});

describe('holidays, make-up days, half days', () => {
  test('National Day 2026: closed from 1 to 7 October, Saturday the 10th worked', () => {
    const china = chinaWorkingWeek([2026]);
    expect(hoursBetween(china, '2026-10-01T00:00', '2026-10-08T00:00')).toBe(0);
    expect(hoursBetween(china, '2026-10-10T00:00', '2026-10-11T00:00')).toBe(8);
    expect(due(china, '2026-09-30T17:00', 2 * HOUR)).toBe('2026-10-08T10:00');
  });

  test('a half day ends at noon and outranks the holiday of the same date', () => {
    const calendar = calendarOf({
      holidays: [{ date: '2026-03-03', name: '店庆' }],
      exceptions: [{ date: '2026-03-03', name: '半天', intervals: intervals('09:00-12:00') }],
    });
    expect(hoursBetween(calendar, '2026-03-03T00:00', '2026-03-04T00:00')).toBe(3);
  });

  test('a make-up day may have hours of its own', () => {
    const calendar = calendarOf({
      makeupDays: [{ date: '2026-03-07', name: '补班', intervals: intervals('10:00-14:00') }],
    });
    expect(due(calendar, '2026-03-06T17:00', 2 * HOUR)).toBe('2026-03-07T11:00');
  });
});

describe('daylight saving', () => {
  const allDay = (timeZone: string) =>
    calendarOf({ timeZone, hours: ['00:00-06:00'], days: ['sunday', 'monday'] });

  test('an interval that spans the change lasts the time that really passes', () => {
    expect(hoursBetween(allDay('Europe/Berlin'), '2026-03-29T00:00', '2026-03-30T00:00')).toBe(5);
    expect(hoursBetween(allDay('Europe/Berlin'), '2026-10-25T00:00', '2026-10-26T00:00')).toBe(7);
    expect(hoursBetween(allDay('America/New_York'), '2026-03-08T00:00', '2026-03-09T00:00')).toBe(5);
    expect(hoursBetween(allDay('America/New_York'), '2026-11-01T00:00', '2026-11-02T00:00')).toBe(7);
  });

  test('Lord Howe moves its clock by half an hour', () => {
    expect(hoursBetween(allDay('Australia/Lord_Howe'), '2026-04-05T00:00', '2026-04-06T00:00')).toBe(6.5);
    expect(hoursBetween(allDay('Australia/Lord_Howe'), '2026-10-04T00:00', '2026-10-05T00:00')).toBe(5.5);
  });

  test('an interval whose start is jumped over begins at the jump', () => {
    const early = calendarOf({ timeZone: 'Europe/Berlin', hours: ['02:30-06:00'], days: ['sunday'] });
    expect(hoursBetween(early, '2026-03-29T00:00', '2026-03-30T00:00')).toBe(3);
  });

  test('an interval inside the repeated hour is worked once', () => {
    const odd = calendarOf({ timeZone: 'Europe/Berlin', hours: ['02:15-02:45'], days: ['sunday'] });
    expect(hoursBetween(odd, '2026-10-25T00:00', '2026-10-26T00:00')).toBe(0.5);
  });

  test('a date that a zone skipped has no working time', () => {
    const apia = calendarOf({ timeZone: 'Pacific/Apia', hours: ['00:00-24:00'] });
    expect(due(apia, '2011-12-29T23:00', 2 * HOUR)).toBe('2012-01-02T01:00');
  });
});

test('years out of reach are refused rather than searched for ever', () => {
  const calendar = calendarOf({ days: ['monday'], hours: ['09:00-09:01'] });
  const start = local('2290-01-01T00:00');
  const refusal = /1900 to 2299/;
  expect(() => addWorkingTime(calendar, start, 10 * 365 * HOUR)).toThrow(refusal);
  expect(() => new CompiledCalendar(calendar).add(start.epochMilliseconds, 10 * 365 * HOUR)).toThrow(refusal);
  expect(() => new CompiledCalendar(calendar).add(Number.NaN, 1)).toThrow(refusal);
});
