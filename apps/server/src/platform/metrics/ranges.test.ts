import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDays } from './local-days.ts';
import { bucketsOf } from './ranges.ts';

const first = Temporal.PlainDate.from('1965-01-01');
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const someRange = fc.record({
  zone: fc.constantFrom(...zones),
  begin: fc.integer({ min: 0, max: 30_000 }),
  length: fc.integer({ min: 0, max: 120 }),
});

test('days, weeks and months cut a range as the calendar does, without a gap', () => {
  fc.assert(
    fc.property(someRange, fc.constantFrom('day', 'week', 'month'), ({ zone, begin, length }, grain) => {
      const from = first.add({ days: begin });
      const days = Array.from({ length: length + 1 }, (_, n) => from.add({ days: n }));
      const { buckets, indexOf } = bucketsOf(
        localDays(zone),
        { from: from.toString(), to: days.at(-1)!.toString() },
        grain,
      );
      const nameOf = (date: Temporal.PlainDate) =>
        grain === 'day'
          ? date.toString()
          : grain === 'month'
            ? date.toPlainYearMonth().toString()
            : `${date.yearOfWeek} ${date.weekOfYear}`;
      const names = [...new Set(days.map(nameOf))];
      expect(days.map((date) => indexOf(date.toString()))).toEqual(
        days.map((date) => names.indexOf(nameOf(date))),
      );
      expect(buckets).toHaveLength(names.length);
      const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
      expect(buckets[0]!.start).toBe(startOf(from));
      expect(buckets.at(-1)!.end).toBe(startOf(days.at(-1)!.add({ days: 1 })));
      for (const [i, { end }] of buckets.slice(0, -1).entries()) expect(buckets[i + 1]!.start).toBe(end);
    }),
    { numRuns: 200 },
  );
});
