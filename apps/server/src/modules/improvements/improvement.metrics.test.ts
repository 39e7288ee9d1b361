import { randomUUID } from 'node:crypto';
import { improvementClosed, type improvementOutcomes } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../platform/events/types.ts';
import { improvementMetrics } from './improvement.metrics.ts';
import { sayValue } from './improvement.words.ts';

const team = randomUUID();

/** An improvement that was open for ten days. */
function closed(outcome: (typeof improvementOutcomes)[number], teamIds: string[]): StoredEvent {
  const data = {
    improvementId: randomUUID(),
    title: '改期提醒',
    outcome,
    reason: '',
    standardise: '',
    lessons: '',
    teamIds,
    metric: 'surveys.csat',
    openedAt: '2026-03-01T00:00:00Z',
    checkId: null,
  };
  const occurredAt = Temporal.Instant.from('2026-03-11T00:00:00Z');
  return { type: improvementClosed.type, data, occurredAt } as unknown as StoredEvent;
}

const pointsOf = (name: string, event: StoredEvent) =>
  improvementMetrics.find((metric) => metric.name === `improvements.${name}`)!.points(event);

describe('improvements in numbers', () => {
  test('what was tried counts: effective of all that were, and how long it took', () => {
    const dims = { team };
    expect(pointsOf('effectiveShare', closed('effective', [team]))).toEqual([{ value: 1, of: 1, dims }]);
    expect(pointsOf('effectiveShare', closed('ineffective', [team]))).toEqual([{ value: 0, of: 1, dims }]);
    expect(pointsOf('leadTime', closed('ineffective', [team]))).toEqual([{ value: 864_000, dims }]);
  });

  test('what was cancelled does not, and what is about several teams counts for none alone', () => {
    expect(pointsOf('effectiveShare', closed('cancelled', [team]))).toEqual([]);
    expect(pointsOf('leadTime', closed('cancelled', [team]))).toEqual([]);
    expect(pointsOf('leadTime', closed('effective', [team, randomUUID()]))[0]!.dims).toEqual({ team: null });
  });
});

test.each([
  ['ratio', 0.835, '83.5%', '83.5%'],
  ['seconds', 8_100, '2 小时 15 分钟', '2 h 15 min'],
  ['seconds', 59, '1 分钟', '1 min'],
  ['cents', 123_450, '1,234.5', '1,234.5'],
  ['points', -12.34, '-12.3', '-12.3'],
  ['count', 12, '12', '12'],
] as const)('%s %s is said as %s', (unit, value, zh, en) => {
  expect(sayValue(unit, value, 'zh-CN')).toBe(zh);
  expect(sayValue(unit, value, 'en')).toBe(en);
});
