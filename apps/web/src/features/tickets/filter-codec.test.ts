import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  conditionsIn,
  defaultColumns,
  defaultSort,
  listStateFrom,
  listStateTo,
  sameFilter,
} from './filter-codec.ts';
import { columns, kinds, priorities, sorts, statuses } from './ticket-values.ts';

const someOf = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const filter = fc.record(
  {
    status: someOf(statuses),
    kind: someOf(kinds),
    priority: someOf(priorities),
    assignee: someOf(['me', 'none', '018f0000-0000-7000-8000-000000000001']),
    severity: someOf([1, 2, 3, 4]),
    tags: fc.uniqueArray(fc.constantFrom('空调', 'vip', 'a b'), { minLength: 1 }),
    q: fc.constantFrom('不制冷', 'a,b&c=d', '#12'),
    createdFrom: fc.constant('2026-03-01T16:00:00.000Z'),
  },
  { requiredKeys: [] },
);

test('whatever a list holds comes back from its address', () => {
  fc.assert(
    fc.property(filter, fc.constantFrom(...sorts), someOf(columns), (given, sort, shown) => {
      const state = { filter: given, sort, columns: shown, view: null };
      const address = new URLSearchParams(listStateTo(state).toString());
      expect(listStateFrom(address)).toEqual(state);
    }),
  );
});

test('an address without anything is the default list, and the default list needs no address', () => {
  const state = listStateFrom(new URLSearchParams());
  expect(state).toEqual({ filter: {}, sort: defaultSort, columns: defaultColumns, view: null });
  expect(listStateTo(state).toString()).toBe('');
});

describe('what makes no sense in an address is left out, not sent on', () => {
  test.each([
    ['status=open,flying', { status: ['open'] }],
    ['assignee=everybody', {}],
    ['team=mine,drop table', { team: ['mine'] }],
    ['severity=0,2,9', { severity: [2] }],
    ['colour=red', {}],
    ['q=%20%20', {}],
  ])('%s', (address, expected) => {
    expect(listStateFrom(new URLSearchParams(address)).filter).toEqual(expected);
  });
});

test('the order in which values were chosen makes no other filter', () => {
  expect(
    sameFilter(
      { status: ['new', 'open'], kind: ['complaint'] },
      { kind: ['complaint'], status: ['open', 'new'] },
    ),
  ).toBe(true);
  expect(sameFilter({ status: ['new'] }, { status: ['new'], q: 'x' })).toBe(false);
});

test('words searched for are no condition', () => {
  expect(conditionsIn({ q: 'x' })).toBe(0);
  expect(conditionsIn({ q: 'x', status: ['new'], tags: ['vip'] })).toBe(2);
});
