import { procedureApproved, procedureReturned, procedureSubmitted } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { namesOf, tellVersion } from './procedure.events.ts';
import { getProcedure } from './procedure.repo.ts';
import { lockVersion, saveVersion, type VersionRow } from './version.repo.ts';
import { requireOtherEyes, requireStatus } from './version.rules.ts';

/**
 * Hands a draft over to be reviewed. It cannot change while it is.
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_wrong_status
 */
export async function submitVersion(tx: Tx, call: Call, id: string, expected: number): Promise<VersionRow> {
  authorise(call.actor, 'procedures.write');
  const before = await lockVersion(tx, id);
  refuseStale(expected, before.version);
  requireStatus(before, 'draft');
  const after = await write(tx, call, before, { status: 'inReview', submittedAt: call.now, returned: null });
  const procedure = await getProcedure(tx, after.procedureId);
  await tellVersion(tx, call, id, procedureSubmitted, namesOf(procedure, after), after.drafted);
  return after;
}

/**
 * Approves a version in review. Under four eyes, not by those who wrote it.
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_wrong_status, procedure_own_approval,
 *   procedure_approval_by_person
 */
export async function approve(tx: Tx, call: Call, id: string, expected: number): Promise<VersionRow> {
  authorise(call.actor, 'procedures.approve');
  const before = await lockVersion(tx, id);
  refuseStale(expected, before.version);
  requireStatus(before, 'inReview');
  const procedure = await getProcedure(tx, before.procedureId);
  requireOtherEyes(procedure.fourEyes, before, call.actor);
  const approvedBy = call.actor.type === 'user' ? call.actor.id : null;
  const after = await write(tx, call, before, { status: 'approved', approvedBy, approvedAt: call.now });
  const data = { ...namesOf(procedure, after), fourEyes: procedure.fourEyes };
  await tellVersion(tx, call, id, procedureApproved, data, after.drafted);
  return after;
}

/**
 * Makes a version in review, or an approved one, a draft again: by whoever may write.
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_wrong_status
 */
export async function returnVersion(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  reason: string,
): Promise<VersionRow> {
  authorise(call.actor, 'procedures.write');
  const before = await lockVersion(tx, id);
  refuseStale(expected, before.version);
  requireStatus(before, 'inReview', 'approved');
  const by = call.actor.type === 'user' ? call.actor.id : null;
  const after = await write(tx, call, before, {
    status: 'draft',
    submittedAt: null,
    approvedBy: null,
    approvedAt: null,
    returned: { by, at: call.now.toString(), reason },
  });
  const procedure = await getProcedure(tx, after.procedureId);
  const data = { ...namesOf(procedure, after), reason };
  await tellVersion(tx, call, id, procedureReturned, data, after.drafted);
  return after;
}

async function write(
  tx: Tx,
  call: Call,
  before: VersionRow,
  change: Partial<VersionRow>,
): Promise<VersionRow> {
  const after = { ...before, ...change, version: before.version + 1, updatedAt: call.now };
  await saveVersion(tx, after);
  return after;
}
