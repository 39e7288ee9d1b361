import { peopleEvents, type UpdateOrganisationInput } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import {
  getOrganisation,
  lockOrganisation,
  type OrganisationRow,
  updateOrganisationRow,
} from './organisation.repo.ts';

/**
 * Changes the organisation's name, time zone or language.
 *
 * @throws ServiceError version_conflict
 */
export async function updateOrganisation(
  tx: Tx,
  call: Call,
  expected: number,
  input: UpdateOrganisationInput,
): Promise<OrganisationRow> {
  authorise(call.actor, 'organisation.manage');
  const before = await lockOrganisation(tx);
  refuseStale(expected, before.version);
  const change = {
    name: input.name ?? before.name,
    timeZone: input.timeZone ?? before.timeZone,
    locale: input.locale ?? before.locale,
  };
  await updateOrganisationRow(tx, change);
  await appendEvents(tx, [
    {
      definition: peopleEvents.organisationChanged,
      subject: { type: 'organisation', id: tx.orgId },
      actor: eventActor(call.actor),
      data: change,
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return getOrganisation(tx);
}
