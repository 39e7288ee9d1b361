import { expect, test } from 'vitest';
import { formatInterval, formatScore } from './score-text.ts';

test('each kind of score is written in its own way', () => {
  expect(formatScore('csat', 0.8567, 'en')).toBe('85.7%');
  expect(formatScore('nps', 41.6, 'en')).toBe('+42');
  expect(formatScore('nps', -3, 'zh-CN')).toBe('-3');
  expect(formatScore('ces', 5.5, 'en')).toBe('5.50');
  expect(formatScore('csat', null, 'en')).toBe('—');
});

test('one answer has no interval', () => {
  const none = { kind: 'ces' as const, answers: 1, value: 5, lower: null, upper: null, mean: 5 };
  expect(formatInterval(none, 'en')).toBe('');
  expect(formatInterval({ ...none, lower: 4.5, upper: 5.5 }, 'en')).toBe('4.50 – 5.50');
});
