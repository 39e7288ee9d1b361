import { procedureAcknowledged } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { type Colleague, findColleagues } from '../people/index.ts';
import { namesOf } from './procedure.events.ts';
import { getProcedure } from './procedure.repo.ts';
import {
  type Acknowledgement,
  acknowledgementsOf,
  getVersion,
  insertAcknowledgements,
  type PublicationRow,
  publicationsOf,
} from './version.repo.ts';
import { requireStatus } from './version.rules.ts';

/** Whether a publication is for somebody: of one of its teams, in one of its roles. */
export function isConcerned(
  { teamIds, roles }: Pick<PublicationRow, 'teamIds' | 'roles'>,
  person: Pick<Colleague, 'teamIds' | 'roles'>,
): boolean {
  return (
    (teamIds.length === 0 || teamIds.some((id) => person.teamIds.includes(id))) &&
    (roles.length === 0 || roles.some((role) => person.roles.includes(role)))
  );
}

/**
 * The caller says to have read a version; also those who need not. Said again, it stays as it was.
 * @throws ServiceError forbidden (not a person), not_found, procedure_wrong_status (not published)
 */
export async function acknowledge(tx: Tx, call: Call, id: string): Promise<void> {
  authorise(call.actor, 'procedures.read');
  const { type, id: userId } = call.actor;
  if (type !== 'user' || userId === null)
    throw new ServiceError('forbidden', { params: { permission: 'procedures.read' } });
  await acknowledgeFor(tx, call, id, [userId]);
}

/** That some people have read a version, in one statement for any number of them; those who had before stay as they were. */
export async function acknowledgeFor(
  tx: Tx,
  call: Call,
  id: string,
  userIds: readonly string[],
): Promise<void> {
  const version = await getVersion(tx, id);
  requireStatus(version, 'published');
  const procedure = await getProcedure(tx, version.procedureId);
  const news = await insertAcknowledgements(tx, id, userIds, call.now);
  await appendEvents(
    tx,
    news.map((userId) => ({
      definition: procedureAcknowledged,
      data: { ...namesOf(procedure, version), userId },
      subject: { type: 'procedureVersion', id },
      actor: { type: 'user' as const, id: userId },
      occurredAt: call.now,
      cause: call.cause ?? version.drafted,
    })),
  );
}

/** Who has read a version, and who has to and has not. @throws ServiceError not_found */
export async function readersOf(
  tx: Tx,
  call: Call,
  id: string,
): Promise<{ acknowledged: Acknowledgement[]; missing: Colleague[] }> {
  authorise(call.actor, 'procedures.read');
  const { procedureId } = await getVersion(tx, id);
  const publications = (await publicationsOf(tx, procedureId)).filter((one) => one.versionId === id);
  const acknowledged = await acknowledgementsOf(tx, id);
  const done = new Set(acknowledged.map(({ userId }) => userId));
  const people = publications.length === 0 ? [] : await findColleagues(tx);
  const missing = people.filter(
    (person) => !done.has(person.id) && publications.some((one) => isConcerned(one, person)),
  );
  return { acknowledged, missing };
}
