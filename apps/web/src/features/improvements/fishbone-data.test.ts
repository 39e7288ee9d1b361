import { layoutFishbone, layoutTree } from '@jingyun/analytics/graph';
import type { Cause } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { bonesOf, fishboneOf, usualBones, whysOf } from './fishbone-data.ts';

const cause = (id: string, rest: Partial<Cause> = {}): Cause => ({
  id,
  tool: 'fishbone',
  parentId: null,
  category: 'people',
  text: id,
  isRoot: false,
  evidence: [],
  ...rest,
});

test('causes hang on their bones, deeper ones beside the twigs of their cause; nothing is lost', () => {
  const causes = [
    cause('c', { parentId: 'b', category: null }),
    cause('a'),
    cause('b', { parentId: 'a', category: null }),
    cause('d', { category: '门店' }),
    cause('why', { tool: 'whys', category: null }),
  ];
  expect(bonesOf(causes)).toEqual([...usualBones, '门店']);
  const bones = fishboneOf(causes, (bone) => bone);
  expect(bones[0]?.causes?.[0]).toEqual({
    id: 'a',
    label: 'a',
    causes: [
      { id: 'c', label: 'c' },
      { id: 'b', label: 'b' },
    ],
  });
  const drawn = layoutFishbone('p', bones).labels.map(({ id }) => id);
  expect(drawn).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
  expect(drawn).not.toContain('why');
});

test('the first whys ask after the problem', () => {
  const nodes = whysOf(
    [cause('b', { tool: 'whys', parentId: 'a' }), cause('a', { tool: 'whys' }), cause('x')],
    'p',
  );
  expect(layoutTree(nodes).nodes.map(({ id, depth }) => [id, depth])).toEqual([
    ['problem', 0],
    ['b', 2],
    ['a', 1],
  ]);
});
