import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventLog } from '../event-log.ts';
import { buildEventLog } from './build-event-log.ts';
import { parseTime } from './parse-time.ts';

const traceOf = (log: EventLog, c: number) =>
  Array.from(
    log.activity.subarray(log.caseStart[c], log.caseStart[c + 1]),
    (a) => log.activities[a] as string,
  );

describe('buildEventLog', () => {
  it('groups by case in order of appearance and sorts by time, equal times as given', () => {
    const log = buildEventLog([
      { case: 'b', activity: 'close', time: 20 },
      { case: 'a', activity: 'open', time: 5, resource: 'Wu' },
      { case: 'b', activity: 'open', time: 10, resource: 'Lin' },
      { case: 'b', activity: 'note', time: 20, resource: null },
    ]);
    expect(log.caseIds).toEqual(['b', 'a']);
    expect([traceOf(log, 0), traceOf(log, 1)]).toEqual([['open', 'close', 'note'], ['open']]);
    expect([...log.time]).toEqual([10, 20, 20, 5]);
    expect(log.activities).toEqual(['open', 'close', 'note']);
    expect(log.resources).toEqual(['Lin', 'Wu']);
    expect([...log.resource]).toEqual([0, -1, -1, 1]);
    expect(log.startTime).toBeNull();
  });

  it('keeps an event without a time behind the one before it', () => {
    const log = buildEventLog([
      { case: 'a', activity: 'late', time: 30 },
      { case: 'a', activity: 'after late', time: null },
      { case: 'a', activity: 'early', time: 10 },
    ]);
    expect(traceOf(log, 0)).toEqual(['early', 'late', 'after late']);
  });

  it('keeps rows as given when told so', () => {
    const rows = [
      { case: 'a', activity: 'second', time: 2 },
      { case: 'a', activity: 'first', time: 1 },
    ];
    expect(traceOf(buildEventLog(rows, { order: 'given' }), 0)).toEqual(['second', 'first']);
  });

  it('makes columns of one type, and text where types meet', () => {
    const log = buildEventLog([
      {
        case: 'a',
        activity: 'x',
        time: '2026-03-02T09:00:00+08:00',
        start: new Date(0),
        attributes: { cost: 2.5, vip: true, mixed: 7, due: new Date(86_400_000), note: 'n' },
        caseAttributes: { tier: 'gold' },
      },
      {
        case: 'a',
        activity: 'y',
        time: Temporal.Instant.from('2026-03-02T02:00:00Z'),
        attributes: { mixed: false },
      },
      { case: 'b', activity: 'x', time: null, attributes: { cost: null }, caseAttributes: { size: 3 } },
    ]);
    const values = (name: string) => [...(log.eventAttributes.get(name)?.values ?? [])];
    expect(values('cost')).toEqual([2.5, Number.NaN, Number.NaN]);
    expect(values('vip')).toEqual([1, -1, -1]);
    expect(values('due')).toEqual([86_400_000, Number.NaN, Number.NaN]);
    expect(log.eventAttributes.get('mixed')).toEqual({
      type: 'string',
      dictionary: ['7', 'false'],
      values: Int32Array.of(0, 1, -1),
    });
    expect(log.caseAttributes.get('tier')?.values).toEqual(Int32Array.of(0, -1));
    expect(log.caseAttributes.get('size')?.values).toEqual(Float64Array.of(Number.NaN, 3));
    expect([...(log.startTime ?? [])]).toEqual([0, Number.NaN, Number.NaN]);
    expect(log.time[0]).toBe(Date.UTC(2026, 2, 2, 1));
  });

  it('keeps attributes with the names of object members', () => {
    const attributes = JSON.parse('{"__proto__": "a", "constructor": "b"}');
    const log = buildEventLog([{ case: '__proto__', activity: 'toString', time: 0, attributes }]);
    expect([...log.eventAttributes.keys()]).toEqual(['__proto__', 'constructor']);
  });

  it('answers nothing with a log of nothing', () => {
    const log = buildEventLog([]);
    expect([log.caseIds, [...log.caseStart], log.activity.length]).toEqual([[], [0], 0]);
  });

  it.each([
    ['rows[0].time', { case: 'a', activity: 'x', time: 'yesterday' }],
    ['rows[0].time', { case: 'a', activity: 'x', time: Number.NaN }],
    ['rows[0].start', { case: 'a', activity: 'x', time: 0, start: new Date(Number.NaN) }],
    ['rows[0].case', { case: 5, activity: 'x', time: 0 }],
    ['rows[0].resource', { case: 'a', activity: 'x', time: 0, resource: {} }],
  ])('refuses a wrong %s', (argument, row) => {
    expect(() => buildEventLog([row as never])).toThrow(expect.objectContaining({ argument }));
  });

  it('holds every event once, whatever the order of rows', () => {
    const row = fc.record({
      case: fc.constantFrom('a', 'b', 'c'),
      activity: fc.constantFrom('x', 'y', 'z'),
      time: fc.option(fc.integer({ min: 0, max: 5 })),
      attributes: fc.record({ n: fc.nat() }),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const log = buildEventLog(rows);
        const again: string[] = [];
        for (const [c, id] of log.caseIds.entries()) {
          for (let e = log.caseStart[c] as number; e < (log.caseStart[c + 1] as number); e++) {
            const n = log.eventAttributes.get('n')?.values[e];
            again.push(`${id} ${log.activities[log.activity[e] as number]} ${log.time[e]} ${n}`);
          }
        }
        const given = rows.map((r) => `${r.case} ${r.activity} ${r.time ?? Number.NaN} ${r.attributes.n}`);
        expect(again.sort()).toEqual(given.sort());
      }),
    );
  });
});

describe('parseTime', () => {
  it.each([
    ['2010-12-30T14:32:00.000+01:00', Date.UTC(2010, 11, 30, 13, 32)],
    ['2012-10-09 14:50', Date.UTC(2012, 9, 9, 14, 50)],
    ['2012/02/29', Date.UTC(2012, 1, 29)],
    ['29/2/2016 01:16', Date.UTC(2016, 1, 29, 1, 16)],
    ['1.3.2016 1:16 pm', Date.UTC(2016, 2, 1, 13, 16)],
    ['2020-01-01T00:00:00.1234567Z', Date.UTC(2020, 0, 1) + 123.4567],
    ['2020-01-01T24:00:00-0530', Date.UTC(2020, 0, 2, 5, 30)],
    ['0001-01-01T00:00:00Z', new Date('0001-01-01T00:00:00Z').getTime()],
  ])('reads %s', (text, time) => expect(parseTime(text, 'day-first')).toBe(time));

  it.each([
    '',
    'yesterday',
    '2015-02-29',
    '2016-13-01',
    '30/2/2016',
    '2016-01-01T25:00',
    '2016-01-01T10:60',
    '2016-01-01T10',
    '2016-01-01T10:00+99:00',
    '2016-01-01T10:00:00.Z',
    '1/2/16',
    '2016-01-01T10:00:00ZZ',
    '２０１６-01-01',
    `2016-01-01T10:00:00.${'0'.repeat(100)}`,
  ])('knows that %j is no time', (text) => expect(parseTime(text, 'day-first')).toBeNaN());

  it('does not guess what comes first', () => {
    expect(parseTime('3/4/2016')).toBeNaN();
    expect(parseTime('3/4/2016', 'month-first')).toBe(Date.UTC(2016, 2, 4));
  });

  it('agrees with Date on every day', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(day, (date) => parseTime(date.toISOString()) === date.getTime()));
  });
});
