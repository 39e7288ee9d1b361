import { expect, test } from 'vitest';
import { computeChart } from '../charts/chart.rules.ts';
import type { MeasuredBucket } from '../charts/chart-data.rules.ts';
import { baselineOf } from './add-charts.ts';
import { opinionsFrom } from './simulator/opinions.ts';
import { plants } from './simulator/plants.ts';
import { simulate } from './simulator/simulate.ts';

const until = Temporal.Instant.from('2026-03-02T02:00:00Z');
const weekMs = 7 * 86_400_000;
const monday = Temporal.Instant.from('2024-09-01T16:00:00Z').epochMilliseconds;

/** Good answers to the satisfaction question by week, of the teams that had the ticket when it was solved. */
function satisfaction(seed: number, teams: readonly string[]): MeasuredBucket[] {
  const opinionOf = opinionsFrom(seed, until.epochMilliseconds);
  const weeks: { sum: number; count: number }[] = [];
  for (const { tickets } of simulate({ seed, tickets: 60_000, until }).days) {
    for (const ticket of tickets) {
      const opinion = opinionOf(ticket);
      const last = ticket.steps.findLast((step) => step.type === 'assign');
      if (opinion === null || opinion.survey !== 'csat' || opinion.answer === null) continue;
      if (last?.type !== 'assign' || !teams.includes(last.team)) continue;
      const week = Math.floor((opinion.answer.at - monday) / weekMs);
      weeks[week] ??= { sum: 0, count: 0 };
      weeks[week].count++;
      if (Number(opinion.answer.answers['score']) >= 4) weeks[week].sum++;
    }
  }
  return weeks.flatMap((cell, week) => {
    if (cell === undefined || week < 0) return [];
    const start = monday + week * weekMs;
    const date = Temporal.Instant.fromEpochMilliseconds(start)
      .toZonedDateTimeISO('Asia/Shanghai')
      .toPlainDate()
      .toString();
    return [
      {
        start,
        end: start + weekMs,
        date,
        days: 7,
        value: cell.sum / cell.count,
        standardDeviation: null,
        ...cell,
      },
    ];
  });
}

test('satisfaction signals within five weeks where the slow hand-over was planted, and not where noise was', () => {
  const { limits, watchFrom } = baselineOf(until);
  const signalsOf = (...teams: string[]) =>
    computeChart({ kind: 'ratio', unit: 'ratio' }, satisfaction(1, teams), {
      limits,
      phases: [],
      rules: ['beyond-limits', 'run'],
      excluded: new Set(),
    })
      .points.filter(({ bucket, signals }) => bucket.date >= watchFrom && signals.length > 0)
      .map(({ bucket, signals }) => ({ date: bucket.date, side: signals[0]!.side }));
  const [first] = signalsOf(...plants.slowHandover.to);
  expect(first?.side).toBe('below');
  const within = Temporal.PlainDate.from(watchFrom).add({ weeks: 6 }).toString();
  expect(first!.date <= within).toBe(true);
  expect(signalsOf(plants.noise.team)).toEqual([]);
}, 60_000);
