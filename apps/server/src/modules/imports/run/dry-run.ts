import type { ErrorCode, ImportDryRun, ImportMapping, ImportProblem, Locale } from '@jingyun/contracts';
import { errorMessage } from '../../../platform/i18n/server-words.ts';
import type { TabularSource } from '../../../platform/tabular/types.ts';
import { noCounts } from './counts.ts';
import { type ReadContext, type RejectedRow, readBatches, surveyFile } from './read-batches.ts';
import { wordCounter } from './word-counter.ts';

/** Problems that are shown; all of them are counted. */
const SHOWN = 100;

/** How the dry run of a file ended, without words yet: they are said in the reader's language. */
export type DryRun = Omit<ImportDryRun, 'problems' | 'reasons'> & {
  problems: RejectedRow[];
  /** With the values of the first row that has it, as an example. */
  reasons: { code: string; count: number; params: Record<string, string | number> }[];
};

/**
 * Reads a whole file as an import would and writes nothing: what would come of it,
 * what would be rejected and why, and which words nobody understood.
 */
export async function dryRun(
  source: TabularSource,
  mapping: ImportMapping,
  context: ReadContext,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<DryRun> {
  const started = performance.now();
  const words = wordCounter(mapping);
  const survey = await surveyFile(source, mapping, words.count);
  const counts = { ...noCounts, rows: survey.rows };
  const reasons = new Map<string, DryRun['reasons'][number]>();
  const problems: RejectedRow[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for await (const batch of readBatches(source, mapping, survey, context)) {
    for (const row of batch.rejected) {
      counts.rejected += 1;
      const { code, params = {} } = row.problem;
      const reason = reasons.get(code) ?? { code, count: 0, params };
      reason.count += 1;
      reasons.set(code, reason);
      if (problems.length < SHOWN) problems.push(row);
    }
    for (const ticket of batch.tickets) {
      counts.tickets += 1;
      counts.events += ticket.steps.length;
      if (ticket.adjusted) counts.adjusted += 1;
      first = Math.min(first, ticket.createdAt);
      last = Math.max(last, ticket.createdAt);
    }
    onProgress(batch.rowsRead, survey.rows);
  }
  return {
    counts,
    reasons: [...reasons.values()].sort((a, b) => b.count - a.count),
    problems,
    values: words.values(),
    firstCreatedAt: counts.tickets === 0 ? null : new Date(first).toISOString(),
    lastCreatedAt: counts.tickets === 0 ? null : new Date(last).toISOString(),
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** A rejected row as people read it. */
export function problemIn(row: RejectedRow, locale: Locale): ImportProblem {
  const { code, params = {} } = row.problem;
  return {
    rowNumber: row.rowNumber,
    externalId: row.externalId,
    code,
    params,
    message: errorMessage(code, locale, params),
  };
}

/** A dry run as people read it. */
export function dryRunIn(run: DryRun, locale: Locale): ImportDryRun {
  return {
    ...run,
    problems: run.problems.map((row) => problemIn(row, locale)),
    reasons: run.reasons.map(({ code, count, params }) => ({
      code,
      count,
      message: errorMessage(code as ErrorCode, locale, params),
    })),
  };
}
