import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventLog } from '../event-log.ts';
import { buildEventLog } from './build-event-log.ts';
import { readXes } from './read-xes.ts';
import { writeXes } from './write-xes.ts';

const SMALL = `<?xml version="1.0" encoding="UTF-8" ?>
<!-- by hand, with a "<" in it -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="none"/></global>
  <classifier name="Both" keys="concept:name 'life cycle'"/>
  <float key="average" value="4.5"><float key="part" value="1.5"/></float>
  <trace>
    <event>
      <string key="concept:name" value="登记 &amp; 分派&#x21;"/>
      <date key="time:timestamp" value="2024-03-05T14:30:00+08:00"/>
      <string key="org:resource" value='"甲"'><string key="team" value="dropped"/></string>
      <list key="tags"><values><string key="tag" value="a"/><string key="tag" value="b"/></values></list>
      <int key="cost" value="5"><string key="currency" value="CNY"/></int>
      <string key="life cycle" value="done"/>
    </event>
    <event><string key="concept:name" value="Closed"></string><boolean key="ok" value="true"/></event>
    <string key="concept:name" value="Case 1"/>
    <string key="tier" value="gold"/>
  </trace>
</log>`;

const hours = (time: number | undefined) => (time ?? Number.NaN) / 3_600_000;

function names(log: EventLog, c: number): string[] {
  return Array.from(
    log.activity.subarray(log.caseStart[c], log.caseStart[c + 1]),
    (a) => log.activities[a] as string,
  );
}

describe('readXes', () => {
  it('reads cases, events and attributes of every kind', async () => {
    const { log, ...rest } = await readXes(SMALL);
    expect(log.caseIds).toEqual(['Case 1']);
    expect(names(log, 0)).toEqual(['登记 & 分派!', 'Closed']);
    expect(hours(log.time[0])).toBe(Date.UTC(2024, 2, 5, 6, 30) / 3_600_000);
    expect(log.time[1]).toBeNaN();
    expect(log.resources).toEqual(['"甲"']);
    expect([...log.resource]).toEqual([0, -1]);
    expect(log.caseAttributes.get('tier')).toEqual({
      type: 'string',
      dictionary: ['gold'],
      values: Int32Array.of(0),
    });
    expect(log.eventAttributes.get('cost')).toEqual({
      type: 'number',
      values: Float64Array.of(5, Number.NaN),
      nested: new Map([[0, [{ key: 'currency', type: 'string', value: 'CNY', children: [] }]]]),
    });
    expect(
      log.eventAttributes
        .get('tags')
        ?.nested?.get(0)
        ?.map((item) => item.value),
    ).toEqual(['a', 'b']);
    expect(log.eventAttributes.get('ok')?.values).toEqual(Int8Array.of(-1, 1));
    expect(rest.classifiers).toEqual([
      { name: 'Both', scope: 'event', keys: ['concept:name', 'life cycle'] },
    ]);
    expect(rest.extensions).toHaveLength(1);
    expect(rest.globals.event.map(({ key }) => key)).toEqual(['concept:name']);
    expect(rest.attributes[0]?.children).toEqual([{ key: 'part', type: 'number', value: 1.5, children: [] }]);
    expect(rest.issues).toMatchObject({ eventsWithoutTime: 1, tracesWithoutName: 0, unreadableValues: 0 });
  });

  it('joins the keys of a classifier', async () => {
    const { log } = await readXes(SMALL, { classifier: 'Both' });
    expect(names(log, 0)).toEqual(['登记 & 分派!+done', 'Closed+']);
    await expect(readXes(SMALL, { classifier: 'Other' })).rejects.toThrow(/options.classifier .*Both/);
  });

  it.each([1, 7, 64, 5000])('reads the same in pieces of %i bytes, packed or not', async (size) => {
    const whole = await readXes(SMALL);
    for (const bytes of [new TextEncoder().encode(SMALL), new Uint8Array(gzipSync(SMALL))]) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      expect(await readXes(pieces)).toEqual(whole);
    }
  });

  it('reads streams and blobs', async () => {
    const whole = await readXes(SMALL);
    expect(await readXes(new Blob([SMALL]))).toEqual(whole);
    expect(await readXes(new Blob([gzipSync(SMALL)]).stream())).toEqual(whole);
  });

  it('follows the declared encoding and byte order marks', async () => {
    const latin = SMALL.replace('UTF-8', 'ISO-8859-1').replace(/登记|分派|甲/g, 'é');
    const { log } = await readXes(Uint8Array.from(latin, (c) => c.charCodeAt(0)));
    expect(names(log, 0)[0]).toBe('é & é!');
    for (const mark of ['', '\ufeff']) {
      const units = Uint16Array.from(mark + SMALL, (c) => c.charCodeAt(0));
      expect((await readXes(new Uint8Array(units.buffer))).log.resources).toEqual(['"甲"']);
    }
    expect((await readXes(SMALL.replace('UTF-8', 'ISO-8859-1'))).log.resources).toEqual(['"甲"']);
    const said = new TextEncoder().encode(SMALL.replace('UTF-8', 'utf-16'));
    expect((await readXes(said)).log.resources).toEqual(['"甲"']);
    expect((await readXes(`\ufeff${SMALL}`)).log.caseIds).toEqual(['Case 1']);
  });

  it('counts what is missing and keeps the rest', async () => {
    const { log, issues } = await readXes(`<log>
      <trace><event><string key="concept:name" value="a"/><date key="time:timestamp" value="soon"/></event></trace>
      <trace><string key="concept:name" value="twice"/><event><string key="concept:name" value="b"/></event></trace>
      <trace><string key="concept:name" value="empty"/></trace>
      <trace><string key="concept:name" value="twice"/>
        <event><string key="cost" value="lost"/></event>
        <event><string key="concept:name" value="c"/><int key="n" value="x"/></event></trace>
      <event><string key="concept:name" value="stray"/></event>
    </log>`);
    expect(log.caseIds).toEqual(['trace 1', 'twice']);
    expect(names(log, 1)).toEqual(['b', 'c']);
    expect(log.eventAttributes.get('cost')).toMatchObject({ values: Int32Array.of(-1, -1, -1) });
    expect(issues).toEqual({
      tracesWithoutName: 1,
      emptyTraces: 1,
      mergedTraces: 1,
      eventsWithoutActivity: 1,
      eventsWithoutTime: 3,
      eventsOutsideTraces: 1,
      unreadableValues: 2,
    });
  });

  it('keeps events of the same time, and times that go back, as the file has them', async () => {
    const event = (name: string, hour: string) =>
      `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="2024-01-01T${hour}:00:00Z"/></event>`;
    const text = `<log><trace>${event('x', '09')}${event('y', '09')}${event('z', '08')}</trace></log>`;
    expect(names((await readXes(text)).log, 0)).toEqual(['x', 'y', 'z']);
    expect(names((await readXes(text, { order: 'time' })).log, 0)).toEqual(['z', 'x', 'y']);
  });

  it('loses no digit of long numbers and no value where types meet', async () => {
    const event = (inner: string) => `<event><string key="concept:name" value="a"/>${inner}</event>`;
    const { log } = await readXes(`<log><trace>
      ${event('<int key="id" value="12345678901234567890"/><int key="m" value="1"/><float key="f" value="-INF"/>')}
      ${event('<int key="id" value="7"/><date key="m" value="2024-01-01T00:00:00Z"/><int key="f" value="3"/>')}
    </trace></log>`);
    const column = (name: string) => log.eventAttributes.get(name);
    expect(column('id')).toMatchObject({ dictionary: ['12345678901234567890', '7'] });
    expect(column('m')).toMatchObject({ dictionary: ['1', '2024-01-01T00:00:00.000Z'] });
    expect(column('f')?.values).toEqual(Float64Array.of(Number.NEGATIVE_INFINITY, 3));
  });
});

describe('readXes refuses', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><log>&lol2;</log>`;
  it.each<[string, string | Uint8Array, RegExp]>([
    ['a DOCTYPE', bomb, /DOCTYPE/],
    ['a file to be read by an entity', '<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', /DOCTYPE/],
    ['an entity without one', '<log><string key="a" value="&lol;"/></log>', /entity "lol"/],
    ['an entity in text', '<log>&lol;</log>', /entity "lol"/],
    ['a lone &', '<log><string key="a&b" value="x"/></log>', /begins no entity/],
    ['a character that is none', '<log><string key="&#0;" value="x"/></log>', /no character/],
    ['control characters', '<log><string key="\u0001" value="x"/></log>', /control/],
    ['deep nesting', `<log>${'<string key="a" value="b">'.repeat(100_000)}`, /limits.depth/],
    [
      'many attributes',
      `<log ${Array.from({ length: 100 }, (_, i) => `a${i}="1"`).join(' ')}/>`,
      /limits.attributes/,
    ],
    ['a huge value', `<log><string key="a" value="${'x'.repeat(3_000_000)}`, /limits.token/],
    [
      'a huge value that ends',
      `<log><string key="a" value="${'x'.repeat(3_000_000)}"/></log>`,
      /limits.token/,
    ],
    ['a huge comment', `<log><!--${' '.repeat(3_000_000)}`, /limits.token/],
    ['a file cut off', SMALL.slice(0, -20), /ends too early/],
    ['a file cut off in a tag', SMALL.slice(0, 700), /ends too early/],
    ['a packed file cut off', new Uint8Array(gzipSync(SMALL)).slice(0, 300), /damaged or cut off/],
    ['tags that do not match', '<log><trace></log></trace>', /closes nothing/],
    ['a second root', '<log/><log/>', /second root/],
    ['text outside', '<log/>and more', /outside/],
    ['an attribute twice', '<log a="1" a="2"/>', /stands twice/],
    ['values without quotes', '<log a=1/>', /not in quotes/],
    ['names that are none', '<log><1a/></log>', /is no name/],
    ['another kind of XML', '<html></html>', /no XES/],
    ['nothing', '', /no element/],
    ['no XML', 'case,activity,time\n', /well-formed/],
    [
      'an unknown encoding',
      new TextEncoder().encode('<?xml version="1.0" encoding="klingon"?><log/>'),
      /klingon/,
    ],
    [
      'bytes of another encoding',
      Uint8Array.from('<log><string key="\u00e9" value=""/></log>', (c) => c.charCodeAt(0)),
      /UTF-8/,
    ],
  ])('%s', async (_name, source, message) => {
    await expect(readXes(source)).rejects.toMatchObject({
      name: 'AnalyticsError',
      argument: 'source',
      message: expect.stringMatching(message),
    });
  });

  it('what unpacks to far more than it is, and what is beyond a limit', async () => {
    const spaces = gzipSync(`<log>${' '.repeat(40_000_000)}</log>`);
    await expect(readXes(spaces)).rejects.toThrow(/limits.ratio/);
    await expect(readXes(SMALL, { limits: { bytes: 100 } })).rejects.toThrow(/limits.bytes/);
    await expect(readXes(SMALL, { limits: { events: 1 } })).rejects.toThrow(/limits.events/);
    await expect(readXes(SMALL, { limits: { columns: 2 } })).rejects.toThrow(/limits.columns/);
    await expect(readXes(SMALL, { limits: { cells: 300 } })).rejects.toThrow(/limits.cells/);
    await expect(readXes(SMALL, { limits: { nested: 2 } })).rejects.toThrow(/limits.nested/);
    const attributes = '<string key="tier" value="gold"/>'.repeat(2000);
    await expect(readXes(`<log><trace>${attributes}</trace></log>`)).rejects.toThrow(/limits.columns/);
  });

  it('pieces that are no bytes, and what the source itself throws', async () => {
    await expect(readXes(['<log/>'] as never)).rejects.toThrow(/Uint8Array/);
    const failing = async function* () {
      yield gzipSync(SMALL).subarray(0, 50);
      throw new Error('the line went dead');
    };
    await expect(readXes(failing())).rejects.toThrow('the line went dead');
  });
});

describe('writeXes', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((t) => t.replace(/[\p{Cc}\ufffe\uffff]/gu, '\t\n\r'));
  const value = fc.oneof(
    text,
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.boolean(),
    fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') }),
  );
  const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
  const row = fc.record({
    case: text,
    activity: text,
    time: fc.option(time),
    start: fc.option(time),
    resource: fc.option(text),
    attributes: fc.dictionary(text, value, { maxKeys: 3 }),
    caseAttributes: fc.dictionary(text, value, { maxKeys: 2 }),
  });

  it('writes what is read back the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
        const log = buildEventLog(rows);
        expect((await readXes([...writeXes(log)].join(''))).log).toEqual(log);
      }),
    );
  });

  it('keeps what stands around the log, and what is nested', async () => {
    const { log, issues, ...around } = await readXes(SMALL);
    const again = await readXes([...writeXes(log, around)].join(''));
    expect(again).toEqual({ log, issues, ...around });
  });

  it('replaces what XML cannot hold', async () => {
    const log = buildEventLog([{ case: 'a\0', activity: '\ud800', time: Number.MAX_VALUE }]);
    const again = (await readXes([...writeXes(log)].join(''))).log;
    expect([again.caseIds, again.activities, again.time[0]]).toEqual([['a\ufffd'], ['\ufffd'], Number.NaN]);
  });

  it('writes large logs in pieces', () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({ case: `${i % 50}`, activity: 'x', time: i }));
    expect([...writeXes(buildEventLog(rows))].length).toBeGreaterThan(3);
  });
});
