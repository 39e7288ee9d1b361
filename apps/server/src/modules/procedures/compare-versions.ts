import type { ProcedureDiff } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { textOf } from '../tickets/index.ts';
import { diffContents } from './diff.rules.ts';
import { versionsByIds } from './version.repo.ts';

/** Two versions of a procedure side by side. @throws ServiceError forbidden, not_found */
export async function compareVersions(
  tx: Tx,
  call: Call,
  procedureId: string,
  ids: { from: string; to: string },
): Promise<ProcedureDiff> {
  authorise(call.actor, 'procedures.read');
  const versions = await versionsByIds(tx, [ids.from, ids.to]);
  const find = (id: string) => {
    const found = versions.find((version) => version.id === id && version.procedureId === procedureId);
    if (found === undefined) throw new ServiceError('not_found');
    return found;
  };
  const [from, to] = [find(ids.from), find(ids.to)];
  return {
    from: { versionId: from.id, number: from.number },
    to: { versionId: to.id, number: to.number },
    ...diffContents(from.content, to.content, textOf),
  };
}
