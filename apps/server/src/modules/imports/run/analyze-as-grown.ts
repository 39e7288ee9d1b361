import type { Database } from '../../../platform/database/transaction.ts';
import { analyzeImported } from '../import.repo.ts';

/**
 * Tells the planner how large the tables have become. Called after each batch of
 * tickets, it does so after 1, 4, 16, 64 … of them: as often as the tables change
 * their size by much.
 *
 * @param batches how many were written so far
 */
export async function analyzeAsGrown(database: Database, orgId: string, batches: number): Promise<void> {
  if (/^10*$/.test(batches.toString(4))) await database.inOrg(orgId, analyzeImported);
}
