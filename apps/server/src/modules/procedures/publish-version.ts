import { type ProcedurePublish, procedurePublished, procedureRetired, stepsOf } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { findTeamNames, getOrganisation } from '../people/index.ts';
import { namesOf, tellVersion } from './procedure.events.ts';
import { getProcedure } from './procedure.repo.ts';
import { insertPublication, lockVersion, saveVersion, type VersionRow } from './version.repo.ts';
import { dayOf, requireNotPast, requireStatus } from './version.rules.ts';

/**
 * Puts an approved version in force from a day on, for all teams or for some. Published again, it is in force for
 * further teams besides: so a pilot is rolled out.
 *
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_wrong_status, procedure_date_past,
 *   unknown_reference
 */
export async function publishVersion(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  { inForceFrom, ...input }: ProcedurePublish,
): Promise<VersionRow> {
  authorise(call.actor, 'procedures.approve');
  const before = await lockVersion(tx, id);
  refuseStale(expected, before.version);
  requireStatus(before, 'approved', 'published');
  requireNotPast(inForceFrom, await today(tx, call), call.actor);
  const teamIds = [...new Set(input.teamIds)];
  const roles = [...new Set(input.roles)];
  if ((await findTeamNames(tx, teamIds)).size < teamIds.length)
    throw new ServiceError('unknown_reference', { params: { field: 'teamIds' } });
  const after: VersionRow = {
    ...before,
    status: 'published',
    version: before.version + 1,
    updatedAt: call.now,
  };
  await saveVersion(tx, after);
  await insertPublication(tx, uuidv7(), {
    procedureId: after.procedureId,
    versionId: id,
    inForceFrom,
    teamIds,
    roles,
    publishedBy: call.actor.type === 'user' ? call.actor.id : null,
    publishedAt: call.now,
  });
  const data = {
    ...namesOf(await getProcedure(tx, after.procedureId), after),
    teamIds,
    roles,
    inForceFrom,
    change: after.change,
    steps: stepsOf(after.content).length,
  };
  await tellVersion(tx, call, id, procedurePublished, data, after.drafted);
  return after;
}

/**
 * Ends a published version from a day on. No older one comes back by itself: publish that again where it should.
 * @throws ServiceError forbidden, not_found, version_conflict, procedure_wrong_status, procedure_date_past
 */
export async function retireVersion(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  day?: string,
): Promise<VersionRow> {
  authorise(call.actor, 'procedures.approve');
  const before = await lockVersion(tx, id);
  refuseStale(expected, before.version);
  requireStatus(before, 'published');
  const now = await today(tx, call);
  const on = day ?? now;
  requireNotPast(on, now, call.actor);
  const after: VersionRow = {
    ...before,
    status: 'retired',
    retiredOn: on,
    version: before.version + 1,
    updatedAt: call.now,
  };
  await saveVersion(tx, after);
  const data = { ...namesOf(await getProcedure(tx, after.procedureId), after), on };
  await tellVersion(tx, call, id, procedureRetired, data, after.drafted);
  return after;
}

/** The organisation's day. @returns YYYY-MM-DD */
export async function today(tx: Tx, call: Call): Promise<string> {
  return dayOf(call.now, (await getOrganisation(tx)).timeZone);
}
