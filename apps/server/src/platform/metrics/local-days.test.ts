import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LocalDays } from './local-days.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
/** Lengths of the hours of a day, in minutes. */
function hourLengths(zone: string, date: string): number[] {
  const day = new LocalDays(zone).dayAt(date);
  const ends = [...day.hours.slice(1), day.end - day.start];
  return day.hours.map((start, index) => (ends[index]! - start) / 60_000);
}

describe('days as they really passed', () => {
  test('23 hours where clocks go forward, 25 where they go back', () => {
    expect(hourLengths('Europe/Berlin', '2026-03-29')).toEqual(Array(23).fill(60));
    expect(hourLengths('Europe/Berlin', '2026-10-25')).toEqual(Array(25).fill(60));
    expect(hourLengths('Asia/Shanghai', '2026-03-29')).toEqual(Array(24).fill(60));
  });

  test('Lord Howe Island moves by half an hour: hours are cut there, none is lost', () => {
    // Back at 02:00 to 01:30: the half hour from 01:30 comes twice.
    expect(hourLengths('Australia/Lord_Howe', '2026-04-05')).toEqual([60, 60, 30, ...Array(22).fill(60)]);
    // Forward at 02:00 to 02:30: what is left of the hour from two is half an hour.
    expect(hourLengths('Australia/Lord_Howe', '2026-10-04')).toEqual([60, 60, 30, ...Array(21).fill(60)]);
  });

  test('hours of half-hour and quarter-hour zones begin at their own full hours', () => {
    const kolkata = new LocalDays('Asia/Kolkata');
    const day = kolkata.dayOf(at('2026-06-01T18:40:00Z'));
    expect(day.date).toBe('2026-06-02');
    expect(kolkata.slotOf(day, at('2026-06-01T18:40:00Z'))).toBe(0);
    expect(kolkata.slotOf(day, at('2026-06-01T19:29:59Z'))).toBe(0);
    expect(kolkata.slotOf(day, at('2026-06-01T19:30:00Z'))).toBe(60);
    const kathmandu = new LocalDays('Asia/Kathmandu');
    expect(kathmandu.dayOf(at('2026-06-01T18:14:59Z')).date).toBe('2026-06-01');
    expect(kathmandu.dayOf(at('2026-06-01T18:15:00Z')).date).toBe('2026-06-02');
  });

  test('the hour that comes twice is two hours', () => {
    const days = new LocalDays('America/New_York');
    const first = at('2026-11-01T05:30:00Z');
    const second = at('2026-11-01T06:30:00Z');
    const day = days.dayOf(first);
    expect([days.slotOf(day, first), days.slotOf(day, second)]).toEqual([60, 120]);
  });

  test('a day that a zone skipped has no length, and its neighbours touch', () => {
    const days = new LocalDays('Pacific/Apia');
    expect(days.dayAt('2011-12-30').hours).toEqual([]);
    expect(days.dayAt('2011-12-29').end).toBe(days.dayAt('2011-12-31').start);
    expect(days.dayOf(at('2011-12-30T10:00:00Z')).date).toBe('2011-12-31');
  });

  test('a day that begins at one o’clock begins there', () => {
    const days = new LocalDays('Africa/Cairo');
    const day = days.dayAt('2026-04-24');
    expect(day.hours).toHaveLength(23);
    expect(Temporal.Instant.fromEpochMilliseconds(day.start).toString()).toBe('2026-04-23T22:00:00Z');
  });
});

const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
  'America/Sao_Paulo',
];

test('any instant falls in the day and hour that a clock on the wall shows', () => {
  const all = new Map(zones.map((zone) => [zone, new LocalDays(zone)]));
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: at('1985-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') }),
      (zone, ms) => {
        const days = all.get(zone)!;
        const day = days.dayOf(ms);
        const clock = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(day.date).toBe(clock.toPlainDate().toString());
        const slot = days.slotOf(day, ms);
        const index = day.hours.findIndex((start) => Math.floor(start / 60_000) === slot);
        const begins = Temporal.Instant.fromEpochMilliseconds(
          day.start + day.hours[index]!,
        ).toZonedDateTimeISO(zone);
        expect(begins.hour).toBe(clock.hour);
        expect(begins.offset).toBe(clock.offset);
        expect(ms).toBeGreaterThanOrEqual(begins.epochMilliseconds);
        expect(ms).toBeLessThan(day.start + (day.hours[index + 1] ?? day.end - day.start));
      },
    ),
    { numRuns: 2_000 },
  );
});
