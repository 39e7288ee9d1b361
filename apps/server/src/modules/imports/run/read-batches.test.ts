import { describe, expect, test } from 'vitest';
import { fileIn, inDirectory } from '../../../platform/tabular/tabular.testing.ts';
import { mappingWith } from '../history/history.factory.ts';
import { dryRun, dryRunIn } from './dry-run.ts';
import { type ImportBatch, readBatches, surveyFile } from './read-batches.ts';

const context = { timeZone: 'Asia/Shanghai', now: Date.parse('2024-06-01T00:00:00Z') };
const header = 'number,state,opened_at,sys_updated_at,closed_at,assignment_group,assigned_to,sys_updated_by';

/** Reads a log typed in the test. */
async function batchesOf(lines: string[], mapping = mappingWith()): Promise<ImportBatch[]> {
  return inDirectory(async (directory) => {
    const source = await fileIn(directory, 'log.csv', `${header}\n${lines.join('\n')}\n`);
    const batches: ImportBatch[] = [];
    for await (const batch of readBatches(source, mapping, await surveyFile(source, mapping), context))
      batches.push(batch);
    return batches;
  });
}
const line = (id: number | string, state: string, minute: number, more = ',,,') =>
  `${id},${state},1/3/2024 08:00,1/3/2024 09:${String(minute).padStart(2, '0')}${more},`;

describe('reading an import', () => {
  test('rows of a ticket are found wherever they lie in the file', async () => {
    const [batch] = await batchesOf([
      line('A', 'New', 0),
      line('B', 'New', 1),
      line('A', 'Closed', 2),
      line('B', 'Resolved', 3),
    ]);
    expect(
      batch?.tickets.map((ticket) => [ticket.externalId, ticket.state.status, ticket.rowNumbers]),
    ).toEqual([
      ['A', 'closed', [2, 4]],
      ['B', 'solved', [3, 5]],
    ]);
  });

  test('a broken row costs itself and not its ticket; a ticket of broken rows only does not come', async () => {
    const [batch] = await batchesOf([
      line('A', 'New', 0),
      'A,Active,1/3/2024 08:00,31/2/2024 10:00,,,,',
      'A,Active,1/3/2024 08:00,,,,,',
      line('A', 'Closed', 9),
      'B,New,1/3/2024 08:00,nonsense,,,,',
      'C,"New,x',
    ]);
    expect(batch?.tickets.map((ticket) => [ticket.externalId, ticket.rowNumbers])).toEqual([['A', [2, 5]]]);
    expect(batch?.rejected.map((row) => [row.rowNumber, row.externalId, row.problem.code])).toEqual([
      [3, 'A', 'import_row_bad_date'],
      [4, 'A', 'import_row_no_time'],
      [6, 'B', 'import_row_bad_date'],
      [7, 'C', 'import_row_broken_quotes'],
    ]);
  });

  test('the same file gives the same batches, so that an import can go on behind any of them', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) => [
      line(index, 'New', 0),
      line(index, 'Closed', 5),
    ]).flat();
    const first = await batchesOf(lines);
    const again = await batchesOf(lines);
    expect(first).toHaveLength(3);
    expect(
      again.map((batch) => [batch.index, batch.rowsRead, batch.tickets.map((ticket) => ticket.fingerprint)]),
    ).toEqual(
      first.map((batch) => [batch.index, batch.rowsRead, batch.tickets.map((ticket) => ticket.fingerprint)]),
    );
    expect(first.at(-1)?.rowsRead).toBe(6000);
  });

  test('a ticket looks the same wherever it stands and whenever it is imported, and different when it changed', async () => {
    const mapping = mappingWith({
      shape: 'ticket',
      columns: { externalId: { column: 'number' }, status: { column: 'state' } },
    });
    const print = async (lines: string[], now: number, of = mapping) =>
      inDirectory(async (directory) => {
        const source = await fileIn(directory, 'log.csv', `${header}\n${lines.join('\n')}\n`);
        for await (const batch of readBatches(source, of, await surveyFile(source, of), { ...context, now }))
          return batch.tickets.at(-1)?.fingerprint;
        return undefined;
      });
    const one = await print(['A,Open,,,,,,'], context.now);
    expect(await print(['B,Open,,,,,,', 'A,Open,,,,,,'], context.now + 12_345)).toBe(one);
    expect(await print(['A,Closed,,,,,,'], context.now)).not.toBe(one);
  });

  test('of two rows with one number the second is rejected where a row is a ticket', async () => {
    const mapping = mappingWith({ shape: 'ticket', columns: { externalId: { column: 'number' } } });
    const [batch] = await batchesOf([line('A', 'New', 0), line('A', 'New', 0)], mapping);
    expect(batch?.tickets).toHaveLength(1);
    expect(batch?.rejected).toMatchObject([{ rowNumber: 3, problem: { code: 'import_row_duplicate_id' } }]);
  });
});

describe('a dry run', () => {
  test('counts what would come, says why rows are rejected, and which words nobody understood', async () => {
    const found = await inDirectory(async (directory) => {
      const lines = [
        line('A', 'New', 0),
        line('A', '-100', 1),
        line('A', 'Closed', 5),
        line('?', 'New', 1),
        'B,New,,bad,,,,',
      ];
      const source = await fileIn(directory, 'log.csv', `${header}\n${lines.join('\n')}\n`);
      return dryRun(source, mappingWith(), context);
    });
    expect(found.counts).toMatchObject({ rows: 5, rejected: 2, tickets: 1, created: 0 });
    expect(found.reasons).toEqual([
      { code: 'import_row_no_id', count: 1, params: { column: 'number' } },
      {
        code: 'import_row_bad_date',
        count: 1,
        params: { column: 'sys_updated_at', value: 'bad', format: 'dayFirst' },
      },
    ]);
    const status = found.values.find((one) => one.field === 'status');
    expect(status?.values).toContainEqual({ value: '-100', count: 1, meaning: null });
    expect(status?.values).toContainEqual({ value: 'Closed', count: 1, meaning: 'closed' });
    expect(dryRunIn(found, 'zh-TW').problems[0]?.message).toContain('編號');
  });

  test('refuses a mapping that does not fit the file', async () => {
    await expect(
      batchesOf([line('A', 'New', 0)], mappingWith({ columns: { externalId: { column: 'gone' } } })),
    ).rejects.toMatchObject({
      code: 'import_mapping_incomplete',
    });
  });
});
