import type { CertifiedAnswer } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { uncertified } from './uncertified.ts';

/** Who of some people is not certified for a version. */
export async function certifiedFor(
  tx: Tx,
  call: Call,
  {
    userIds,
    versionId,
  }: { userIds: readonly string[]; ticketId?: string | undefined; versionId?: string | undefined },
): Promise<CertifiedAnswer['versions']> {
  return uncertified(tx, call.now, userIds, versionId === undefined ? [] : [versionId]);
}
