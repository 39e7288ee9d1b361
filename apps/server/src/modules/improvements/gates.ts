import type { Tx } from '../../platform/database/transaction.ts';
import { listCauses } from './cause.repo.ts';
import { type CheckHead, newestChecks } from './check.repo.ts';
import { listCountermeasures } from './countermeasure.repo.ts';
import { type Gates, gatesOf } from './gate.rules.ts';
import type { ImprovementRow } from './improvement.repo.ts';

/** What is missing before each next step of an improvement, as it stands in the database. */
export async function readGates(
  tx: Tx,
  row: ImprovementRow,
): Promise<{ gates: Gates; newestCheck: CheckHead | null }> {
  const newestCheck = (await newestChecks(tx, [row.id])).get(row.id) ?? null;
  const causes = await listCauses(tx, row.id);
  const countermeasures = await listCountermeasures(tx, [row.id]);
  return { gates: gatesOf({ ...row, causes, countermeasures, newestCheck }), newestCheck };
}
