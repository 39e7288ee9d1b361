import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../stats/quantile.ts';
import type { EventLog } from '../event-log.ts';
import { buildEventLog } from '../log/build-event-log.ts';
import { caseDurations, summarizeLog } from './case-durations.ts';
import { directlyFollows } from './directly-follows.ts';
import { summarizeGroups } from './duration-summary.ts';

const log = buildEventLog([
  { case: 'a', activity: 'open', time: 10, start: 4 },
  { case: 'a', activity: 'work', time: 50, start: 20 },
  { case: 'a', activity: 'work', time: 60, start: 55 },
  { case: 'a', activity: 'close', time: 61 },
  { case: 'b', activity: 'open', time: 100, start: 100 },
  { case: 'b', activity: 'close', time: 130, start: 90 },
]);

describe('directlyFollows', () => {
  const { nodes, edges, cases } = directlyFollows(log);
  const edge = (from: string, to: string) =>
    edges.find((e) => log.activities[e.source] === from && log.activities[e.target] === to);

  it('counts activities and pairs, in events and in cases', () => {
    expect(cases).toBe(2);
    expect(nodes.map((n) => [n.name, n.count, n.cases, n.starts, n.ends])).toEqual([
      ['open', 2, 2, 2, 0],
      ['work', 2, 1, 0, 0],
      ['close', 2, 2, 0, 2],
    ]);
    expect(edges.map((e) => [log.activities[e.source], log.activities[e.target], e.count, e.cases])).toEqual([
      ['open', 'work', 1, 1],
      ['open', 'close', 1, 1],
      ['work', 'work', 1, 1],
      ['work', 'close', 1, 1],
    ]);
  });

  it('measures up to the start where it is known, else to the end; what is negative counts as 0', () => {
    expect(edge('open', 'work')?.time?.mean).toBe(10);
    expect(edge('work', 'close')?.time?.mean).toBe(1);
    expect(edge('open', 'close')?.time).toMatchObject({ count: 1, negative: 1, total: 0, max: 0 });
    expect(nodes[1]?.working).toMatchObject({ count: 2, mean: 17.5, min: 5, max: 30 });
    expect(nodes[0]?.sojourn).toMatchObject({ count: 2, mean: 3 });
    expect(nodes[2]?.sojourn).toMatchObject({ count: 2, mean: 15.5 });
  });

  it('leaves times out when told so, and has none to tell without them', () => {
    const plain = directlyFollows(log, { times: false });
    expect(plain.edges.every((e) => e.time === null) && plain.nodes.every((n) => n.working === null)).toBe(
      true,
    );
    const timeless = buildEventLog([
      { case: 'a', activity: 'x', time: null },
      { case: 'a', activity: 'y', time: null },
    ]);
    expect(directlyFollows(timeless).edges[0]).toMatchObject({ count: 1, time: null });
  });

  it('answers an empty log with an empty graph', () => {
    expect(directlyFollows(buildEventLog([]))).toEqual({ nodes: [], edges: [], cases: 0 });
  });

  it('agrees with counting pair by pair', () => {
    const row = fc.record({
      case: fc.constantFrom('a', 'b', 'c'),
      activity: fc.constantFrom('x', 'y', 'z'),
      time: fc.option(fc.nat(50)),
      start: fc.option(fc.nat(50)),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const given = buildEventLog(rows);
        const expected = bruteForce(given);
        const found = directlyFollows(given).edges;
        expect(found.length).toBe(expected.size);
        for (const { source, target, count, time } of found) {
          const waits = expected.get(`${source} ${target}`);
          const known = (waits ?? []).filter((wait) => !Number.isNaN(wait));
          expect(count).toBe(waits?.length);
          expect(time?.count ?? 0).toBe(known.length);
          if (time === null) continue;
          const clipped = known.map((wait) => Math.max(0, wait));
          expect(time.total).toBeCloseTo(
            clipped.reduce((a, b) => a + b, 0),
            9,
          );
          expect(time.median).toBeCloseTo(quantile(clipped, 0.5), 9);
          expect(time.p95).toBeCloseTo(quantile(clipped, 0.95), 9);
        }
      }),
    );
  });

  it('counts pairs of thousands of activities too', () => {
    const rows = Array.from({ length: 6000 }, (_, i) => ({ case: 'a', activity: `a${i % 3000}`, time: i }));
    const { edges: many } = directlyFollows(buildEventLog(rows));
    expect([many.length, many[0]?.count, many.at(-1)?.count]).toEqual([3000, 2, 1]);
  });
});

/** Waits of each pair, NaN where a time is missing. */
function bruteForce(given: EventLog): Map<string, number[]> {
  const waits = new Map<string, number[]>();
  for (let c = 0; c < given.caseIds.length; c++) {
    for (let e = (given.caseStart[c] as number) + 1; e < (given.caseStart[c + 1] as number); e++) {
      const key = `${given.activity[e - 1]} ${given.activity[e]}`;
      const start = given.startTime?.[e] ?? Number.NaN;
      const reached = Number.isNaN(start) ? (given.time[e] as number) : start;
      waits.set(key, [...(waits.get(key) ?? []), reached - (given.time[e - 1] as number)]);
    }
  }
  return waits;
}

describe('caseDurations and summarizeLog', () => {
  it('run from the first time of a case to its last', () => {
    expect([...caseDurations(log)]).toEqual([57, 40]);
    expect(summarizeLog(log)).toEqual({
      cases: 2,
      events: 6,
      activities: 3,
      resources: 0,
      from: 4,
      to: 130,
      caseDuration: {
        count: 2,
        negative: 0,
        total: 97,
        mean: 48.5,
        median: 48.5,
        p95: expect.closeTo(56.15),
        min: 40,
        max: 57,
      },
      eventsPerCase: { mean: 3, min: 2, max: 4 },
    });
  });

  it('are never negative, though clocks go back, and unknown without times', () => {
    const back = buildEventLog(
      [
        { case: 'a', activity: 'x', time: 10 },
        { case: 'a', activity: 'y', time: 3 },
        { case: 'b', activity: 'x', time: null },
        { case: 'c', activity: 'x', time: 5 },
      ],
      { order: 'given' },
    );
    expect([...caseDurations(back)]).toEqual([7, Number.NaN, 0]);
    expect(summarizeLog(buildEventLog([]))).toMatchObject({
      from: null,
      caseDuration: null,
      eventsPerCase: null,
    });
  });
});

describe('summarizeGroups', () => {
  it('passes over what is of no group or unknown', () => {
    const [first, second] = summarizeGroups(
      2,
      Int32Array.of(0, -1, 0, 1),
      Float64Array.of(1, 9, 3, Number.NaN),
    );
    expect(first).toMatchObject({ count: 2, mean: 2, median: 2 });
    expect(second).toBeNull();
  });
});
