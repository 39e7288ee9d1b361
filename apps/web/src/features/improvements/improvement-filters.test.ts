import { expect, test } from 'vitest';
import { filterFrom, openFromPath, originFrom } from './improvement-filters.ts';

test('an address is a filter; what means nothing is left out', () => {
  const from = (text: string) => filterFrom(new URLSearchParams(text));
  expect(from('stage=plan,elsewhere,check&owner=me&search=%E4%BA%A4%E6%8E%A5&view=board')).toEqual({
    stage: 'plan,check',
    owner: 'me',
    search: '交接',
  });
  expect(from('stage=elsewhere&outcome=famous&team=')).toEqual({});
});

test('a record in an address leads there and back', () => {
  const origin = { type: 'alert', id: '0195f0c0-0000-7000-8000-000000000000' } as const;
  const { searchParams } = new URL(openFromPath(origin), 'http://localhost');
  expect(originFrom(searchParams.get('from'))).toEqual(origin);
  for (const text of [null, '', 'alert', 'alert:1', `user:${origin.id}`]) expect(originFrom(text)).toBeNull();
});
