import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRows, sniff } from './read-rows.ts';
import { collect, rowsOf, sourceOf } from './tabular.testing.ts';
import { type Cell, writeCsv } from './write-csv.ts';

const codes = (rows: { rowNumber: number; problem?: { code: string } }[]) =>
  rows.filter((row) => row.problem).map((row) => [row.rowNumber, row.problem?.code]);

async function csvOf(headers: string[], rows: Cell[][]): Promise<Buffer> {
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), writeCsv(output, headers, rows)]);
  return bytes;
}

describe('reading CSV', () => {
  test('gives cells by header, with repeated headers told apart', async () => {
    const rows = await rowsOf('id,category,category,,category (2)\r\n1,a,b,c,d\r\n');
    expect(rows).toEqual([
      {
        rowNumber: 2,
        values: { id: '1', category: 'a', 'category (3)': 'b', 'column 4': 'c', 'category (2)': 'd' },
      },
    ]);
  });

  test.each([
    [';', 'a;b\n1,5;2\n'],
    ['\t', 'a\tb\n1,5\t2\n'],
    ['|', 'a|b\n1,5|2\n'],
    [';', 'sep=;\na;b\n1,5;2\n'],
  ])('finds the delimiter %j', async (delimiter, content) => {
    const sniffed = await sniff(sourceOf(content));
    expect(sniffed.delimiter).toBe(delimiter);
    expect(sniffed.rows[0]?.values).toEqual({ a: '1,5', b: '2' });
  });

  test('keeps line ends, quotes and delimiters within quotes', async () => {
    const rows = await rowsOf('a,b\n"one\r\ntwo, ""three""",x\nplain 5" pipe,y\n');
    expect(rows.map((row) => row.values.a)).toEqual(['one\r\ntwo, "three"', 'plain 5" pipe']);
  });

  test('reads old line ends (CR alone)', async () => {
    expect((await rowsOf('a,b\r1,2\r3,4\r')).map((row) => row.values.b)).toEqual(['2', '4']);
  });

  test('an unclosed quote spoils its own line and no other', async () => {
    const rows = await rowsOf('id,text\n1,fine\n2,"never closed\n3,"quoted, well"\n4,last\n');
    expect(codes(rows)).toEqual([[3, 'import_row_broken_quotes']]);
    expect(rows.map((row) => row.values.id)).toEqual(['1', '2', '3', '4']);
    expect(rows[2]?.values.text).toBe('quoted, well');
  });

  test('an unclosed quote on the last line is reported, and so is one with nothing quoted behind it', async () => {
    expect(codes(await rowsOf('id,text\n1,a\n2,"open'))).toEqual([[3, 'import_row_broken_quotes']]);
    const rows = await rowsOf(`id,text\n1,"open\n${'2,x\n'.repeat(2000)}`, { limits: { rowChars: 4096 } });
    expect(codes(rows)).toEqual([[2, 'import_row_broken_quotes']]);
    expect(rows).toHaveLength(2001);
  });

  test('a quote closed in the middle of a cell is reported', async () => {
    const rows = await rowsOf('id,text\n1,"a"b\n2,"c"\n');
    expect(codes(rows)).toEqual([[2, 'import_row_broken_quotes']]);
    expect(rows[1]?.values).toEqual({ id: '2', text: 'c' });
  });

  test('a file of nothing but quotes is given up, not read in quadratic time', async () => {
    // Each line opens a quote that closes in the next and opens another: every record runs to the limit in vain.
    await expect(rowsOf(`a,b\n${'a","\n'.repeat(400_000)}`)).rejects.toMatchObject({
      code: 'import_too_many_broken_quotes',
    });
  });

  test('rows with too few or too many cells are reported; empty cells too many are not', async () => {
    const rows = await rowsOf('a,b\n1\n1,2,3\n1,2,,\n');
    expect(codes(rows)).toEqual([
      [2, 'import_row_column_count'],
      [3, 'import_row_column_count'],
    ]);
  });

  test('blank lines are left out and still counted', async () => {
    const rows = await rowsOf('a,b\n\n1,2\n,\n3,4\n');
    expect(rows.map((row) => row.rowNumber)).toEqual([3, 5]);
  });

  test('cells and rows beyond the limits are reported', async () => {
    const long = 'x'.repeat(5000);
    const rows = await rowsOf(`a,b\n1,${long}\n2,y\n3,${long.repeat(10)}\n4,z\n`, {
      limits: { cellChars: 1000, rowChars: 6000 },
    });
    expect(codes(rows)).toEqual([
      [2, 'import_row_too_long'],
      [4, 'import_row_too_long'],
    ]);
    expect(rows[3]?.values).toEqual({ a: '4', b: 'z' });
  });

  test.each([
    ['', 'import_no_header'],
    ['\n \n', 'import_no_header'],
    [`${'a,'.repeat(2000)}b\n`, 'import_too_many_columns'],
    [`a\n${'1\n'.repeat(30)}`, 'import_too_many_rows'],
    ['%PDF-1.7\n', 'import_format_unknown'],
    [Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 15, 16, 17]), 'import_not_text'],
  ])('refuses a whole file that makes no table (%#)', async (content, code) => {
    await expect(rowsOf(content, { limits: { rows: 20 } })).rejects.toMatchObject({ code });
  });

  test('a header named like a built-in of objects is a column as any other', async () => {
    const [row] = await rowsOf('__proto__,constructor\nx,y\n');
    expect(row?.values).toEqual({ 'column 1': 'x', constructor: 'y' });
  });

  test('agrees with csv-parse on every well-formed text', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', '你', 'x,y'),
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }),
        async (table) => {
          const text = `h1,h2,h3\n${table
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
            .join('\n')}\n`;
          const ours = (await rowsOf(text)).map((row) => Object.values(row.values));
          const theirs = (parse(text, { columns: false, from_line: 2 }) as string[][]).filter((row) =>
            row.some((value) => value.trim() !== ''),
          );
          expect(ours).toEqual(theirs);
        },
      ),
    );
  });

  test('reads the same whatever the size of the pieces it comes in', async () => {
    const content = Buffer.from('名称,b\n"多\n行,""值""",2\n3,"x\n4,5\n', 'utf8');
    const whole = await rowsOf(content);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (size) => {
        const output = new PassThrough();
        const reading = collect(readRows({ stream: output, fileName: 'x.csv' }));
        for (let at = 0; at < content.length; at += size) output.write(content.subarray(at, at + size));
        output.end();
        expect(await reading).toEqual(whole);
      }),
    );
  });
});

describe('writing CSV', () => {
  test('whatever was written is read back', async () => {
    const character = fc.constantFrom(
      'a',
      '"',
      ',',
      ';',
      '\n',
      '\r',
      '\t',
      '=',
      '+',
      '-',
      '@',
      "'",
      '＝',
      ' ',
      '中',
      '😀',
    );
    const cell = fc.string({ unit: character, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 12 }), async (table) => {
        const bytes = await csvOf(
          ['number', 'first', 'second'],
          table.map((row, index) => [index, ...row]),
        );
        const rows = await rowsOf(bytes, { delimiter: ',' });
        expect(rows.map((row) => [row.values.first, row.values.second])).toEqual(table);
        expect(rows.every((row) => row.problem === undefined)).toBe(true);
      }),
    );
  });

  test('text that a spreadsheet would run is written as text, numbers stay numbers', async () => {
    const bytes = await csvOf(
      ['a'],
      [['=1+1'], ['+861380000'], ['-x'], ['@SUM(A1)'], ['\tx'], [-5], ["it's"]],
    );
    expect(bytes.toString('utf8')).toBe(
      "\uFEFFa\r\n'=1+1\r\n'+861380000\r\n'-x\r\n'@SUM(A1)\r\n'\tx\r\n-5\r\nit's\r\n",
    );
  });
});
