import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { sniff } from './read-rows.ts';
import { rowsOf, sourceOf } from './tabular.testing.ts';

const log = `<?xml version="1.0" encoding="UTF-8" ?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="none"/></global>
  <string key="origin" value="by hand"/>
  <trace>
    <string key="concept:name" value="Case 1"/>
    <event>
      <string key="concept:name" value="登记 &amp; 分派"/>
      <date key="time:timestamp" value="2024-03-05T14:30:00+08:00"/>
      <list key="tags"><values><string key="tag" value="inner"/></values></list>
      <string key="org:resource" value="甲"><string key="team" value="nested"/></string>
    </event>
    <event><string key="concept:name" value="Closed"/></event>
    <string key="late" value="still counts"/>
  </trace>
  <trace><string key="concept:name" value="Case 2"/></trace>
  <trace><event><int key="cost" value="5"/></event><string key="concept:name" value="Case 3"/></trace>
</log>`;

describe('XES', () => {
  test('each event is a row, with the attributes of its case', async () => {
    const rows = await rowsOf(gzipSync(log));
    expect(rows).toEqual([
      {
        rowNumber: 1,
        values: {
          'case:concept:name': 'Case 1',
          'case:late': 'still counts',
          'concept:name': '登记 & 分派',
          'time:timestamp': '2024-03-05T14:30:00+08:00',
          'org:resource': '甲',
        },
      },
      {
        rowNumber: 2,
        values: { 'case:concept:name': 'Case 1', 'case:late': 'still counts', 'concept:name': 'Closed' },
      },
      { rowNumber: 3, values: { 'case:concept:name': 'Case 3', cost: '5' } },
    ]);
  });

  test('headers are the keys that occur', async () => {
    const sniffed = await sniff(sourceOf(log, 'log.xes'));
    expect(sniffed.format).toBe('xes');
    expect(sniffed.headers).toContain('cost');
  });

  test('the declared encoding is followed', async () => {
    const bytes = iconv.encode(log.replace('UTF-8', 'GB2312'), 'gb18030');
    expect((await rowsOf(bytes))[0]?.values['concept:name']).toBe('登记 & 分派');
    expect((await rowsOf(iconv.encode(log, 'utf-16le', { addBOM: true })))[0]?.values['org:resource']).toBe(
      '甲',
    );
  });

  const wrap = (inner: string) => `<log><trace>${inner}</trace></log>`;

  test.each([
    [
      'external entity',
      `<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>${wrap('<event><string key="a" value="&x;"/></event>')}`,
      'import_xml_forbidden',
    ],
    [
      'billion laughs',
      `<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${wrap('')}`,
      'import_xml_forbidden',
    ],
    ['entity without DOCTYPE', wrap('<event><string key="a" value="&x;"/></event>'), 'import_xml_forbidden'],
    ['endless DOCTYPE', `<!DOCTYPE log [${'<!-- x -->'.repeat(400_000)}`, 'import_xml_limits'],
    ['depth', wrap('<list key="l">'.repeat(100)), 'import_xml_limits'],
    [
      'attributes',
      wrap(`<event ${Array.from({ length: 100 }, (_, i) => `a${i}="1"`).join(' ')}/>`),
      'import_xml_limits',
    ],
    [
      'one endless attribute',
      wrap(`<event><string key="a" value="${'x'.repeat(3_000_000)}"/></event>`),
      'import_xml_limits',
    ],
    ['one endless text', wrap(`<event>${'x'.repeat(3_000_000)}</event>`), 'import_xml_limits'],
    ['too many events in a case', wrap('<event/>'.repeat(1001)), 'import_xml_limits'],
    ['broken tags', wrap('<event></trace>'), 'import_xml_broken'],
    ['cut off', '<log><trace><event>', 'import_xml_broken'],
    ['another kind of XML', '<html><body/></html>', 'import_format_unknown'],
    [
      'bytes that are not its encoding',
      Buffer.from([...Buffer.from('<log><trace a="'), 0xff, ...Buffer.from('"/></log>')]),
      'invalid_encoding',
    ],
    ['an encoding nobody knows', '<?xml version="1.0" encoding="EBCDIC"?><log/>', 'import_encoding_unknown'],
  ])('%s is refused', async (_, content, code) => {
    await expect(rowsOf(content, { limits: { eventsPerCase: 1000 } })).rejects.toMatchObject({ code });
  });
});
