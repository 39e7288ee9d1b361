import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { createProcedure } from './save-procedure.ts';
import { starterProcedures } from './starter/starter-set.ts';

/**
 * The procedures that a new organisation starts with, as drafts: they become rules when somebody has read, adapted
 * and published them, so that nobody is held by steps that nobody has chosen.
 */
export async function setUpProcedures(tx: Tx, call: Call): Promise<void> {
  for (const input of starterProcedures) await createProcedure(tx, call, input);
}
