import { describe, expect, test } from 'vitest';
import { type ConditionField, fromCondition, isEditable, toCondition } from './condition-codec.ts';

const fields: ConditionField[] = [
  { name: 'kind', label: 'Kind', type: 'text' },
  { name: 'tags', label: 'Tags', type: 'list' },
  { name: 'event.reopens', label: 'Reopens', type: 'number' },
];

describe('conditions that rows can show come back as they were', () => {
  test.each([
    [true],
    [{ and: [{ '==': [{ var: 'kind' }, 'complaint'] }] }],
    [{ or: [{ in: [{ var: 'kind' }, ['complaint', 'incident']] }, { in: ['vip', { var: 'tags' }] }] }],
    [
      {
        and: [
          { '!': [{ in: ['vip', { var: 'tags' }] }] },
          { or: [{ '>=': [{ var: 'event.reopens' }, 2] }, { '!=': [{ var: 'kind' }, 'inquiry'] }] },
        ],
      },
    ],
    [{ and: [{ '!': [{ in: [{ var: 'kind' }, ['internal']] }] }] }],
  ] as const)('%j', (condition) => {
    const given = condition as unknown as Parameters<typeof fromCondition>[0];
    expect(isEditable(given)).toBe(true);
    expect(toCondition(fromCondition(given), fields)).toEqual(condition);
  });
});

test('a single comparison becomes a row', () => {
  expect(fromCondition({ '==': [{ var: 'kind' }, 'complaint'] }).rules).toEqual([
    { field: 'kind', operator: '=', value: 'complaint' },
  ]);
});

test('a condition of other operators is told apart, not lost', () => {
  expect(isEditable({ some: [{ var: 'tags' }, { '==': [{ var: '' }, 'vip'] }] })).toBe(false);
  expect(isEditable({ '==': ['complaint', { var: 'kind' }] })).toBe(false);
});

test('a number typed as text is sent as a number; empty groups hold always', () => {
  const query = {
    combinator: 'and',
    rules: [
      { field: 'event.reopens', operator: '>', value: '2' },
      { combinator: 'or', rules: [] },
    ],
  };
  expect(toCondition(query, fields)).toEqual({ and: [{ '>': [{ var: 'event.reopens' }, 2] }] });
});
