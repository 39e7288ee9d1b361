import { peopleEvents, type SetUpInput } from '@jingyun/contracts';
import { eventActor, systemActor } from '../../platform/actor.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { createOrganisation } from './create-organisation.ts';
import { giveIdentity, withIdentity } from './give-identity.ts';
import {
  getOrganisation,
  lockOrganisation,
  markClaimed,
  updateOrganisationRow,
} from './organisation.repo.ts';
import { userFacts } from './user.presenter.ts';
import { getUser, markJoined, updateUserRow } from './user.repo.ts';

type Needs = Pick<Services, 'database' | 'identity' | 'clock' | 'setUpModules'>;

/** Whether this installation still waits for its first person, and the organisation that an import made, if any. */
export async function setUpStateOf(
  services: Pick<Services, 'database'>,
): Promise<{ needed: boolean; organisation: string | null }> {
  const [orgId, ...others] = await services.database.orgIds();
  if (orgId === undefined) return { needed: true, organisation: null };
  if (others.length > 0) return { needed: false, organisation: null };
  const organisation = await services.database.inOrg(orgId, getOrganisation);
  return organisation.unclaimedOwnerId === null
    ? { needed: false, organisation: null }
    : { needed: true, organisation: organisation.name };
}

/**
 * First run: makes the organisation and its owner, or gives an owner to the organisation
 * that an import made. Works once.
 *
 * @throws ServiceError already_set_up, weak_password, email_taken
 */
export async function setUp(services: Needs, input: SetUpInput): Promise<{ orgId: string; ownerId: string }> {
  const { organisation: name, timeZone, locale, name: personName, email, password } = input;
  const owner = { name: personName, email, password };
  const [orgId, ...others] = await services.database.orgIds();
  if (orgId === undefined)
    return createOrganisation(services, { name, timeZone, locale, owner, onlyFirst: true });
  if (others.length > 0) throw new ServiceError('already_set_up');
  return claim(services, orgId, input);
}

async function claim(
  services: Needs,
  orgId: string,
  input: SetUpInput,
): Promise<{ orgId: string; ownerId: string }> {
  const now = services.clock();
  return withIdentity((onGiven) =>
    services.database.inOrg(orgId, async (tx) => {
      const { unclaimedOwnerId: ownerId } = await lockOrganisation(tx);
      if (ownerId === null) throw new ServiceError('already_set_up');
      const { organisation: name, timeZone, locale, name: personName, email, password } = input;
      await updateOrganisationRow(tx, { name, timeZone, locale });
      await markClaimed(tx);
      await updateUserRow(tx, ownerId, { name: personName, email, locale });
      await markJoined(tx, ownerId, now);
      const actor = eventActor(systemActor(orgId));
      await appendEvents(tx, [
        {
          definition: peopleEvents.organisationClaimed,
          subject: { type: 'organisation', id: orgId },
          actor,
          data: { userId: ownerId },
          occurredAt: now,
        },
        {
          definition: peopleEvents.userJoined,
          subject: { type: 'user', id: ownerId },
          actor,
          data: userFacts(await getUser(tx, ownerId)),
          occurredAt: now,
        },
      ]);
      onGiven(await giveIdentity(services, { orgId, userId: ownerId, name: personName, email, password }));
      return { orgId, ownerId };
    }),
  );
}
