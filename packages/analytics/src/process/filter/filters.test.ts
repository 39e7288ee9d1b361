import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventLog } from '../event-log.ts';
import { buildEventLog } from '../log/build-event-log.ts';
import { filterActivities } from './filter-activities.ts';
import { filterAttribute } from './filter-attribute.ts';
import { filterCases } from './filter-cases.ts';
import { filterFollows } from './filter-follows.ts';
import { filterDuration, filterEventCount } from './filter-size.ts';
import { filterTimeRange } from './filter-time-range.ts';
import { filterVariants } from './filter-variants.ts';

/** Cases written as `open 0, close 5`. */
function logOf(cases: Record<string, string>): EventLog {
  return buildEventLog(
    Object.entries(cases).flatMap(([id, events]) =>
      events.split(', ').map((event) => {
        const [activity = '', time] = event.split(' ');
        return { case: id, activity, time: time === undefined ? null : Number(time) };
      }),
    ),
  );
}

const log = logOf({
  quick: 'open 0, close 5',
  slow: 'open 2, wait 10, close 90',
  again: 'open 50, close 60, open 70, close 80',
  stuck: 'open 95, wait 99',
  timeless: 'open, close',
});

describe('filters keep the cases', () => {
  it.each<[string, EventLog, string]>([
    ['with an activity', filterActivities(log, ['wait']), 'slow stuck'],
    ['without it', filterActivities(log, ['wait'], { exclude: true }), 'quick again timeless'],
    ['with all activities', filterActivities(log, ['wait', 'close'], { keep: 'all' }), 'slow'],
    ['with none that exists', filterActivities(log, ['wait', 'fly'], { keep: 'all' }), ''],
    [
      'that begin with it',
      filterActivities(log, ['open'], { keep: 'first' }),
      'quick slow again stuck timeless',
    ],
    ['that end with it', filterActivities(log, ['wait', 'open'], { keep: 'last' }), 'stuck'],
    ['where one follows', filterFollows(log, 'close', 'open'), 'again'],
    [
      'where one follows directly',
      filterFollows(log, 'open', 'close', { directly: true }),
      'quick again timeless',
    ],
    ['where it does not', filterFollows(log, 'open', 'close', { exclude: true }), 'stuck'],
    ['where it follows in time', filterFollows(log, 'open', 'close', { within: 10 }), 'quick again'],
    ['where nothing known follows', filterFollows(log, 'open', 'fly'), ''],
    ['within a range', filterTimeRange(log, { from: 0, to: 90 }), 'quick again'],
    ['touching a range', filterTimeRange(log, { from: 90, to: 96, keep: 'touching' }), 'slow stuck'],
    ['starting in a range', filterTimeRange(log, { from: 2, to: 50, keep: 'starting' }), 'slow'],
    ['ending in a range', filterTimeRange(log, { from: 80, keep: 'ending' }), 'slow again stuck'],
    ['of the top variant', filterVariants(log, { top: 1 }), 'quick timeless'],
    ['of more variants than there are', filterVariants(log, { top: 99 }), 'quick slow again stuck timeless'],
    ['of no variant', filterVariants(log, { top: 0 }), ''],
    ['of a share of cases', filterVariants(log, { share: 0.6 }), 'quick slow timeless'],
    ['of rare variants', filterVariants(log, { share: 0.4 }, { exclude: true }), 'slow again stuck'],
    ['by duration', filterDuration(log, { min: 5, max: 30 }), 'quick again'],
    ['by number of events', filterEventCount(log, { min: 3 }), 'slow again'],
    ['by a test', filterCases(log, (c) => c === 3), 'stuck'],
  ])('%s', (_name, kept, ids) => expect(kept.caseIds.join(' ')).toBe(ids));

  it('with their events, sharing dictionaries', () => {
    const kept = filterEventCount(log, { min: 3 });
    expect([...kept.caseStart]).toEqual([0, 3, 7]);
    expect([...kept.time]).toEqual([2, 10, 90, 50, 60, 70, 80]);
    expect(kept.activities).toBe(log.activities);
    expect(filterEventCount(log, { min: 0 })).toBe(log);
  });

  it('or only some events, and drop cases without any', () => {
    const waits = filterActivities(log, ['wait'], { keep: 'events' });
    expect([waits.caseIds, [...waits.caseStart], [...waits.time]]).toEqual([
      ['slow', 'stuck'],
      [0, 1, 2],
      [10, 99],
    ]);
    const early = filterTimeRange(log, { to: 50, keep: 'events' });
    expect([early.caseIds, early.time.length]).toEqual([['quick', 'slow'], 4]);
  });

  it('by the latest first activity when a time is asked', () => {
    const two = logOf({ a: 'x 0, x 90, y 95', b: 'x 0, y 95' });
    expect(filterFollows(two, 'x', 'y', { within: 10 }).caseIds).toEqual(['a']);
  });
});

describe('filterAttribute', () => {
  const rich = buildEventLog([
    {
      case: 'a',
      activity: 'x',
      time: 0,
      attributes: { cost: 5, ok: true, by: 'Wu' },
      caseAttributes: { tier: 'gold' },
    },
    { case: 'a', activity: 'y', time: 1, attributes: { cost: 50 } },
    { case: 'b', activity: 'x', time: 2, attributes: { ok: false }, caseAttributes: { tier: 'iron' } },
    { case: 'c', activity: 'x', time: 3, attributes: { due: new Date(7), by: 'Lin' } },
  ]);
  const ids = (kept: EventLog) => kept.caseIds.join(' ');

  it('takes values or a test, of cases or events, "not given" too', () => {
    expect(ids(filterAttribute(rich, 'tier', ['gold']))).toBe('a');
    expect(ids(filterAttribute(rich, 'tier', [null, 'iron']))).toBe('b c');
    expect(ids(filterAttribute(rich, 'tier', ['gold'], { exclude: true }))).toBe('b c');
    expect(ids(filterAttribute(rich, 'cost', (cost) => typeof cost === 'number' && cost > 10))).toBe('a');
    expect(ids(filterAttribute(rich, 'ok', [false]))).toBe('b');
    expect(ids(filterAttribute(rich, 'due', [7]))).toBe('c');
    expect(ids(filterAttribute(rich, 'by', (by) => by !== null && by !== 'Wu'))).toBe('c');
  });

  it('keeps only the events if asked, with their columns', () => {
    const kept = filterAttribute(rich, 'cost', (cost) => cost !== null, { keep: 'events' });
    expect([...kept.time]).toEqual([0, 1]);
    expect(kept.eventAttributes.get('cost')?.values).toEqual(Float64Array.of(5, 50));
    expect(kept.eventAttributes.get('ok')?.values).toEqual(Int8Array.of(1, -1));
    expect(kept.caseAttributes.get('tier')?.values).toEqual(Int32Array.of(0));
  });

  it('refuses an attribute that the log has not', () => {
    expect(() => filterAttribute(rich, 'size', [1])).toThrow(expect.objectContaining({ argument: 'name' }));
    expect(() => filterAttribute(rich, 'cost', [1], { of: 'case' })).toThrow(/attribute of cases/);
  });
});

describe('filters refuse', () => {
  it.each([
    ['options.from', () => filterTimeRange(log, { from: 5, to: 5 })],
    ['options.from', () => filterTimeRange(log, { from: Number.NaN })],
    ['options.within', () => filterFollows(log, 'open', 'close', { within: -1 })],
    ['choice.top', () => filterVariants(log, { top: 1.5 })],
    ['choice.share', () => filterVariants(log, { share: 1.1 })],
    ['options.min', () => filterDuration(log, { min: 3, max: 2 })],
    ['options.min', () => filterEventCount(log, { max: Number.NaN })],
  ])('a wrong %s', (argument, call) => expect(call).toThrow(expect.objectContaining({ argument })));
});

it('a filter and its exclusion share out the cases; an empty log passes every filter', () => {
  const row = fc.record({
    case: fc.constantFrom('a', 'b', 'c', 'd'),
    activity: fc.constantFrom('x', 'y', 'z'),
    time: fc.nat(9),
  });
  const filters: ((given: EventLog, exclude: boolean) => EventLog)[] = [
    (given, exclude) => filterActivities(given, ['x', 'y'], { keep: 'all', exclude }),
    (given, exclude) => filterFollows(given, 'x', 'y', { within: 3, exclude }),
    (given, exclude) => filterTimeRange(given, { from: 2, to: 7, exclude }),
    (given, exclude) => filterVariants(given, { share: 0.5 }, { exclude }),
    (given, exclude) => filterDuration(given, { max: 4, exclude }),
  ];
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const given = buildEventLog(rows);
      for (const filter of filters) {
        const [kept, left] = [filter(given, false), filter(given, true)];
        expect([...kept.caseIds, ...left.caseIds].sort()).toEqual([...given.caseIds].sort());
        expect(kept.activity.length + left.activity.length).toBe(given.activity.length);
        expect(kept.caseStart.at(-1)).toBe(kept.activity.length);
      }
    }),
  );
});
