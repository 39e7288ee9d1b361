import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, type FishboneCategory, type FishboneLayout, layoutFishbone, type Point } from './index.ts';

const label = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc
    .array(fc.constantFrom('首', '次', '响', '应', '超', '时', 'A', ' ', '，'), { maxLength: 40 })
    .map((parts) => parts.join('')),
);
const fishbones: fc.Arbitrary<FishboneCategory[]> = fc
  .array(fc.tuple(label, fc.array(fc.tuple(label, fc.array(label, { maxLength: 4 })), { maxLength: 5 })), {
    maxLength: 7,
  })
  .map((categories) =>
    categories.map(([title, causes], i) => ({
      id: `${i}`,
      label: title,
      causes: causes.map(([text, subs], j) => ({
        id: `${i}.${j}`,
        label: text,
        causes: subs.map((sub, k) => ({ id: `${i}.${j}.${k}`, label: sub })),
      })),
    })),
  );

const boxesOf = ({ head, labels }: FishboneLayout): Box[] => [head.box, ...labels.map(({ box }) => box)];

/** Whether a box's inside meets another's. */
function overlap(a: Box, b: Box): boolean {
  const slack = 1e-6;
  return (
    a.x + slack < b.x + b.width &&
    b.x + slack < a.x + a.width &&
    a.y + slack < b.y + b.height &&
    b.y + slack < a.y + a.height
  );
}

/** Whether a line runs through the inside of a box (Liang and Barsky's clipping). */
function runsThrough(from: Point, to: Point, { x, y, width, height }: Box): boolean {
  const slack = 1e-6;
  let enter = 0;
  let leave = 1;
  for (const [start, delta, low, high] of [
    [from.x, to.x - from.x, x + slack, x + width - slack],
    [from.y, to.y - from.y, y + slack, y + height - slack],
  ] as const) {
    if (Math.abs(delta) < 1e-12) {
      if (start <= low || start >= high) return false;
      continue;
    }
    const [a, b] = [(low - start) / delta, (high - start) / delta];
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return enter < leave;
}

describe('layoutFishbone', () => {
  it('lets no two labels overlap, no line run through a label, and all lie within the bounds', () => {
    fc.assert(
      fc.property(label, fishbones, fc.integer({ min: 30, max: 80 }), (problem, categories, angle) => {
        const layout = layoutFishbone(problem, categories, { angle });
        const { bounds, spine, bones } = layout;
        const boxes = boxesOf(layout);
        for (const [i, box] of boxes.entries()) {
          for (const other of boxes.slice(0, i)) expect(overlap(box, other)).toBe(false);
          for (const { from, to } of [...bones, spine]) expect(runsThrough(from, to, box)).toBe(false);
          expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(-1e-6);
          expect(box.x + box.width).toBeLessThanOrEqual(bounds.width + 1e-6);
          expect(box.y + box.height).toBeLessThanOrEqual(bounds.height + 1e-6);
        }
        for (const { from, to } of [...bones, spine]) {
          for (const { x, y } of [from, to]) {
            expect(x >= -1e-6 && x <= bounds.width + 1e-6 && y >= -1e-6 && y <= bounds.height + 1e-6).toBe(
              true,
            );
          }
        }
        expect(layoutFishbone(problem, categories, { angle })).toEqual(layout);
      }),
      { numRuns: 150 },
    );
  });

  it('lets bones of different categories cross neither one another nor the spine', () => {
    fc.assert(
      fc.property(fishbones, (categories) => {
        const { bones, spine } = layoutFishbone('p', categories);
        const axis = spine.from.y;
        const rootOf = (id: string): string => id.split('.')[0] as string;
        for (const [i, a] of bones.entries()) {
          const above = Number(rootOf(a.id)) % 2 === 0;
          for (const { y } of [a.from, a.to]) expect(above ? y <= axis + 1e-6 : y >= axis - 1e-6).toBe(true);
          for (const b of bones.slice(0, i)) {
            if (rootOf(a.id) !== rootOf(b.id)) expect(cross(a.from, a.to, b.from, b.to)).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('hangs each cause on its category and each sub-cause on the branch of its cause', () => {
    const { bones, labels, spine, head } = layoutFishbone('Late', [
      {
        id: 'm',
        label: 'Method',
        causes: [{ id: 'c', label: 'No plan', causes: [{ id: 's', label: 'No time' }] }],
      },
      { id: 'p', label: 'People' },
      { id: 'q', label: 'Place' },
    ]);
    expect(bones.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'category m',
      'cause c',
      'subCause s',
      'branch c',
      'category p',
      'category q',
    ]);
    expect(labels.map(({ id }) => id)).toEqual(['m', 'c', 's', 'p', 'q']);
    const [m, c, s, branch, p, q] = bones as unknown as [Line, Line, Line, Line, Line, Line];
    expect(onLine(c.to, m)).toBe(true);
    expect(branch.to).toEqual(c.from);
    expect(onLine(s.to, branch)).toBe(true);
    for (const { to } of [m, p, q]) expect(to.y).toBe(spine.from.y);
    expect(m.to.x).toBe(p.to.x); // the first pair, one above and one below
    expect(m.from.y).toBeLessThan(spine.from.y);
    expect(p.from.y).toBeGreaterThan(spine.from.y);
    expect(q.to.x).toBeLessThan(m.to.x);
    expect(spine.to.x).toBeCloseTo(head.box.x, 9);
  });

  it('uses the measure that it is given, and anchors lines in their boxes', () => {
    const { head } = layoutFishbone('abcdefgh', [], {
      measure: (text) => 10 * text.length,
      maxWidth: 40,
      lineHeight: 12,
      padding: 5,
    });
    expect(head).toEqual({
      box: { x: 24, y: 0, width: 50, height: 34 },
      lines: ['abcd', 'efgh'],
      anchor: { x: 49, y: 11 },
      align: 'middle',
    });
  });

  it.each<[string, () => unknown]>([
    [
      'categories[1].id must be unique',
      () =>
        layoutFishbone('p', [
          { id: 'a', label: '' },
          { id: 'a', label: '' },
        ]),
    ],
    [
      'categories[0].causes[0].causes[0].id',
      () =>
        layoutFishbone('p', [
          { id: 'a', label: '', causes: [{ id: 'b', label: '', causes: [{ id: 'a', label: '' }] }] },
        ]),
    ],
    ['options.angle', () => layoutFishbone('p', [], { angle: 90 })],
    ['options.gap', () => layoutFishbone('p', [], { gap: -1 })],
    ['options.measure', () => layoutFishbone('p', [], { measure: () => -1 })],
  ])('refuses: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});

interface Line {
  from: Point;
  to: Point;
}

function onLine({ x, y }: Point, { from, to }: Line): boolean {
  const away = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
  return Math.abs(away) < 1e-6 && y >= Math.min(from.y, to.y) - 1e-6 && y <= Math.max(from.y, to.y) + 1e-6;
}

/** Whether two lines cross within both. */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number => {
    const area = (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    return Math.abs(area) < 1e-6 ? 0 : Math.sign(area);
  };
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
