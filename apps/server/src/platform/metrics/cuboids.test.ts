import type { MetricDimension } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { cuboidFor, cuboidsOf } from './cuboids.ts';

const dimensions = ['clock', 'team', 'category', 'priority', 'channel', 'kind', 'assignee'] as const;
const chosen = (...needed: MetricDimension[]) => cuboidFor({ dimensions }, new Set(needed))?.name;

test('every single dimension is kept, alone and within a team', () => {
  for (const dimension of dimensions) {
    expect(chosen(dimension)).toContain(dimension);
    expect(chosen('team', dimension)).toContain('team');
    expect(chosen('team', dimension)).toContain(dimension);
  }
  expect(chosen()).toBe('');
  expect(chosen('channel', 'priority')).toBeUndefined();
});

test('a dimension alone is read from the fewest rows', () => {
  expect(chosen('channel')).toBe('channel');
  expect(chosen('assignee')).toBe('team,assignee');
  expect(cuboidsOf({ dimensions: ['assignee'] }).map(({ name }) => name)).toEqual(['', 'assignee']);
});
