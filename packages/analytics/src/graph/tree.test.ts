import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, layoutTree, type TreeNode } from './index.ts';

/** Trees by a parent for each node but the first few, which are roots. */
const forests = fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 30 })), { maxLength: 40 }).map((list) =>
  list.map(
    ([parent, label], i): TreeNode => ({
      id: String(i),
      parent: i === 0 || parent % 9 === 0 ? null : String(parent % i),
      label,
    }),
  ),
);

const apart = (a: Box, b: Box): boolean =>
  a.x + a.width <= b.x + 1e-6 ||
  b.x + b.width <= a.x + 1e-6 ||
  a.y + a.height <= b.y + 1e-6 ||
  b.y + b.height <= a.y + 1e-6;
const middle = (box: Box): number => box.x + box.width / 2;

/** Boxes of 10 × 10, whatever the label. */
const squares = { measure: () => 10, lineHeight: 10, padding: 0, gap: 10, levelGap: 10, maxWidth: 99 };
const node = (id: string, parent: string | null): TreeNode => ({ id, parent, label: 'x' });

describe('layoutTree', () => {
  it('puts boxes apart, levels below one another, children in order and parents in their middle', () => {
    fc.assert(
      fc.property(forests, (nodes) => {
        const { nodes: placed, edges, bounds } = layoutTree(nodes);
        expect(placed.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
        for (const [i, a] of placed.entries()) {
          expect(a.box.x).toBeGreaterThanOrEqual(-1e-6);
          expect(a.box.x + a.box.width).toBeLessThanOrEqual(bounds.width + 1e-6);
          expect(a.box.y + a.box.height).toBeLessThanOrEqual(bounds.height + 1e-6);
          for (const b of placed.slice(0, i)) expect(apart(a.box, b.box)).toBe(true);
          const children = placed.filter(({ parent }) => parent === a.id);
          const centres = children.map(({ box }) => middle(box));
          expect(centres).toEqual(centres.toSorted((x, y) => x - y));
          const [first, last] = [centres[0], centres.at(-1)];
          if (first !== undefined && last !== undefined)
            expect(middle(a.box)).toBeCloseTo((first + last) / 2, 6);
          for (const child of children) expect(child.depth).toBe(a.depth + 1);
        }
        expect(edges).toHaveLength(nodes.filter(({ parent }) => parent !== null).length);
        expect(layoutTree(nodes)).toEqual({ nodes: placed, edges, bounds });
      }),
      { numRuns: 60 },
    );
  });

  it('is as narrow as the usual example: subtrees slide under one another', () => {
    // A root with two children; the left has a chain to the left, the right one of its own: no level is crowded.
    const nodes = [
      node('r', null),
      node('a', 'r'),
      node('b', 'r'),
      node('a1', 'a'),
      node('a2', 'a'),
      node('b1', 'b'),
    ];
    const { nodes: placed, bounds } = layoutTree(nodes, squares);
    expect(placed.map(({ box }) => [box.x, box.y])).toEqual([
      [25, 0],
      [10, 20],
      [40, 20],
      [0, 40],
      [20, 40],
      [40, 40],
    ]);
    expect(bounds).toEqual({ x: 0, y: 0, width: 50, height: 50 });
  });

  it('spreads what one subtree is pushed by over the small ones between', () => {
    const wide = (id: string) => [node(id, 'r'), ...[1, 2, 3, 4, 5].map((i) => node(`${id}${i}`, id))];
    const nodes = [
      node('r', null),
      node('z', 'r'),
      ...wide('a'),
      node('b', 'r'),
      node('c', 'r'),
      ...wide('d'),
    ];
    const { nodes: placed } = layoutTree(nodes, squares);
    const at = (id: string): number => middle((placed.find((one) => one.id === id) as { box: Box }).box);
    expect(at('a') - at('z')).toBeCloseTo(20, 9); // not between the two
    expect(at('b') - at('a')).toBeCloseTo(100 / 3, 9);
    expect(at('c') - at('b')).toBeCloseTo(100 / 3, 9);
    expect(at('d') - at('c')).toBeCloseTo(100 / 3, 9);
  });

  it('draws equal subtrees alike, and turned to the right the same with x and y exchanged', () => {
    const sub = (id: string) => [
      node(id, 'r'),
      node(`${id}1`, id),
      node(`${id}2`, id),
      node(`${id}11`, `${id}1`),
    ];
    const nodes = [node('r', null), ...sub('a'), ...sub('b')];
    const down = layoutTree(nodes, squares).nodes;
    const offsets = (from: number): number[][] =>
      down.slice(from, from + 4).map(({ box }) => [box.x - (down[from]?.box.x as number), box.y]);
    expect(offsets(5)).toEqual(offsets(1));
    const right = layoutTree(nodes, { ...squares, direction: 'right' }).nodes;
    expect(right.map(({ box }) => [box.y, box.x])).toEqual(down.map(({ box }) => [box.x, box.y]));
  });

  it('has a line from the border of each parent to that of its child', () => {
    const { edges } = layoutTree([node('r', null), node('a', 'r'), node('b', 'r')], squares);
    expect(edges[1]).toEqual({
      from: 'r',
      to: 'b',
      points: [
        { x: 15, y: 10 },
        { x: 15, y: 15 },
        { x: 25, y: 15 },
        { x: 25, y: 20 },
      ],
    });
  });

  it('has an answer for no nodes, one node, and a chain deeper than a stack', () => {
    expect(layoutTree([])).toEqual({ bounds: { x: 0, y: 0, width: 0, height: 0 }, nodes: [], edges: [] });
    expect(layoutTree([node('r', null)], squares).bounds).toEqual({ x: 0, y: 0, width: 10, height: 10 });
    const chain = Array.from({ length: 100_000 }, (_, i) => node(String(i), i === 0 ? null : String(i - 1)));
    const { bounds } = layoutTree(chain, squares);
    expect(bounds).toEqual({ x: 0, y: 0, width: 10, height: 20 * 100_000 - 10 });
    const fan = Array.from({ length: 100_000 }, (_, i) => node(String(i), i === 0 ? null : '0'));
    expect(layoutTree(fan, squares).bounds.width).toBe(20 * 99_999 - 10);
  });

  it.each<[string, () => unknown]>([
    ['nodes[1].id must be unique', () => layoutTree([node('a', null), node('a', null)])],
    ['nodes[1].parent must be the id of a node', () => layoutTree([node('a', null), node('b', 'c')])],
    ['nodes[0].parent must lead to a root', () => layoutTree([node('a', 'a')])],
    [
      'nodes[1].parent must lead to a root',
      () => layoutTree([node('r', null), node('a', 'b'), node('b', 'a'), node('c', 'a')]),
    ],
    ['options.gap', () => layoutTree([], { gap: 0 })],
    ['options.levelGap', () => layoutTree([], { levelGap: Number.NaN })],
    ['options.lineHeight', () => layoutTree([], { lineHeight: 0 })],
    ['options.maxWidth', () => layoutTree([], { maxWidth: -1 })],
    ['options.padding', () => layoutTree([], { padding: -1 })],
    ['options.measure', () => layoutTree([node('a', null)], { measure: () => Number.NaN })],
  ])('refuses: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});
