import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutLayered } from '../../graph/layout-layered.ts';
import type { EventLog } from '../event-log.ts';
import { buildEventLog } from '../log/build-event-log.ts';
import { dottedChart } from './dotted-chart.ts';
import { processMap } from './process-map.ts';

/** Cases as words: every letter is an activity, an hour apart. */
const logOf = (...cases: string[]): EventLog =>
  buildEventLog(
    cases.flatMap((word, c) =>
      [...word].map((activity, i) => ({ case: `${c}`, activity, time: i * 10 + c })),
    ),
  );

describe('processMap', () => {
  const log = logOf(...Array<string>(10).fill('abd'), 'acd', 'abbd', 'axd');
  const text = (map: ReturnType<typeof processMap>) => {
    const name = new Map(map.nodes.map(({ id, label }) => [id, label || id]));
    return map.edges.map(({ from, to, count }) => `${name.get(from)}→${name.get(to)} ${count}`).sort();
  };

  it('shows everything unless told otherwise', () => {
    const map = processMap(log);
    expect(map.nodes.map(({ kind, label, count }) => [kind, label, count])).toEqual([
      ['start', '', 13],
      ['activity', 'a', 13],
      ['activity', 'd', 13],
      ['activity', 'b', 12],
      ['activity', 'c', 1],
      ['activity', 'x', 1],
      ['end', '', 13],
    ]);
    expect(text(map)).toEqual(
      ['a→b 11', 'a→c 1', 'a→x 1', 'b→b 1', 'b→d 11', 'c→d 1', 'd→end 13', 'start→a 13', 'x→d 1'].sort(),
    );
    expect(map).toMatchObject({ hiddenActivities: 0, hiddenEdges: 0, eventShare: 1, moveShare: 1 });
    expect(map.edges.find(({ from, to }) => from === 'a0' && to === 'a1')?.time?.mean).toBe(10);
  });

  it('keeps the backbone when every path may go', () => {
    const map = processMap(log, { pathShare: 0 });
    expect(text(map)).not.toContain('b→b 1');
    expect(map.hiddenEdges).toBe(1);
    expect(map.edges.every(({ backbone }) => backbone)).toBe(true);
  });

  it('leaves rare activities out and joins what is around them', () => {
    const map = processMap(log, { activityShare: 0.6 });
    expect(text(map)).toEqual(['a→b 11', 'a→d 2', 'b→b 1', 'b→d 11', 'd→end 13', 'start→a 13'].sort());
    expect(map).toMatchObject({ hiddenActivities: 2, eventShare: 38 / 40 });
  });

  it('is ready to be laid out', () => {
    const { nodes, edges } = processMap(log);
    const placed = layoutLayered(nodes, edges).nodes;
    const layer = (id: string) => placed.find((node) => node.id === id)?.layer ?? Number.NaN;
    expect(layer('start')).toBeLessThan(layer('a0'));
    expect(layer('end')).toBe(Math.max(...placed.map((node) => node.layer)));
  });

  it('always shows one activity; nothing of nothing', () => {
    expect(processMap(log, { activityShare: 0 }).nodes).toHaveLength(3);
    expect(processMap(buildEventLog([]))).toMatchObject({ nodes: [], edges: [], eventShare: 1 });
  });

  it.each([{ activityShare: 1.1 }, { pathShare: Number.NaN }])('refuses %j', (options) => {
    expect(() => processMap(log, options)).toThrow(/options\.\w+Share must lie in \[0, 1\]/);
  });

  it('keeps every node on a way from start to end', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: 8 }), {
      minLength: 1,
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(words, share, share, (cases, activityShare, pathShare) => {
        const { nodes, edges } = processMap(logOf(...cases), { activityShare, pathShare });
        expect(
          reached(
            'start',
            edges.map(({ from, to }) => [from, to]),
          ).size,
        ).toBe(nodes.length);
        expect(
          reached(
            'end',
            edges.map(({ from, to }) => [to, from]),
          ).size,
        ).toBe(nodes.length);
      }),
    );
  });
});

function reached(from: string, edges: string[][]): Set<string> {
  const found = new Set([from]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const [a = '', b = ''] of edges) if (found.has(a)) found.add(b);
  }
  return found;
}

describe('dottedChart', () => {
  const log = buildEventLog([
    { case: 'late', activity: 'x', time: 100, resource: 'Wu' },
    { case: 'late', activity: 'y', time: 110, attributes: { room: '7' } },
    { case: 'early', activity: 'x', time: 0 },
    { case: 'early', activity: 'y', time: 40 },
    { case: 'early', activity: 'z', time: 50 },
    { case: 'timeless', activity: 'x', time: null },
  ]);

  it('places each event by time and case', () => {
    expect(dottedChart(log)).toEqual({
      x: Float64Array.of(0, 40, 50, 100, 110),
      row: Int32Array.of(0, 0, 0, 1, 1),
      colour: Int32Array.of(0, 1, 2, 0, 1),
      event: Int32Array.of(2, 3, 4, 0, 1),
      colours: ['x', 'y', 'z'],
      cases: Int32Array.of(1, 0, 2),
      range: [0, 110],
      total: 5,
    });
  });

  it.each([
    ['log', [0, 1, 2]],
    ['start', [1, 0, 2]],
    ['end', [1, 0, 2]],
    ['duration', [0, 1, 2]],
    ['events', [2, 0, 1]],
  ] as const)('orders rows by %s', (sort, cases) =>
    expect([...dottedChart(log, { sort }).cases]).toEqual(cases),
  );

  it('counts from the start of each case, and colours by what is asked', () => {
    expect([...dottedChart(log, { time: 'relative' }).x]).toEqual([0, 40, 50, 0, 10]);
    expect([...dottedChart(log, { colour: 'resource' }).colour]).toEqual([-1, -1, -1, 0, -1]);
    expect([...dottedChart(log, { colour: { attribute: 'room' } }).colour]).toEqual([-1, -1, -1, -1, 0]);
    expect(() => dottedChart(log, { colour: { attribute: 'none' } })).toThrow(/options.colour/);
  });

  it('draws each colour of a cell once', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      case: `${i % 100}`,
      activity: i % 2 ? 'odd' : 'even',
      time: i,
    }));
    const chart = dottedChart(buildEventLog(rows), { sort: 'log', grid: { columns: 10, rows: 5 } });
    expect(chart.total).toBe(10_000);
    expect(chart.x.length).toBe(10 * 5 * 2);
    expect(chart.colour.length).toBe(100);
    expect(() => dottedChart(log, { grid: { columns: 0, rows: 1 } })).toThrow(/options.grid.columns/);
  });

  it('has no dot without events, and one for a single moment', () => {
    expect(dottedChart(buildEventLog([]), { grid: { columns: 3, rows: 3 } })).toMatchObject({
      range: null,
      total: 0,
    });
    const moment = buildEventLog([{ case: 'a', activity: 'x', time: 5 }]);
    expect([...dottedChart(moment, { grid: { columns: 3, rows: 3 } }).x]).toEqual([5]);
  });
});
