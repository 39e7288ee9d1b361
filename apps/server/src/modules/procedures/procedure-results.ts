import { type ProcedureResults, type ProcedureResultsQuery, stepsOf } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { getOrganisation } from '../people/index.ts';
import { getProcedure } from './procedure.repo.ts';
import { readResults, type VersionResult } from './results.repo.ts';
import { type VersionRow, versionsByIds } from './version.repo.ts';

/**
 * How far a procedure was followed, in the reader's reach of numbers: whole, by version, step by step.
 * @throws ServiceError forbidden, not_found
 */
export async function procedureResults(
  tx: Tx,
  call: Call,
  procedureId: string,
  query: ProcedureResultsQuery,
): Promise<ProcedureResults> {
  authorise(call.actor, 'procedures.read');
  const scope = authorise(call.actor, 'metrics.read');
  await getProcedure(tx, procedureId);
  const { timeZone } = await getOrganisation(tx);
  const reach = { scope, actorId: call.actor.id, teamIds: call.actor.teamIds };
  const { versions, steps, reasons, running } = await readResults(tx, procedureId, reach, query, timeZone);
  const rows = await versionsByIds(
    tx,
    versions.map(({ versionId }) => versionId),
  );
  const newest = rows.sort((a, b) => b.number - a.number);
  const results = new Map(versions.map((one) => [one.versionId, one]));
  const all = [...results.values()];
  return {
    runs: sum(all, ({ runs }) => runs),
    running,
    ...shares(all),
    versions: newest.map(({ id, number }) => {
      const own = results.get(id)!;
      return { versionId: id, number, runs: own.runs, ...shares([own]) };
    }),
    steps: stepsIn(newest, results).map(({ step, runs }) => {
      const found = steps.find(({ key }) => key === step.key);
      const { done = 0, skipped = 0, late = 0, medianSeconds = null } = found ?? {};
      const { key, title, mandatory } = step;
      return { key, title, mandatory, done, skipped, left: runs - done - skipped, late, medianSeconds };
    }),
    reasons,
  };
}

/** Every step of these versions once, as the newest has it, with how many runs had it. */
function stepsIn(versions: readonly VersionRow[], results: ReadonlyMap<string, VersionResult>) {
  const found = new Map<string, { step: ReturnType<typeof stepsOf>[number]; runs: number }>();
  for (const { id, content } of versions)
    for (const step of stepsOf(content)) {
      const entry = found.get(step.key) ?? { step, runs: 0 };
      found.set(step.key, { ...entry, runs: entry.runs + results.get(id)!.runs });
    }
  return [...found.values()];
}

const sum = (results: readonly VersionResult[], of: (result: VersionResult) => number) =>
  results.reduce((total, result) => total + of(result), 0);

/** Null where there is nothing to divide by. */
function shares(results: readonly VersionResult[]) {
  const mandatory = sum(results, (one) => one.mandatory);
  const runs = sum(results, (one) => one.runs);
  return {
    adherence: mandatory === 0 ? null : sum(results, (one) => one.done) / mandatory,
    asWritten: runs === 0 ? null : sum(results, (one) => one.asWritten) / runs,
  };
}
