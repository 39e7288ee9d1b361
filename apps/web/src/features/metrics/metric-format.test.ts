import { describe, expect, test } from 'vitest';
import { changeOf, durationStep, formatChange, formatMetric, reaches } from './metric-format.ts';

test('each unit as people read it', () => {
  expect(formatMetric(0.9134, 'ratio', 'zh-CN')).toBe('91.3%');
  expect(formatMetric(607, 'seconds', 'zh-CN')).toBe('10 分 7 秒');
  expect(formatMetric(24_918, 'count', 'en')).toBe('24,918');
  expect(formatMetric(123_456, 'cents', 'en')).toBe('1,234.56');
  expect(formatMetric(null, 'count', 'en')).toBe('—');
});

describe('a change', () => {
  const speed = { unit: 'seconds', direction: 'down' } as const;
  const share = { unit: 'ratio', direction: 'up' } as const;
  test('of an amount is relative, and less may be better', () => {
    expect(changeOf(90, 100, speed)).toEqual({ amount: -0.1, in: 'share', verdict: 'better' });
    expect(changeOf(110, 100, speed)?.verdict).toBe('worse');
  });
  test('of a share is in percentage points', () => {
    const change = changeOf(0.9, 0.92, share);
    expect(change?.verdict).toBe('worse');
    expect(change && formatChange(change, 'en')).toBe('−2 pp');
    const score = changeOf(12, -3, { unit: 'points', direction: 'up' });
    expect(score && formatChange(score, 'en')).toBe('+15');
    expect(score?.verdict).toBe('better');
  });
  test('against nothing, or against zero, there is none', () => {
    expect(changeOf(5, null, speed)).toBeNull();
    expect(changeOf(null, 5, speed)).toBeNull();
    expect(changeOf(5, 0, speed)).toBeNull();
    expect(changeOf(5, 5, speed)?.verdict).toBe('same');
  });
});

test('a target is reached from its own side', () => {
  expect(reaches(0.85, 0.8, 'up')).toBe(true);
  expect(reaches(7_300, 7_200, 'down')).toBe(false);
  expect(reaches(7_200, 7_200, 'down')).toBe(true);
  expect(reaches(null, 1, 'up')).toBeNull();
});

test('an axis of time has steps that are easy to read', () => {
  expect([50, 600, 3_600, 100_000, 700_000].map(durationStep)).toEqual([10, 120, 900, 21_600, 172_800]);
  expect(durationStep(100_000_000) * 5).toBeGreaterThanOrEqual(100_000_000);
});
