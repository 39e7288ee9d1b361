import { type Locale, peopleEvents } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { type Call, eventActor, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { giveIdentity, withIdentity } from './give-identity.ts';
import { insertOrganisation, lockSetUp } from './organisation.repo.ts';
import { builtInRole, insertBuiltInRoles } from './role.repo.ts';
import { userFacts } from './user.presenter.ts';
import { getUser, insertUser, replaceRoles } from './user.repo.ts';

export interface NewOrganisation {
  name: string;
  timeZone: string;
  locale: Locale;
  /** Absent: an owner without a name is made, to be claimed by whoever sets the installation up. */
  owner?: { name: string; email: string; password: string };
  /** Refuse where there is an organisation already. */
  onlyFirst?: boolean;
}

type Needs = Pick<Services, 'database' | 'identity' | 'clock' | 'setUpModules'>;

/**
 * Makes an organisation with its roles, its owner, and what every module starts with.
 * One transaction: of two set-ups at once, one wins and the other is told so.
 *
 * @throws ServiceError already_set_up, weak_password, email_taken
 */
export async function createOrganisation(
  services: Needs,
  input: NewOrganisation,
): Promise<{ orgId: string; ownerId: string }> {
  const orgId = uuidv7();
  const ownerId = uuidv7();
  const call: Call = { actor: systemActor(orgId, input.locale), now: services.clock() };
  await withIdentity((onGiven) =>
    services.database.inOrg(orgId, async (tx) => {
      const { organisations } = await lockSetUp(tx);
      if (input.onlyFirst === true && organisations > 0) throw new ServiceError('already_set_up');
      await insertOrganisation(
        tx,
        { ...input, unclaimedOwnerId: input.owner === undefined ? ownerId : null },
        call.now,
      );
      await insertBuiltInRoles(tx);
      await insertOwner(tx, call, ownerId, input);
      await tellOfOrganisation(tx, call, ownerId, input);
      await services.setUpModules(tx, call);
      if (input.owner !== undefined)
        onGiven(await giveIdentity(services, { orgId, userId: ownerId, ...input.owner }));
    }),
  );
  return { orgId, ownerId };
}

async function insertOwner(tx: Tx, call: Call, ownerId: string, input: NewOrganisation): Promise<void> {
  const { owner, locale } = input;
  const joinedAt = owner === undefined ? null : call.now;
  const name = owner?.name ?? say({ zh: '所有者', en: 'Owner' }, locale);
  const email = owner?.email ?? null;
  await insertUser(tx, { id: ownerId, name, email, locale, active: owner !== undefined, joinedAt }, call.now);
  await replaceRoles(tx, ownerId, [(await builtInRole(tx, 'owner')).id]);
}

async function tellOfOrganisation(
  tx: Tx,
  call: Call,
  ownerId: string,
  input: NewOrganisation,
): Promise<void> {
  const actor = eventActor(call.actor);
  const owner = await getUser(tx, ownerId);
  await appendEvents(tx, [
    {
      definition: peopleEvents.organisationCreated,
      subject: { type: 'organisation', id: tx.orgId },
      actor,
      data: { name: input.name },
      occurredAt: call.now,
    },
    ...(input.owner === undefined
      ? []
      : [
          {
            definition: peopleEvents.userJoined,
            subject: { type: 'user', id: ownerId },
            actor,
            data: userFacts(owner),
            occurredAt: call.now,
          },
        ]),
  ]);
}
