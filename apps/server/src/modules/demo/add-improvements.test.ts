import { expect, test } from 'vitest';
import type { ChartBucket } from '../charts/index.ts';
import { changeEffect } from '../improvements/effect.rules.ts';
import { sampleOf } from '../improvements/sample.rules.ts';
import { reminderWeeks } from './add-improvements.ts';
import { simulate } from './simulator/simulate.ts';
import { retailer } from './simulator/world.ts';

const time = { kind: 'distribution', unit: 'seconds', direction: 'down', aim: null } as const;

/** How long repairs took, by the day they were solved on. */
function repairs(until: Temporal.Instant): Map<string, number[]> {
  const byDay = new Map<string, number[]>();
  for (const { tickets } of simulate({ seed: 1, tickets: 60_000, until }).days) {
    for (const { at, steps } of tickets) {
      const last = steps.findLast((step) => step.type === 'assign');
      const solved = steps.find((step) => step.type === 'status' && step.status === 'solved');
      if (solved === undefined || last?.type !== 'assign' || last.team !== 'repair') continue;
      const day = Temporal.Instant.fromEpochMilliseconds(solved.at)
        .toZonedDateTimeISO(retailer.timeZone)
        .toPlainDate()
        .toString();
      byDay.set(day, [...(byDay.get(day) ?? []), (solved.at - at) / 1000]);
    }
  }
  return byDay;
}

function bucketOf(date: string, seconds: readonly number[]): ChartBucket {
  const count = seconds.length;
  const sum = seconds.reduce((total, one) => total + one, 0);
  const mean = count === 0 ? null : sum / count;
  const squares = seconds.reduce((total, one) => total + (one - (mean ?? 0)) ** 2, 0);
  const standardDeviation = count < 2 ? null : Math.sqrt(squares / (count - 1));
  return { start: 0, end: 86_400_000, date, days: 1, value: mean, count, sum, standardDeviation };
}

test.each(['2026-01-15', '2026-03-02', '2026-11-22'])(
  'the reminder that was planted as doing nothing shows no difference in a demo that ends on %s',
  (end) => {
    const until = Temporal.Instant.from(`${end}T02:00:00Z`);
    const byDay = repairs(until);
    const length = reminderWeeks * 7;
    const from = Temporal.PlainDate.from(end).subtract({ days: 2 * length });
    const days = Array.from({ length: 2 * length }, (_, day) => {
      const date = from.add({ days: day }).toString();
      return bucketOf(date, byDay.get(date) ?? []);
    });
    const window = (first: number) => ({ from: days[first]!.date, to: days[first + length - 1]!.date });
    const effect = changeEffect(time, sampleOf(time, days, window(0)), sampleOf(time, days, window(length)));
    expect(effect.result).toBe('noDifference');
  },
);
