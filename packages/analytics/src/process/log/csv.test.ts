import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventLog } from '../event-log.ts';
import { buildEventLog } from './build-event-log.ts';
import { type ReadCsvOptions, readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const columns = { case: 'id', activity: 'what', time: 'when' };
const read = async (text: string | Uint8Array, options: ReadCsvOptions = {}) =>
  readCsv(text, { columns, ...options });

function names(log: EventLog, c: number): string[] {
  return Array.from(
    log.activity.subarray(log.caseStart[c], log.caseStart[c + 1]),
    (a) => log.activities[a] as string,
  );
}

describe('readCsv', () => {
  it('reads days first, takes "?" as unknown and keeps the order of rows of one minute', async () => {
    const { log, issues } = await read(
      'id,what,when,who,tier,cost\n' +
        '07,New,29/2/2016 01:16,?,gold,5\n' +
        '08,New,1/3/2016 09:00,Wu,?,2.5\n' +
        '07,Closed,1/3/2016 10:00,Wu,?,?\n' +
        '07,Active,29/2/2016 01:16,Lin,iron,7\n',
      {
        dates: 'day-first',
        unknown: ['?'],
        caseAttributes: ['tier'],
        columns: { ...columns, resource: 'who' },
      },
    );
    expect(log.caseIds).toEqual(['07', '08']);
    expect(names(log, 0)).toEqual(['New', 'Active', 'Closed']);
    expect(log.time[0]).toBe(Date.UTC(2016, 1, 29, 1, 16));
    expect([...log.resource].map((r) => log.resources[r] ?? null)).toEqual([null, 'Lin', 'Wu', 'Wu']);
    expect(log.caseAttributes.get('tier')).toMatchObject({
      dictionary: ['gold'],
      values: Int32Array.of(0, -1),
    });
    expect(log.eventAttributes.get('cost')?.values).toEqual(Float64Array.of(5, 7, Number.NaN, 2.5));
    expect(issues).toEqual({
      rowsWithoutCase: 0,
      rowsWithoutActivity: 0,
      rowsWithoutTime: 0,
      unevenRows: 0,
      unreadableValues: 0,
    });
  });

  it.each([1, 5, 1000])(
    'reads quotes, line ends of every kind and a mark in pieces of %i bytes',
    async (size) => {
      const text =
        '\ufeffid;what;when;note\r\n1;"say ""hi""; 你好";2024-01-01 10:00;"two\r\nlines"\r2;"plain"x;;\n\n3;a"b;2024-01-02;""';
      const bytes = new TextEncoder().encode(text);
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const { log, issues } = await readCsv(pieces, { columns });
      expect(log.activities).toEqual(['say "hi"; 你好', 'plainx', 'a"b']);
      expect(log.eventAttributes.get('note')).toMatchObject({ dictionary: ['two\r\nlines'] });
      expect(issues).toMatchObject({ rowsWithoutTime: 1, unevenRows: 0 });
      expect(await readCsv(new Uint8Array(gzipSync(bytes)), { columns })).toEqual({
        log,
        issues,
        headers: ['id', 'what', 'when', 'note'],
      });
    },
  );

  it('counts what is missing and keeps the rest', async () => {
    const { log, issues } = await read(
      'id,what,when,n\n,x,2024-01-01,1\n1,,2024-01-01,1\n1,x,soon\n1,y,2024-01-01,2,3\n',
    );
    expect(names(log, 0)).toEqual(['x', 'y']);
    expect(issues).toEqual({
      rowsWithoutCase: 1,
      rowsWithoutActivity: 1,
      rowsWithoutTime: 1,
      unevenRows: 2,
      unreadableValues: 1,
    });
  });

  it('tells numbers, dates and booleans from codes and texts', async () => {
    const { log, headers } = await read(
      'id,what,when,n,code,long,ok,due,mixed,n\n1,x,2024-01-01,1e3,007,12345678901234567890,TRUE,2024-05-06,1,a\n1,y,2024-01-02,-2,1,1,false,,b,\n',
    );
    expect([...log.eventAttributes].map(([name, { type }]) => `${name}:${type}`).join(' ')).toBe(
      'n:number code:string long:string ok:boolean due:date mixed:string n (2):string',
    );
    expect(headers.at(-1)).toBe('n (2)');
  });

  it('takes types as told, and counts what is not of them', async () => {
    const text = 'id,what,when,n,ok\n1,x,1700000000,5,true\n1,y,1700000001,many,no\n';
    const { log, issues } = await read(text, {
      dates: 'epoch-seconds',
      types: { n: 'number', ok: 'boolean' },
    });
    expect(log.time[0]).toBe(1_700_000_000_000);
    expect(log.eventAttributes.get('n')?.values).toEqual(Float64Array.of(5, Number.NaN));
    expect(log.eventAttributes.get('ok')?.values).toEqual(Int8Array.of(1, -1));
    expect(issues.unreadableValues).toBe(2);
    const asText = await read(text, { dates: Number, types: 'text', attributes: ['n'] });
    expect([...asText.log.eventAttributes.keys()]).toEqual(['n']);
    expect(asText.log.time[0]).toBe(1_700_000_000);
  });

  it('knows times that stand for "not given"', async () => {
    const { log, issues } = await read('id,what,when\n1,x,1900-01-01\n1,y,2024-01-01\n', {
      unknown: ['1900-01-01'],
    });
    expect([...log.time]).toEqual([Number.NaN, Date.UTC(2024, 0)]);
    expect(issues).toMatchObject({ rowsWithoutTime: 1, unreadableValues: 0 });
  });

  it('follows the encoding named', async () => {
    const latin = Uint8Array.from('id,what,when\n1,é,2024-01-01\n', (c) => c.charCodeAt(0));
    expect((await read(latin, { encoding: 'latin1' })).log.activities).toEqual(['é']);
    await expect(read(latin)).rejects.toThrow(/UTF-8/);
  });

  it.each<[string, string, ReadCsvOptions, RegExp]>([
    ['nothing', '', {}, /source is empty/],
    ['a missing column', 'id,what\n', {}, /options.columns.time .*it has id, what/],
    ['a missing attribute', 'id,what,when\n', { attributes: ['size'] }, /options.attributes/],
    ['quotes without end', 'id,what,when\n1,"x,2024-01-01\n', {}, /quotes of record 2/],
    ['a record without end', `id,what,when\n1,"${'x'.repeat(3_000_000)}`, {}, /limits.record/],
    ['a record that is too long', `id,what,when\n1,${'x'.repeat(3_000_000)},\n`, {}, /limits.record/],
    ['too many fields', `${','.repeat(3000)}\n`, {}, /limits.fields/],
    ['too many rows', 'id,what,when\n1,x,\n1,x,\n', { limits: { events: 1 } }, /limits.events/],
    ['a wrong delimiter', 'id,what,when\n', { delimiter: '::' }, /options.delimiter/],
  ])('refuses %s', async (_name, text, options, message) => {
    await expect(read(text, options)).rejects.toThrow(message);
  });
});

describe('writeCsv', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((t) => t.isWellFormed());
  const row = fc.record({
    case: text,
    activity: text,
    time: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 })),
    start: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 })),
    resource: fc.option(text),
    attributes: fc.record({
      'a,"b': text,
      n: fc.option(fc.integer({ min: -1e9, max: 1e9 })),
      ok: fc.boolean(),
    }),
    caseAttributes: fc.record({ tier: fc.option(text) }),
  });

  it('writes what is read back the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const log = buildEventLog(rows);
        const types = { 'a,"b': 'string', tier: 'string', n: 'number', ok: 'boolean' } as const;
        const again = (await readCsv([...writeCsv(log)].join(''), { types, order: 'given' })).log;
        // A column without any value is nothing in CSV, but text to the reader.
        for (const [name, column] of log.eventAttributes)
          expect(again.eventAttributes.get(name)).toEqual(column);
        expect({ ...again, caseAttributes: null, eventAttributes: null }).toEqual({
          ...log,
          caseAttributes: null,
          eventAttributes: null,
        });
        const tier = log.caseAttributes.get('tier');
        if (tier !== undefined) expect(again.caseAttributes.get('tier')).toEqual(tier);
      }),
    );
  });

  it('writes large logs in pieces', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({ case: `${i % 50}`, activity: 'x', time: i }));
    expect([...writeCsv(buildEventLog(rows))].length).toBeGreaterThan(2);
  });
});
