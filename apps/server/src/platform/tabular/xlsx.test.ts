import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sniff } from './read-rows.ts';
import { rowsOf, sourceOf, zipOf } from './tabular.testing.ts';
import type { Cell } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

async function xlsxOf(
  headers: string[],
  rows: Cell[][],
  options?: Parameters<typeof writeXlsx>[3],
): Promise<Buffer> {
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), writeXlsx(output, headers, rows, options)]);
  return bytes;
}

/** The smallest workbook: each test adds the part it is about. */
function workbook(sheet: string, more: Record<string, string> = {}): Buffer {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook><sheets><sheet name="One" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
  return zipOf(Object.entries(parts).map(([name, content]) => ({ name, content })));
}

const text = (reference: string, value: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
const header = `<row r="1">${text('A1', 'a')}${text('B1', 'b')}</row>`;

describe('reading XLSX', () => {
  test('a workbook of another program is read: strings, numbers, dates, formulas, booleans', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('工单');
    sheet.addRow(['编号', '标题', '创建时间', '日期', '次数', '完成', '合计', '', '标题']);
    sheet.addRow([
      '000123',
      { richText: [{ text: '空调' }, { text: '不制冷' }] },
      new Date('2024-03-05T14:30:00Z'),
      new Date('2024-03-05T00:00:00Z'),
      0.1 + 0.2,
      true,
      { formula: '1+1', result: 2 },
      null,
      '=1+1',
    ]);
    sheet.getCell('C2').numFmt = 'yyyy/m/d h:mm';
    sheet.getCell('D2').numFmt = 'yyyy"年"m"月"d"日"';
    sheet.addRow([]);
    sheet.addRow(['000124', 'x'.repeat(1000)]);
    const rows = await rowsOf(Buffer.from(await book.xlsx.writeBuffer()));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      rowNumber: 2,
      values: {
        编号: '000123',
        标题: '空调不制冷',
        创建时间: '2024-03-05T14:30:00',
        日期: '2024-03-05',
        次数: '0.30000000000000004',
        完成: 'true',
        合计: '2',
        'column 8': '',
        '标题 (2)': '=1+1',
      },
    });
    expect(rows[1]).toMatchObject({ rowNumber: 4, values: { 编号: '000124', 合计: '' } });
  });

  test('the first visible sheet is read, or the one that is named', async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet('hidden', { state: 'hidden' }).addRow(['x']);
    book.addWorksheet('first').addRows([['a'], ['1']]);
    book.addWorksheet('second').addRows([['b'], ['2']]);
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    expect(await sniff(sourceOf(bytes))).toMatchObject({
      headers: ['a'],
      sheets: ['hidden', 'first', 'second'],
    });
    expect((await rowsOf(bytes, { sheet: 'second' }))[0]?.values).toEqual({ b: '2' });
  });

  test('days are counted from 1904 where the workbook says so', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const sheet = `${header}<row r="2"><c r="A2" s="1"><v>0</v></c><c r="B2" s="1"><v>43894.5</v></c></row>`;
    const from1904 =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="One" r:id="r1"/></sheets></workbook>';
    expect(
      (await rowsOf(workbook(sheet, { 'xl/styles.xml': styles, 'xl/workbook.xml': from1904 })))[0]?.values,
    ).toEqual({ a: '1904-01-01', b: '2024-03-05T12:00:00' });
    // Day 60 of the 1900 system never was: it stays a number.
    const leap = `${header}<row r="2"><c r="A2" s="1"><v>60</v></c><c r="B2" s="1"><v>61</v></c></row>`;
    expect((await rowsOf(workbook(leap, { 'xl/styles.xml': styles })))[0]?.values).toEqual({
      a: '60',
      b: '1900-03-01',
    });
  });

  test('a cell beyond the header is reported with its row', async () => {
    const rows = await rowsOf(workbook(`${header}<row r="7">${text('C7', 'lost')}</row>`));
    expect(rows).toMatchObject([{ rowNumber: 7, problem: { code: 'import_row_column_count' } }]);
  });

  test.each([
    ['macros', workbook(header, { 'xl/vbaProject.bin': 'x' }), 'import_spreadsheet_macros'],
    [
      'an external entity',
      workbook(header, {
        'xl/sharedStrings.xml':
          '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>',
      }),
      'import_xml_forbidden',
    ],
    [
      'a shared string that is not there',
      workbook(`${header}<row r="2"><c r="A2" t="s"><v>9</v></c></row>`),
      'import_spreadsheet_broken',
    ],
    ['rows out of order', workbook(`${header}<row r="1"/>`), 'import_spreadsheet_broken'],
    [
      'a column beyond the limit',
      workbook(`${header}<row r="2">${text('XFD2', 'far')}</row>`),
      'import_too_many_columns',
    ],
    ['no rows at all', workbook(''), 'import_no_header'],
    [
      'a sheet that is a bomb',
      workbook(header, { 'xl/media/x.xml': '0'.repeat(40 * 1024 * 1024) }),
      'import_archive_bomb',
    ],
    [
      'shared strings beyond the limit',
      workbook(header, { 'xl/sharedStrings.xml': `<sst>${'<si><t>xxxxxxxxxx</t></si>'.repeat(200)}</sst>` }),
      'import_xml_limits',
    ],
    [
      'a package without workbook',
      zipOf([{ name: '[Content_Types].xml', content: '<Types/>' }]),
      'import_spreadsheet_broken',
    ],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(rowsOf(bytes, { limits: { sharedStringChars: 1000 } })).rejects.toMatchObject({ code });
  });
});

describe('writing XLSX', () => {
  test('whatever was written is read back, and no text becomes a formula', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '=', '+', '-', '@', '"', '<', '&', ' ', '中', '😀', "'"),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), async (table) => {
        const bytes = await xlsxOf(
          ['n', 'first', 'second'],
          table.map((row, index) => [index, ...row]),
        );
        const rows = await rowsOf(bytes);
        expect(rows.map((row) => [row.values.first, row.values.second])).toEqual(table);
        const book = new exceljs.Workbook();
        await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
        book.eachSheet((sheet) =>
          sheet.eachRow((row) => row.eachCell((one) => expect(one.formula).toBeUndefined())),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('numbers stay numbers, control characters are left out, long text is cut to what a cell holds', async () => {
    const bytes = await xlsxOf(['a', 'b', 'c'], [[-1.5, 'x\u0000\u0007y', 'z'.repeat(40_000)]], {
      sheetName: 'A/B',
    });
    const [row] = await rowsOf(bytes);
    expect(row?.values).toMatchObject({ a: '-1.5', b: 'xy' });
    expect(row?.values.c).toHaveLength(32_767);
    expect((await sniff(sourceOf(bytes))).sheets).toEqual(['A B']);
  });

  test('a table longer than a sheet goes on in the next', async () => {
    const bytes = await xlsxOf(['a'], [[1], [2], [3], [4], [5]], { sheetRows: 3 });
    const { sheets } = await sniff(sourceOf(bytes));
    expect(sheets).toHaveLength(3);
    const read = await Promise.all(
      sheets.map(async (sheet) => (await rowsOf(bytes, { sheet })).map((row) => row.values.a)),
    );
    expect(read).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });
});
