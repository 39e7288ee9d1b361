import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../testing.ts';
import { type Box, type GraphEdge, type GraphNode, layoutLayered, type Point } from './index.ts';
import { assignLayers } from './layered/assign-layers.ts';
import { breakCycles } from './layered/break-cycles.ts';
import { crossings, orderLayers } from './layered/order-layers.ts';

const graphs: fc.Arbitrary<{ nodes: GraphNode[]; edges: GraphEdge[] }> = fc
  .tuple(
    fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 20 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 })), { maxLength: 40 }),
  )
  .map(([labels, pairs]) => ({
    nodes: labels.map((label, i) => ({ id: String(i), label })),
    edges: pairs.map(([from, to, weight]) => ({
      from: String(from % labels.length),
      to: String(to % labels.length),
      weight,
    })),
  }));

const overlap = (a: Box, b: Box): boolean =>
  a.x + 1e-6 < b.x + b.width &&
  b.x + 1e-6 < a.x + a.width &&
  a.y + 1e-6 < b.y + b.height &&
  b.y + 1e-6 < a.y + a.height;

/** Whether any of many points of a line lies inside a box. */
function runsThrough(from: Point, to: Point, { x, y, width, height }: Box): boolean {
  return Array.from({ length: 101 }, (_, i) => i / 100).some((part) => {
    const at = { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
    return at.x > x + 1e-6 && at.x < x + width - 1e-6 && at.y > y + 1e-6 && at.y < y + height - 1e-6;
  });
}

/** A box with free space on both sides along its layer. */
const sideways = ({ x, y, width, height }: Box, direction: 'down' | 'right', gap: number): Box =>
  direction === 'down'
    ? { x: x - gap, y, width: width + 2 * gap, height }
    : { x, y: y - gap, width, height: height + 2 * gap };

const linksOf = (edges: readonly GraphEdge[]) =>
  edges
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, weight = 1 }) => ({ from: Number(from), to: Number(to), weight, reversed: false }));

describe('layoutLayered', () => {
  it('lets no boxes overlap and no edge run through a box, either way it is turned', () => {
    fc.assert(
      fc.property(
        graphs,
        fc.constantFrom('down' as const, 'right' as const),
        ({ nodes, edges }, direction) => {
          const layout = layoutLayered(nodes, edges, { direction });
          const boxes = layout.nodes.map(({ box }) => box);
          for (const [i, box] of boxes.entries()) {
            for (const other of boxes.slice(0, i)) {
              expect(overlap(box, other)).toBe(false);
              expect(overlap(box, sideways(other, direction, 24 - 1e-3))).toBe(false);
            }
            for (const { points } of layout.edges) {
              for (const [k, to] of points.slice(1).entries())
                expect(runsThrough(points[k] as Point, to, box)).toBe(false);
            }
            expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(-1e-6);
            expect(box.x + box.width).toBeLessThanOrEqual(layout.bounds.width + 1e-6);
            expect(box.y + box.height).toBeLessThanOrEqual(layout.bounds.height + 1e-6);
          }
          for (const { points, middle } of layout.edges) {
            for (const { x, y } of [...points, middle]) {
              expect(
                x >= -1e-6 &&
                  x <= layout.bounds.width + 1e-6 &&
                  y >= -1e-6 &&
                  y <= layout.bounds.height + 1e-6,
              ).toBe(true);
            }
          }
          expect(layoutLayered(nodes, edges, { direction })).toEqual(layout);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('leads each edge from the border of its source to that of its target, onwards unless it says backward', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const layout = layoutLayered(nodes, edges);
        for (const [i, { from, to, points, backward }] of layout.edges.entries()) {
          expect([from, to]).toEqual([edges[i]?.from, edges[i]?.to]);
          const source = layout.nodes[Number(from)] as { box: Box; layer: number };
          const target = layout.nodes[Number(to)] as { box: Box; layer: number };
          expect(backward).toBe(source.layer >= target.layer);
          for (const [end, box] of [
            [points[0], source.box],
            [points.at(-1), target.box],
          ] as const) {
            const { x, y } = end as Point;
            const onSide = Math.abs(x - box.x - box.width) < 1e-6 && y >= box.y && y <= box.y + box.height;
            const onEdge = Math.abs(y - box.y) < 1e-6 || Math.abs(y - box.y - box.height) < 1e-6;
            expect(onSide || (onEdge && x >= box.x - 1e-6 && x <= box.x + box.width + 1e-6)).toBe(true);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it('draws a chain straight, and the way round one node beside it', () => {
    const square = { measure: () => 10, lineHeight: 10, padding: 0, gap: 10, layerGap: 10, maxWidth: 99 };
    const nodes = ['a', 'b', 'c'].map((id) => ({ id, label: id }));
    const chain = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ];
    const straight = layoutLayered(nodes, chain, square);
    expect(straight.nodes.map(({ box }) => [box.x, box.y])).toEqual([
      [0, 0],
      [0, 20],
      [0, 40],
    ]);
    expect(straight.edges[0]).toMatchObject({
      points: [
        { x: 5, y: 10 },
        { x: 5, y: 20 },
      ],
      middle: { x: 5, y: 15 },
      backward: false,
    });
    const { edges } = layoutLayered(nodes, [...chain, { from: 'a', to: 'c' }], square);
    expect(edges[2]?.points).toHaveLength(4);
    expect(edges[2]?.points[1]?.x).toBe(edges[2]?.points[2]?.x);
  });

  it('has an answer for no nodes, no edges, parallel edges and edges to the node itself', () => {
    expect(layoutLayered([], [])).toEqual({
      bounds: { x: 0, y: 0, width: 0, height: 0 },
      nodes: [],
      edges: [],
    });
    const nodes = ['a', 'b'].map((id) => ({ id, label: id }));
    expect(layoutLayered(nodes, []).nodes.map(({ layer }) => layer)).toEqual([0, 0]);
    const { edges } = layoutLayered(nodes, [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'b' },
      { from: 'a', to: 'a' },
      { from: 'b', to: 'a' },
    ]);
    expect(edges.map(({ backward }) => backward)).toEqual([false, false, true, true]);
    expect(new Set(edges.map(({ middle }) => middle.x)).size).toBe(4); // none hides another
  });

  it.each<[string, () => unknown]>([
    [
      'nodes[1].id must be unique',
      () =>
        layoutLayered(
          [
            { id: 'a', label: '' },
            { id: 'a', label: '' },
          ],
          [],
        ),
    ],
    [
      'edges[0].from must be the id of a node',
      () => layoutLayered([{ id: 'a', label: '' }], [{ from: 'x', to: 'a' }]),
    ],
    [
      'edges[0].to must be the id of a node',
      () => layoutLayered([{ id: 'a', label: '' }], [{ from: 'a', to: 'x' }]),
    ],
    ['edges[0].weight', () => layoutLayered([{ id: 'a', label: '' }], [{ from: 'a', to: 'a', weight: 0 }])],
    ['options.gap', () => layoutLayered([], [], { gap: 0 })],
    ['options.layerGap', () => layoutLayered([], [], { layerGap: Number.POSITIVE_INFINITY })],
    [
      'nodes must be at most',
      () =>
        layoutLayered(
          Array.from({ length: 10_001 }, (_, i) => ({ id: String(i), label: '' })),
          [],
        ),
    ],
    [
      'edges must not need more than',
      () => {
        const nodes = Array.from({ length: 1000 }, (_, i) => ({ id: String(i), label: '' }));
        const chain = nodes.slice(1).map(({ id }) => ({ from: String(Number(id) - 1), to: id }));
        const long = Array.from({ length: 60 }, () => ({ from: '0', to: '999' }));
        return layoutLayered(nodes, [...chain, ...long]);
      },
    ],
  ])('refuses: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});

describe('the parts of it', () => {
  it('leave no cycle and lead every link to a later layer', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const links = breakCycles(nodes.length, linksOf(edges));
        const layers = assignLayers(nodes.length, links);
        for (const { from, to } of links) expect(layers[from]).toBeLessThan(layers[to] as number);
      }),
    );
  });

  it('turn nothing where there is no cycle, and the lightest edge of one cycle', () => {
    const forwards = [
      [0, 1],
      [1, 2],
      [0, 2],
    ].map(([from = 0, to = 0]) => ({ from, to, weight: 1, reversed: false }));
    expect(breakCycles(3, forwards)).toEqual(forwards);
    const cycle = [
      { from: 0, to: 1, weight: 5, reversed: false },
      { from: 1, to: 2, weight: 5, reversed: false },
      { from: 2, to: 0, weight: 1, reversed: false },
    ];
    expect(breakCycles(3, cycle).map(({ reversed }) => reversed)).toEqual([false, false, true]);
  });

  it('count crossings as comparing each pair of links does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 25 }), (pairs) => {
        const after: number[][] = Array.from({ length: 12 }, () => []);
        for (const [a, b] of pairs) after[a]?.push(6 + b);
        let plain = 0;
        for (const [i, [a, b]] of pairs.entries()) {
          for (const [c, d] of pairs.slice(0, i)) if ((a - c) * (b - d) < 0) plain++;
        }
        const layers = [
          [0, 1, 2, 3, 4, 5],
          [6, 7, 8, 9, 10, 11],
        ];
        const positions = Float64Array.from({ length: 12 }, (_, i) => i % 6);
        expect(crossings(layers, after, positions)).toBe(plain);
      }),
    );
  });

  it('untangle two trees woven into each other', () => {
    const random = seeded(4);
    const after: number[][] = Array.from({ length: 14 }, () => []);
    const before: number[][] = Array.from({ length: 14 }, () => []);
    const link = (a: number, b: number): void => {
      after[a]?.push(b);
      before[b]?.push(a);
    };
    for (const root of [0, 1]) {
      for (const i of [0, 1]) {
        link(root, 2 + 2 * root + i);
        for (const k of [0, 1]) link(2 + 2 * root + i, 6 + 4 * root + 2 * i + k);
      }
    }
    const mixed = (layer: number[]): number[] =>
      layer
        .map((place) => ({ place, by: random() }))
        .sort((a, b) => a.by - b.by)
        .map(({ place }) => place);
    const layers = [mixed([0, 1]), mixed([2, 3, 4, 5]), mixed([6, 7, 8, 9, 10, 11, 12, 13])];
    orderLayers({ layers, before, after });
    const positions = new Float64Array(14);
    for (const layer of layers) for (const [at, place] of layer.entries()) positions[place] = at;
    expect(crossings(layers, after, positions)).toBe(0);
  });
});
