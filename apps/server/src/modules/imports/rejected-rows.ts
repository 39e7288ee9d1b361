import type { Locale } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { readRowBatches } from '../../platform/tabular/read-rows.ts';
import type { Cell } from '../../platform/tabular/write-csv.ts';
import { getImport, listProblems } from './import.repo.ts';
import { problemIn } from './run/dry-run.ts';
import type { RejectedRow } from './run/read-batches.ts';
import { sourceOf } from './run/source-of.ts';

const words = {
  row: { zh: '行号', en: 'Row' },
  reason: { zh: '未导入的原因', en: 'Why it was not imported' },
} as const;
/** Rejected rows held in memory; far more than anybody corrects by hand. */
const MOST = 100_000;

/**
 * The rejected rows of an import as a table: where and why, then the row as it
 * stands in the file, to be corrected and imported again. Before the import has run,
 * those that its dry run found.
 *
 * @throws ServiceError not_found
 */
export async function rejectedRows(
  services: Services,
  orgId: string,
  id: string,
  locale: Locale,
): Promise<{ headers: string[]; rows: AsyncGenerator<Cell[]> }> {
  const { row, problems } = await services.database.inOrg(orgId, async (tx) => {
    const found = await getImport(tx, id);
    const ran = found.startedAt !== null;
    return {
      row: found,
      problems: ran ? await listProblems(tx, id, -1, MOST) : (found.dryRun?.problems ?? []),
    };
  });
  const source = await sourceOf(services, orgId, row);
  const { headers } = row.sniff;
  const byRow = new Map(problems.map((problem) => [problem.rowNumber, problem]));

  async function* rows(): AsyncGenerator<Cell[]> {
    if (byRow.size === 0) return;
    for await (const batch of readRowBatches(source)) {
      for (const { rowNumber, values } of batch) {
        const problem = byRow.get(rowNumber);
        if (problem === undefined) continue;
        byRow.delete(rowNumber);
        yield [rowNumber, reasonOf(problem, locale), ...headers.map((header) => values[header] ?? '')];
      }
      if (byRow.size === 0) return;
    }
  }
  return { headers: [say(words.row, locale), say(words.reason, locale), ...headers], rows: rows() };
}

function reasonOf(problem: RejectedRow, locale: Locale): string {
  return problemIn(problem, locale).message;
}
