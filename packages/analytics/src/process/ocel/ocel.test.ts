import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directlyFollows } from '../performance/directly-follows.ts';
import { flattenOcel } from './flatten-ocel.ts';
import type { OcelLog } from './ocel-log.ts';
import { readOcel } from './read-ocel.ts';
import { writeOcel } from './write-ocel.ts';

const SMALL = {
  objectTypes: [
    {
      name: 'order',
      attributes: [
        { name: 'total', type: 'float' },
        { name: 'due', type: 'time' },
      ],
    },
    { name: 'parcel', attributes: [] },
    { name: 'person', attributes: [] },
  ],
  eventTypes: [
    {
      name: 'place',
      attributes: [
        { name: 'channel', type: 'string' },
        { name: 'lines', type: 'integer' },
      ],
    },
    { name: 'pack', attributes: [] },
    { name: 'ship', attributes: [] },
  ],
  objects: [
    {
      id: 'o1',
      type: 'order',
      attributes: [
        { name: 'total', time: '2024-01-03T00:00:00Z', value: 12.5 },
        { name: 'total', time: '1970-01-01T00:00:00Z', value: '10' },
        { name: 'due', time: '1970-01-01T00:00:00Z', value: '2024-02-01T00:00:00Z' },
      ],
      relationships: [{ objectId: 'p1', qualifier: 'has' }],
    },
    { id: 'o2', type: 'order' },
    { id: 'o3', type: 'order' },
    { id: 'p1', type: 'parcel' },
    { id: 'Wu', type: 'person' },
  ],
  events: [
    {
      id: 'e3',
      type: 'ship',
      time: '2024-01-03T10:00:00Z',
      relationships: [
        { objectId: 'o1', qualifier: 'of' },
        { objectId: 'o1', qualifier: 'again' },
        { objectId: 'o2', qualifier: 'of' },
      ],
    },
    {
      id: 'e1',
      type: 'place',
      time: '2024-01-01T10:00:00Z',
      attributes: [
        { name: 'channel', value: 'web' },
        { name: 'lines', value: '3' },
      ],
      relationships: [
        { objectId: 'o1', qualifier: 'new' },
        { objectId: 'Wu', qualifier: 'by' },
      ],
    },
    {
      id: 'e2',
      type: 'pack',
      time: '2024-01-02T10:00:00+08:00',
      relationships: [
        { objectId: 'o1', qualifier: '' },
        { objectId: 'p1', qualifier: 'in' },
      ],
    },
  ],
};
const copy = () => structuredClone(SMALL) as object;

describe('readOcel', () => {
  it('reads text, bytes and parsed values, by declared types', () => {
    const { log, issues } = readOcel(JSON.stringify(SMALL));
    expect(readOcel(new TextEncoder().encode(`\ufeff${JSON.stringify(SMALL)}`))).toEqual({ log, issues });
    expect(readOcel(SMALL)).toEqual({ log, issues });
    expect(log.objects[0]?.attributes[1]).toEqual({ name: 'total', time: 0, value: 10 });
    expect(log.events[2]).toMatchObject({ id: 'e2', time: Date.UTC(2024, 0, 2, 2) });
    expect(issues).toEqual({ danglingRelations: 0, unreadableValues: 0, undeclaredAttributes: 0 });
  });

  it('counts what does not hold together and keeps the rest', () => {
    const { log, issues } = readOcel({
      objectTypes: [{ name: 'order', attributes: [{ name: 'n', type: 'integer' }] }],
      eventTypes: [{ name: 'place', attributes: [] }],
      objects: [
        {
          id: 'o',
          type: 'order',
          attributes: [
            { name: 'n', value: 1.5 },
            { name: 'm', value: true },
          ],
        },
      ],
      events: [
        {
          id: 'e',
          type: 'place',
          time: '2024-01-01',
          relationships: [{ objectId: 'gone' }, { objectId: 'o' }],
        },
      ],
    });
    expect(issues).toEqual({ danglingRelations: 1, unreadableValues: 1, undeclaredAttributes: 1 });
    expect(log.objects[0]?.attributes).toEqual([{ name: 'm', time: 0, value: true }]);
    expect(log.events[0]?.relationships).toEqual([{ objectId: 'o', qualifier: '' }]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"objects":', /is no JSON/],
    ['no object', '[]', /is no object/],
    ['a file of another kind', '{}', /objectTypes is no list/],
    ['deep nesting', '['.repeat(100_000), /is no JSON|is no object/],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff), /UTF-8/],
    ['an id twice', { ...copy(), events: [SMALL.events[0], SMALL.events[0]] }, /events\[1\].id stands twice/],
    ['an object without id', { ...copy(), objects: [{ type: 'order' }] }, /objects\[0\].id is no text/],
    ['an unknown type', { ...copy(), objects: [{ id: 'x', type: 'ghost' }] }, /no declared type: "ghost"/],
    [
      'an unknown type of values',
      { ...copy(), objectTypes: [{ name: 'a', attributes: [{ name: 'b', type: 'blob' }] }] },
      /"blob"/,
    ],
    [
      'an event without time',
      { ...copy(), events: [{ id: 'e', type: 'ship' }] },
      /events\[0\].time is no time/,
    ],
  ])('refuses %s', (_name, source, message) => {
    expect(() => readOcel(source as string)).toThrow(message);
  });

  it('refuses more than it may read', () => {
    expect(() => readOcel('{"objectTypes":[]}', { limits: { bytes: 5 } })).toThrow(/limits.bytes/);
  });
});

describe('writeOcel', () => {
  it('writes what is read back the same', () => {
    const id = fc.string({ maxLength: 5 });
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    const log = fc
      .record({
        ids: fc.uniqueArray(id, { maxLength: 5 }),
        times: fc.uniqueArray(time, { maxLength: 5 }),
        note: id,
      })
      .map(
        ({ ids, times, note }): OcelLog => ({
          objectTypes: [{ name: 'order', attributes: [{ name: 'n', type: 'float' }] }],
          eventTypes: [{ name: 'place', attributes: [{ name: note, type: 'string' }] }],
          objects: ids.map((own, i) => ({
            id: own,
            type: 'order',
            attributes: [{ name: 'n', time: i, value: i / 3 }],
            relationships: ids.slice(0, i).map((objectId) => ({ objectId, qualifier: note })),
          })),
          events: times.map((at, i) => ({
            id: `${i}`,
            type: 'place',
            time: at,
            attributes: [{ name: note, value: `${at}` }],
            relationships: ids.map((objectId) => ({ objectId, qualifier: '' })),
          })),
        }),
      );
    fc.assert(
      fc.property(log, (given) => {
        expect(readOcel([...writeOcel(given)].join('')).log).toEqual(given);
      }),
    );
  });

  it('refuses times that cannot be written', () => {
    const { log } = readOcel(SMALL);
    const wrong = { ...log, events: [{ ...log.events[0], time: Number.NaN }] } as OcelLog;
    expect(() => [...writeOcel(wrong)]).toThrow(/log.events\[0\].time/);
  });
});

describe('flattenOcel', () => {
  const { log } = readOcel(SMALL);

  it('makes a case of each object with its events in order, once each', () => {
    const orders = flattenOcel(log, 'order', { resource: { objectType: 'person' } });
    expect(orders.caseIds).toEqual(['o1', 'o2']);
    expect(Array.from(orders.activity, (a) => orders.activities[a])).toEqual([
      'place',
      'pack',
      'ship',
      'ship',
    ]);
    expect(Array.from(orders.resource, (r) => orders.resources[r])).toEqual([
      'Wu',
      undefined,
      undefined,
      undefined,
    ]);
    expect(orders.caseAttributes.get('total')?.values).toEqual(Float64Array.of(12.5, Number.NaN));
    expect(orders.caseAttributes.get('due')).toEqual({
      type: 'date',
      values: Float64Array.of(Date.UTC(2024, 1), Number.NaN),
    });
    expect(orders.eventAttributes.get('lines')?.values[0]).toBe(3);
    expect(directlyFollows(orders).edges).toHaveLength(2);
  });

  it('takes who did it from an attribute', () => {
    const parcels = flattenOcel(log, 'order', { resource: { attribute: 'channel' } });
    expect(parcels.resources).toEqual(['web']);
    expect(flattenOcel(log, 'parcel').caseIds).toEqual(['p1']);
  });

  it('refuses a type that the log has not', () => {
    expect(() => flattenOcel(log, 'ghost')).toThrow(
      /objectType must be a type of objects of the log \(order, parcel, person\)/,
    );
    expect(() => flattenOcel(log, 'order', { resource: { objectType: 'ghost' } })).toThrow(
      /options.resource/,
    );
  });
});
