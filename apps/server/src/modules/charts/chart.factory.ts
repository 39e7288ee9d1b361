import { randomUUID } from 'node:crypto';
import { surveyAnswered } from '@jingyun/contracts';
import type { EventDraft } from '../../platform/events/types.ts';
import type { MeasuredBucket } from './chart-data.rules.ts';

/** Numbers for tests of charts: the same for the same seed, whatever the machine. */

const day = 86_400_000;

/** Numbers from 0 to 1 from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many of `size` succeed, each with a chance. */
export function drawnOf(random: () => number, size: number, chance: number): number {
  let hits = 0;
  for (let i = 0; i < size; i++) if (random() < chance) hits++;
  return hits;
}

/** One bucket a day from 2025-01-01 on, UTC. */
export function bucketsOf(parts: readonly Partial<MeasuredBucket>[]): MeasuredBucket[] {
  const first = Date.UTC(2025, 0, 1);
  return parts.map((part, i) => {
    const start = first + i * day;
    const date = new Date(start).toISOString().slice(0, 10);
    const { count = 1, sum = 0 } = part;
    return {
      start,
      end: start + day,
      date,
      days: 1,
      value: count === 0 ? 0 : sum / count,
      count,
      sum,
      standardDeviation: null,
      ...part,
    };
  });
}

/** Answers of one day in Shanghai: so many good ones of so many. */
export function answersOf(date: string, good: number, all: number, teamId: string | null): EventDraft[] {
  const noon = Temporal.PlainDate.from(date)
    .toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '12:00' })
    .toInstant();
  return Array.from({ length: all }, (_, n) => {
    const score = n < good ? 5 : 1;
    return {
      definition: surveyAnswered,
      data: {
        surveyId: randomUUID(),
        version: 1,
        answerId: randomUUID(),
        kind: 'csat' as const,
        score,
        max: 5,
        scores: [{ questionId: 'q', kind: 'csat' as const, score, max: 5 }],
        reasons: [],
        invited: true,
        ticket: null,
        ticketId: null,
        customerId: null,
        teamId,
        assigneeId: null,
        categoryId: null,
        priority: null,
        channel: null,
        ticketKind: null,
      },
      subject: { type: 'survey', id: randomUUID() },
      actor: { type: 'customer' as const, id: null },
      occurredAt: noon.add({ seconds: n }),
    };
  });
}
