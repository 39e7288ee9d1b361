import { expect, test } from 'vitest';
import { formatCompared, formatDifference } from './difference-text.ts';

test('a difference of shares is in percentage points, of times in time, of counts per day', () => {
  const share = { unit: 'ratio', kind: 'ratio' } as const;
  expect(formatDifference(0.0321, share, 'zh-CN')).toBe('+3.2 个百分点');
  expect(formatDifference(-0.05, share, 'en')).toBe('−5 pp');
  expect(formatDifference(-3900, { unit: 'seconds', kind: 'distribution' }, 'en')).toBe('−1 h 5 min');
  expect(formatDifference(-2.5, { unit: 'count', kind: 'count' }, 'zh-TW')).toBe('−2.5/天');
  expect(formatDifference(0, share, 'zh-CN')).toBe('±0 个百分点');
  expect(formatDifference(null, share, 'zh-CN')).toBe('—');
});

test('a value that is compared per day says so', () => {
  expect(formatCompared(12, { unit: 'count', kind: 'count' }, 'en')).toBe('12 a day');
  expect(formatCompared(0.9, { unit: 'ratio', kind: 'ratio' }, 'en')).toBe('90.0%');
  expect(formatCompared(null, { unit: 'count', kind: 'count' }, 'en')).toBe('—');
});
