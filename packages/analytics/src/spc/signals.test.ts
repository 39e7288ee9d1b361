import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals, seeded } from '../testing.ts';
import { findSignals, NELSON_RULES, type SignalRule, WESTERN_ELECTRIC_RULES } from './signals.ts';

/** Points at these distances from the centre, in sigmas. */
const at = (...zones: number[]) =>
  zones.map((value) => ({ value, centre: 0, lower: -3, upper: 3, sigma: 1 }));
const only = (rule: SignalRule, zones: number[], runLength = 9) =>
  findSignals(at(...zones), { rules: [rule], runLength }).map(({ at: place, from, side }) => [
    place,
    from,
    side,
  ]);

describe('findSignals', () => {
  it('beyond-limits: strictly beyond', () => {
    expect(only('beyond-limits', [0, 3, 3.01, -3.01])).toEqual([
      [2, 2, 'above'],
      [3, 3, 'below'],
    ]);
  });

  it('run: nine on one side; a point on the centre breaks it', () => {
    expect(only('run', [1, 1, 1, 1, 1, 1, 1, 1, 1])).toEqual([[8, 0, 'above']]);
    expect(only('run', [1, 1, 1, 1, 0, 1, 1, 1, 1, 1])).toEqual([]);
    expect(only('run', [-1, -1, -1], 3)).toEqual([[2, 0, 'below']]);
  });

  it('trend: six points rising or falling, equal neighbours break it', () => {
    expect(only('trend', [0, 1, 0, 0.1, 0.2, 0.3, 0.4, 0.5])).toEqual([[7, 2, 'above']]);
    expect(only('trend', [5, 4, 3, 2, 1, 0])).toEqual([[5, 0, 'below']]);
    expect(only('trend', [1, 2, 3, 3, 4, 5])).toEqual([]);
  });

  it('alternating: fourteen points up and down', () => {
    const zigzag = Array.from({ length: 14 }, (_, i) => (i % 2 ? 0.5 : -0.5));
    expect(only('alternating', zigzag)).toEqual([[13, 0, null]]);
    expect(only('alternating', zigzag.slice(1))).toEqual([]);
  });

  it('two-of-three and four-of-five: on one side, at a point that belongs to the pattern', () => {
    expect(only('two-of-three', [2.1, 0, 2.1, 0])).toEqual([[2, 0, 'above']]);
    expect(only('two-of-three', [2.1, -2.1, 0, 2.1])).toEqual([]);
    expect(only('four-of-five', [-1.1, -1.1, 0, -1.1, -1.1])).toEqual([[4, 0, 'below']]);
  });

  it('hugging and mixture', () => {
    expect(
      only(
        'hugging',
        Array.from({ length: 15 }, () => 0.5),
      ),
    ).toEqual([[14, 0, null]]);
    expect(only('mixture', [1.5, -1.5, 1.5, -1.5, 1.5, -1.5, 1.5, -1.5])).toEqual([[7, 0, null]]);
  });

  it('leaves the zone rules out for charts of counts', () => {
    const points = at(2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5);
    const rules = new Set(findSignals(points, { attributes: true }).map((signal) => signal.rule));
    expect([...rules]).toEqual(['run']);
  });

  it('does not reach across phases', () => {
    const points = at(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    expect(findSignals(points, { rules: ['run'] })).toHaveLength(2);
    expect(findSignals(points, { rules: ['run'], phaseStarts: [5] })).toEqual([]);
  });

  it('follows limits that differ from point to point', () => {
    const points = [
      { value: 5, centre: 0, lower: -6, upper: 6, sigma: 2 },
      { value: 5, centre: 0, lower: -3, upper: 3, sigma: 1 },
    ];
    expect(findSignals(points, { rules: ['beyond-limits'] })).toEqual([
      { rule: 'beyond-limits', at: 1, from: 1, side: 'above' },
    ]);
  });

  it('mirrors: what is above on one side is below on the other', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { maxLength: 60 }), (zones) => {
        const flip = { above: 'below', below: 'above' } as const;
        const there = findSignals(at(...zones));
        const back = findSignals(at(...zones.map((zone) => -zone)));
        const flipped = there.map((signal) => ({ ...signal, side: signal.side && flip[signal.side] }));
        const key = (list: typeof there) => list.map((s) => JSON.stringify(s)).sort();
        expect(key(back)).toEqual(key(flipped));
      }),
    );
  });

  it('raises about as many false alarms on pure noise as published: 1 in 370 for rule 1, 1 in 92 for Western Electric', () => {
    const normal = normals(seeded(12));
    const points = at(...Array.from({ length: 60_000 }, () => normal()));
    const beyond = findSignals(points, { rules: ['beyond-limits'] }).length;
    expect(60_000 / beyond).toBeGreaterThan(300);
    expect(60_000 / beyond).toBeLessThan(460);
    // Champ and Woodall (1987): average run length 91.75, started afresh after each alarm.
    let alarms = 0;
    let from = 0;
    while (from < points.length) {
      const first = findSignals(points.slice(from, from + 2000), {
        rules: WESTERN_ELECTRIC_RULES,
        runLength: 8,
      })[0];
      if (!first) break;
      alarms++;
      from += first.at + 1;
    }
    expect(from / alarms).toBeGreaterThan(84);
    expect(from / alarms).toBeLessThan(100);
  });

  it('has stated answers for nothing and for constant data, and refuses NaN', () => {
    expect(findSignals([])).toEqual([]);
    const flat = { value: 5, centre: 5, lower: 5, upper: 5, sigma: 0 };
    expect(findSignals([flat, { ...flat, value: 6 }], { rules: NELSON_RULES }).map((s) => s.rule)).toEqual([
      'beyond-limits',
    ]);
    expect(() => findSignals([{ ...flat, value: Number.NaN }])).toThrow('points[0].value');
    expect(() => findSignals([], { runLength: 1 })).toThrow('options.runLength');
  });
});
