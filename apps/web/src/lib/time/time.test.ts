import { describe, expect, test } from 'vitest';
import { clockNow, setClock } from './clock.ts';
import { type ClockFacts, countdownOf } from './countdown.ts';
import { formatClock, formatDuration } from './duration.ts';
import { addDays, dateIn, formatInstant, formatRelative } from './format.ts';
import { startOfDay } from './zoned.ts';

describe('a length of time in two units', () => {
  test.each([
    [0, '0 秒'],
    [59, '59 秒'],
    [60, '1 分'],
    [3_660, '1 小时 1 分'],
    [3_605, '1 小时'],
    [90_000, '1 天 1 小时'],
    [-125, '2 分 5 秒'],
    [null, '—'],
    [Number.NaN, '—'],
  ])('%s s', (seconds, expected) => {
    expect(formatDuration(seconds, 'zh-CN')).toBe(expected);
  });

  test('working time stays in hours: its day has not 24', () => {
    expect(formatDuration(40 * 3_600, 'zh-CN', 'hour')).toBe('40 小时');
    expect(formatDuration(40 * 3_600, 'en')).toBe('1 d 16 h');
  });

  test('a running clock keeps its digits', () => {
    expect([5, 65, 3_909, 266_700].map(formatClock)).toEqual(['0:05', '1:05', '1:05:09', '3d 02:05']);
  });
});

describe('instants in the organisation’s time zone', () => {
  const options = {
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    now: Date.parse('2026-06-01T00:00:00Z'),
  } as const;
  test('this year without the year, another year without the time', () => {
    expect(formatInstant('2026-03-01T16:30:00Z', { ...options, style: 'short' })).toBe('03/02 00:30');
    expect(formatInstant('2025-03-01T16:30:00Z', { ...options, style: 'short' })).toBe('2025/03/02');
  });
  test('new year counts in the zone, not in UTC', () => {
    const now = Date.parse('2025-12-31T17:00:00Z');
    expect(formatInstant('2026-01-01T02:00:00Z', { ...options, now, style: 'short' })).toBe('01/01 10:00');
  });
  test('nothing and nonsense are a dash', () => {
    expect(formatInstant(null, { ...options, style: 'full' })).toBe('—');
    expect(formatInstant('soon', { ...options, style: 'full' })).toBe('—');
  });
  test('how long ago', () => {
    expect(formatRelative('2026-06-01T00:00:00Z', Date.parse('2026-06-01T02:10:00Z'), 'en')).toBe(
      '2 hr. ago',
    );
    expect(formatRelative('2026-06-01T00:00:00Z', Date.parse('2026-06-01T00:00:20Z'), 'en')).toBe('now');
  });
});

describe('days', () => {
  test.each([
    ['2026-03-01', 'Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-07-01', 'Asia/Kathmandu', '2026-06-30T18:15:00.000Z'],
  ])('%s begins in %s', (date, zone, expected) => {
    expect(startOfDay(date, zone)).toBe(expected);
    expect(dateIn(zone, Date.parse(expected))).toBe(date);
    expect(dateIn(zone, Date.parse(expected) - 1)).toBe(addDays(date, -1));
  });
});

describe('what a clock shows', () => {
  const now = Date.parse('2026-03-02T10:00:00Z');
  const running: ClockFacts = {
    state: 'running',
    targetSeconds: 7_200,
    countedSeconds: 1_800,
    dueAt: '2026-03-02T11:30:00Z',
    warnAt: '2026-03-02T11:00:00Z',
    breachedAt: null,
    stoppedAt: null,
  };
  const at = (time: string) => Date.parse(time);
  test.each<[string, Partial<ClockFacts>, number, string, number | null]>([
    ['well before it is due', {}, now, 'running', 5_400],
    ['after its warning', {}, at('2026-03-02T11:10:00Z'), 'soon', 1_200],
    ['at its due time', {}, at('2026-03-02T11:30:00Z'), 'late', 0],
    ['after it', {}, at('2026-03-02T11:31:00Z'), 'late', -60],
    ['without a warning', { warnAt: null }, at('2026-03-02T11:29:00Z'), 'running', 60],
    ['paused', { state: 'paused', dueAt: null, warnAt: null }, now, 'paused', 5_400],
    [
      'paused when it was broken already',
      { state: 'paused', dueAt: null, breachedAt: '2026-03-01T00:00:00Z', countedSeconds: 9_000 },
      now,
      'late',
      -1_800,
    ],
    ['met', { state: 'met', stoppedAt: '2026-03-02T09:00:00Z' }, now, 'kept', null],
    [
      'stopped too late',
      { state: 'breached', breachedAt: '2026-03-02T09:00:00Z', stoppedAt: '2026-03-02T09:30:00Z' },
      now,
      'broken',
      null,
    ],
    [
      'broken and still running',
      { state: 'breached', dueAt: '2026-03-02T09:00:00Z', breachedAt: '2026-03-02T09:00:00Z' },
      now,
      'late',
      -3_600,
    ],
    ['cancelled', { state: 'cancelled' }, now, 'cancelled', null],
  ])('%s', (_, change, moment, state, seconds) => {
    expect(countdownOf({ ...running, ...change }, moment)).toEqual({ state, seconds });
  });
});

describe('the clock', () => {
  test('goes by the server where the computer is wrong, and by the computer where the difference is the way there', () => {
    const hour = 3_600_000;
    setClock(new Date(Date.now() - 3 * hour).toISOString());
    expect(Math.abs(Date.now() - 3 * hour - clockNow())).toBeLessThan(hour);
    setClock(new Date(Date.now() - 1_000).toISOString());
    expect(Math.abs(Date.now() - clockNow())).toBeLessThan(hour);
  });
});
