import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean } from '../../stats/mean.ts';
import { standardDeviation } from '../../stats/variance.ts';
import type { EventLog } from '../event-log.ts';
import { buildEventLog } from '../log/build-event-log.ts';
import { bottlenecks } from './bottlenecks.ts';
import { handovers } from './handovers.ts';
import { rework } from './rework.ts';
import { temporalDeviations } from './temporal-deviations.ts';
import { temporalProfile } from './temporal-profile.ts';

const empty = buildEventLog([]);

/** Cases written as `open@Wu 0, close@Lin 5-9`: activity, who, when it was done, or when it began and was done. */
function logOf(...cases: string[]): EventLog {
  return buildEventLog(
    cases.flatMap((events, c) =>
      events.split(', ').map((event) => {
        const [, activity = '', resource, from, to] = /^(\w+)(?:@(\w+))? (\d+)(?:-(\d+))?$/.exec(event) ?? [];
        return {
          case: `${c}`,
          activity,
          resource: resource ?? null,
          time: Number(to ?? from),
          start: to === undefined ? null : Number(from),
        };
      }),
    ),
    { order: 'given' },
  );
}

describe('rework', () => {
  it('counts repeats, self loops and the cases that have them', () => {
    const found = rework(logOf('a 0, a 1, a 2, b 3, a 4', 'a 0, b 1, a 2', 'a 0, b 1', 'b 0'));
    expect(found).toEqual({
      cases: 2,
      share: 0.5,
      repeatsPerCase: Int32Array.of(3, 1, 0, 0),
      activities: [
        {
          activity: 0,
          name: 'a',
          repeats: 4,
          cases: 2,
          share: 2 / 3,
          selfLoops: 2,
          casesWithSelfLoop: 1,
          most: 4,
        },
      ],
    });
    expect(rework(empty)).toEqual({ cases: 0, share: 0, repeatsPerCase: new Int32Array(0), activities: [] });
  });
});

describe('handovers', () => {
  const log = logOf('x@Wu 0, y@Lin 10, y@Lin 15, z@Wu 30', 'x@Wu 0, y 5, z@Lin 9', 'x@Lin 0, y@Wu 1-3');
  const found = handovers(log);
  const who = (r: number) => log.resources[r];

  it('counts moves between resources, and waiting', () => {
    expect(
      found.pairs.map(({ from, to, count, waiting }) => [who(from), who(to), count, waiting?.mean]),
    ).toEqual([
      ['Lin', 'Wu', 2, 8],
      ['Wu', 'Lin', 1, 10],
      ['Lin', 'Lin', 1, 5],
    ]);
    expect([found.moves, found.changes]).toEqual([4, 3]);
  });

  it('counts by the activities that are joined', () => {
    const name = (a: number) => log.activities[a];
    expect(
      found.activityPairs.map((p) => [name(p.source), name(p.target), p.count, p.changes, p.share]),
    ).toEqual([
      ['x', 'y', 2, 2, 1],
      ['y', 'z', 1, 1, 1],
      ['y', 'y', 1, 0, 0],
    ]);
  });

  it('sees who works in the same cases, and passes over crowds', () => {
    expect(found.together).toEqual([{ first: 0, second: 1, cases: 3 }]);
    expect(handovers(log, { largestTeam: 1 })).toMatchObject({ together: [], tooLarge: 3 });
    expect(() => handovers(log, { largestTeam: 0 })).toThrow(/options.largestTeam/);
  });

  it('has nothing to say of an empty log', () => {
    expect(handovers(empty)).toMatchObject({ pairs: [], activityPairs: [], together: [], moves: 0 });
  });
});

describe('bottlenecks', () => {
  it('tells waiting from working where every event says when it began', () => {
    const log = logOf('a 0-10, b 30-40, c 45-50', 'a 0-10, b 70-75');
    const found = bottlenecks(log);
    expect(found).toMatchObject({ measured: 'waiting', started: 1, total: 85 });
    expect(found.activities[0]).toMatchObject({
      name: 'b',
      lost: 80,
      share: 80 / 85,
      waiting: { mean: 40 },
      working: { mean: 7.5 },
      sojourn: { mean: 47.5 },
    });
    expect(found.edges[1]).toMatchObject({ source: 1, target: 2, count: 1, lost: 5 });
  });

  it('knows only the sum where starts are missing, and says so', () => {
    const found = bottlenecks(logOf('a 0-10, b 40, c 45-50'));
    expect(found).toMatchObject({ measured: 'sojourn', started: 2 / 3, total: 40 });
    expect(found.edges[0]).toMatchObject({ lost: 30, waiting: null, sojourn: { mean: 30 } });
  });

  it('counts work that began too early as no wait', () => {
    const found = bottlenecks(logOf('a 0-10, b 5-20'));
    expect(found).toMatchObject({ total: 0 });
    expect(found.edges[0]).toMatchObject({ share: 0, waiting: { negative: 1, total: 0 } });
  });

  it('has nothing to say of an empty log', () => {
    expect(bottlenecks(empty)).toEqual({
      measured: 'sojourn',
      started: 0,
      total: 0,
      activities: [],
      edges: [],
    });
  });
});

describe('temporalProfile', () => {
  const log = logOf('a 0, b 10, c 30, b 40', 'a 0, b 20', 'c 5');

  it('measures every pair that follows, to the first that does', () => {
    const name = (a: number) => log.activities[a];
    const entries = temporalProfile(log).entries.map((e) => [
      `${name(e.source)}${name(e.target)}`,
      e.count,
      e.mean,
      e.deviation,
    ]);
    expect(entries).toEqual([
      ['ab', 2, 15, Math.SQRT2 * 5],
      ['ac', 1, 30, 0],
      ['bb', 1, 30, 0],
      ['bc', 1, 20, 0],
      ['cb', 1, 10, 0],
    ]);
    expect(temporalProfile(empty).entries).toEqual([]);
  });

  it('passes over events that overlap', () => {
    const { entries } = temporalProfile(logOf('a 0-10, b 5-15, b 20-30'));
    expect(entries).toEqual([
      { source: 0, target: 1, count: 1, mean: 10, deviation: 0 },
      { source: 1, target: 1, count: 1, mean: 5, deviation: 0 },
    ]);
  });

  it('agrees with looking at every pair of events', () => {
    const row = fc.record({
      case: fc.constantFrom('a', 'b'),
      activity: fc.constantFrom('x', 'y', 'z'),
      time: fc.option(fc.nat(30)),
      start: fc.option(fc.nat(30)),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 25 }), (rows) => {
        const given = buildEventLog(rows);
        const expected = bruteForce(given);
        const { entries } = temporalProfile(given);
        expect(entries.map(({ source, target }) => `${source} ${target}`)).toEqual(
          [...expected.keys()].sort(),
        );
        for (const entry of entries) {
          const times = expected.get(`${entry.source} ${entry.target}`) ?? [];
          expect(entry.count).toBe(times.length);
          expect(entry.mean).toBeCloseTo(mean(times), 9);
          expect(entry.deviation).toBeCloseTo(times.length > 1 ? standardDeviation(times) : 0, 9);
        }
      }),
    );
  });
});

/** As pm4py's loops have it: for every event the first later one of each activity that begins no earlier than it ends. */
function bruteForce(log: EventLog): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (let c = 0; c < log.caseIds.length; c++) {
    const to = log.caseStart[c + 1] as number;
    for (let i = log.caseStart[c] as number; i < to; i++) {
      const seen = new Set<number>();
      for (let j = i + 1; j < to; j++) {
        const start = log.startTime?.[j] ?? Number.NaN;
        const time = (Number.isNaN(start) ? (log.time[j] as number) : start) - (log.time[i] as number);
        const b = log.activity[j] as number;
        if (!(time >= 0) || seen.has(b)) continue;
        seen.add(b);
        const key = `${log.activity[i]} ${b}`;
        times.set(key, [...(times.get(key) ?? []), time]);
      }
    }
  }
  return times;
}

describe('temporalDeviations', () => {
  const usual = logOf(...Array.from({ length: 20 }, (_, i) => `a 0, b ${10 + (i % 2)}, c 20`));
  const profile = temporalProfile(usual);

  it('finds what takes unusually long or short, the furthest first, in another log too', () => {
    const found = temporalDeviations(logOf('x 0, a 0, b 15', 'a 0, b 90', 'a 0, b 10', 'a 0, c 20'), profile);
    expect([found.count, found.cases]).toEqual([2, 2]);
    expect(found.deviations[0]).toMatchObject({ case: 1, source: 3, target: 4, time: 90, mean: 10.5 });
    expect(found.deviations[0]?.score).toBeCloseTo(79.5 / Math.sqrt(5 / 19), 9);
    expect(temporalDeviations(usual, profile)).toMatchObject({ count: 0, cases: 0, deviations: [] });
  });

  it('scores any difference as infinite where there is usually none', () => {
    expect(temporalDeviations(logOf('a 0, c 21'), profile).deviations[0]?.score).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it('lists no more than asked but counts all', () => {
    const late = logOf(...Array.from({ length: 3000 }, (_, i) => `a 0, b ${100 + i}`));
    const found = temporalDeviations(late, profile, { zeta: 3, limit: 2 });
    expect(found.count).toBe(3000);
    expect(found.deviations.map(({ time }) => time)).toEqual([3099, 3098]);
  });

  it('refuses a negative zeta and an uneven limit', () => {
    expect(() => temporalDeviations(usual, profile, { zeta: -1 })).toThrow(/options.zeta/);
    expect(() => temporalDeviations(usual, profile, { limit: 1.5 })).toThrow(/options.limit/);
  });
});
