import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readRows, sniff } from './read-rows.ts';
import { fileIn, inDirectory, rowsOf, sourceOf, zipOf } from './tabular.testing.ts';

const table = 'id,name\n1,甲\n2,乙\n';

describe('containers', () => {
  test.each([
    ['gzip', gzipSync(table)],
    ['zip', zipOf([{ name: 'a.csv', content: table }])],
    [
      'zip with what desktops add',
      zipOf([
        { name: 'data/', content: '' },
        { name: 'data/a.csv', content: table },
        { name: '__MACOSX/data/._a.csv', content: 'x' },
        { name: 'data/.DS_Store', content: 'x' },
      ]),
    ],
  ])('the table in a %s is read', async (_, bytes) => {
    expect((await rowsOf(bytes)).map((row) => row.values.name)).toEqual(['甲', '乙']);
  });

  test('the name of a file is not believed: its contents decide', async () => {
    const sniffed = await sniff(sourceOf(gzipSync(table), 'year.xlsx'));
    expect(sniffed).toMatchObject({ format: 'csv', headers: ['id', 'name'] });
  });

  test.each([
    [
      'two files',
      zipOf([
        { name: 'a.csv', content: table },
        { name: 'b.csv', content: table },
      ]),
      'import_archive_entries',
    ],
    ['nothing', zipOf([]), 'import_format_unknown'],
    ['a password', zipOf([{ name: 'a.csv', content: table, encrypted: true }]), 'import_archive_broken'],
    [
      'an archive in an archive',
      zipOf([{ name: 'a.zip', content: zipOf([{ name: 'a.csv', content: table }]) }]),
      'import_format_unknown',
    ],
    ['a path out of the archive', zipOf([{ name: '../a.csv', content: table }]), 'import_archive_broken'],
    ['a cut zip', zipOf([{ name: 'a.csv', content: table }]).subarray(0, 60), 'import_archive_broken'],
    ['a cut gzip', gzipSync(table.repeat(100)).subarray(0, 40), 'import_archive_broken'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'import_spreadsheet_old'],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(rowsOf(bytes)).rejects.toMatchObject({ code });
  });

  const bomb = `a\n${'0'.repeat(40 * 1024 * 1024)}\n`;

  test.each([
    ['gzip', gzipSync(bomb), {}],
    ['zip that declares its size', zipOf([{ name: 'a.csv', content: bomb }]), {}],
    ['gzip beyond the size in all', gzipSync(table.repeat(10_000)), { unpackedBytes: 50_000 }],
  ])('a bomb is refused: %s', async (_, bytes, limits) => {
    await expect(rowsOf(bytes, { limits })).rejects.toMatchObject({ code: 'import_archive_bomb' });
  });

  test('a zip that lies about its size is stopped where the lie shows', async () => {
    const liar = zipOf([{ name: 'a.csv', content: bomb, claimedSize: 100 }]);
    await expect(rowsOf(liar)).rejects.toMatchObject({ code: 'import_archive_broken' });
  });

  test('an archive of very many entries is refused by its directory', async () => {
    const parts = Array.from({ length: 3000 }, (_, index) => ({ name: `${index}.csv`, content: 'a' }));
    await expect(rowsOf(zipOf(parts))).rejects.toMatchObject({ code: 'import_archive_entries' });
  });

  test('a stream or file over the limit is refused', async () => {
    const limits = { fileBytes: 1000 };
    await expect(rowsOf(table.repeat(100), { limits })).rejects.toMatchObject({
      code: 'import_file_too_large',
    });
    await inDirectory(async (directory) => {
      const source = await fileIn(directory, 'a.csv', table.repeat(100));
      await expect(sniff(source, { limits })).rejects.toMatchObject({ code: 'import_file_too_large' });
    });
  });

  test('nothing stays on disk or open after a reader stops early', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('jingyun-table-')).length;
    const openBefore = (await readdir('/proc/self/fd')).length;
    for (let round = 0; round < 5; round += 1) {
      for await (const row of readRows(sourceOf(`id\n${'1\n'.repeat(500_000)}`))) {
        if (row.rowNumber === 3) break;
      }
    }
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('jingyun-table-')).length;
    expect(after).toBe(before);
    expect((await readdir('/proc/self/fd')).length).toBeLessThan(openBefore + 3);
  });
});
