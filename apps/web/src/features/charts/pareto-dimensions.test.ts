import { expect, test } from 'vitest';
import { paretoDimensions, usualDimension } from './pareto-dimensions.ts';

const team = { name: 'team' as const, label: 'Team' };
const category = { name: 'category' as const, label: 'Category' };
const reason = { name: 'reason' as const, label: 'Reason' };

test('causes that people named come first, else categories, else what there is', () => {
  const usual = (metric: Parameters<typeof paretoDimensions>[0]) => usualDimension(paretoDimensions(metric));
  expect(paretoDimensions({ dimensions: [team, category], causes: reason })).toEqual([
    reason,
    team,
    category,
  ]);
  expect(usual({ dimensions: [team, category], causes: reason })).toBe('reason');
  expect(usual({ dimensions: [team, category] })).toBe('category');
  expect(usual({ dimensions: [team] })).toBe('team');
  expect(usual({ dimensions: [] })).toBeUndefined();
});
