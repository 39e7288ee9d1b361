import { type InviteUserInput, peopleEvents } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import { makeToken } from '../../platform/auth/token-text.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { insertInvitation, revokeInvitationsOf } from './invitation.repo.ts';
import { getOrganisation } from './organisation.repo.ts';
import { invitationMail } from './people.mail.ts';
import { refuseOutsideScope, refuseRolesBeyond } from './people.policy.ts';
import { userFacts } from './user.presenter.ts';
import {
  findUserByEmail,
  getUser,
  insertUser,
  lockUser,
  replaceMemberships,
  replaceRoles,
  type UserRow,
  updateUserRow,
} from './user.repo.ts';

export type InviteNeeds = Pick<Services, 'mail' | 'config' | 'permissions'>;

const validDays = 7;

export interface Invitation {
  id: string;
  userId: string;
  email: string;
  expiresAt: Temporal.Instant;
  /** Where no mail server is set up, the link to pass on by hand. */
  link?: string;
}

/**
 * Invites somebody by e-mail: a new person, one invited before, or one known from
 * imported history (`userId`), who so keeps that history.
 *
 * @throws ServiceError not_yours_to_grant, unknown_reference, email_taken, user_not_invitable, not_found
 */
export async function inviteUser(
  tx: Tx,
  call: Call,
  services: InviteNeeds,
  input: InviteUserInput,
): Promise<{ user: UserRow; invitation: Invitation }> {
  const scope = authorise(call.actor, 'people.manage');
  await refuseRolesBeyond(tx, call.actor, input.roleIds, services.permissions);
  const known = await findUserByEmail(tx, input.email);
  if (known !== null && known.id !== (input.userId ?? known.id)) throw new ServiceError('email_taken');
  const id = input.userId ?? known?.id ?? uuidv7();
  const { locale: ownLocale } = await getOrganisation(tx);
  const locale = input.locale ?? ownLocale;
  if (input.userId === undefined && known === null) {
    await insertUser(
      tx,
      { id, name: input.name, email: input.email, locale, active: false, joinedAt: null },
      call.now,
    );
  } else {
    const before = await lockUser(tx, id);
    refuseOutsideScope(scope, call.actor, before);
    if (before.status === 'active' || before.status === 'inactive')
      throw new ServiceError('user_not_invitable');
    await updateUserRow(tx, id, { name: input.name, email: input.email, locale });
  }
  await replaceRoles(tx, id, input.roleIds);
  await replaceMemberships(tx, id, input.teams);
  const user = await getUser(tx, id);
  refuseOutsideScope(scope, call.actor, user);
  const invitation = await sendInvitation(tx, call, services, user);
  return { user, invitation };
}

/**
 * Invites a person again: the old link ends, a new one goes out.
 *
 * @throws ServiceError not_found, user_not_invitable
 */
export async function inviteAgain(
  tx: Tx,
  call: Call,
  services: InviteNeeds,
  userId: string,
): Promise<Invitation> {
  const scope = authorise(call.actor, 'people.manage');
  const user = await lockUser(tx, userId);
  refuseOutsideScope(scope, call.actor, user);
  if (user.status !== 'invited' || user.email === null) throw new ServiceError('user_not_invitable');
  await refuseRolesBeyond(
    tx,
    call.actor,
    user.roles.map((role) => role.id),
    services.permissions,
  );
  return sendInvitation(tx, call, services, user);
}

/** Ends the open invitations of a person. @throws ServiceError not_found where there is none. */
export async function revokeInvitation(tx: Tx, call: Call, userId: string): Promise<void> {
  const scope = authorise(call.actor, 'people.manage');
  const user = await lockUser(tx, userId);
  refuseOutsideScope(scope, call.actor, user);
  if ((await revokeInvitationsOf(tx, userId, call.now)) === 0) throw new ServiceError('not_found');
  await appendEvents(tx, [
    {
      definition: peopleEvents.invitationRevoked,
      subject: { type: 'user', id: userId },
      actor: eventActor(call.actor),
      data: { userId },
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}

async function sendInvitation(tx: Tx, call: Call, services: InviteNeeds, user: UserRow): Promise<Invitation> {
  const email = user.email ?? '';
  await revokeInvitationsOf(tx, user.id, call.now);
  const token = makeToken(tx.orgId);
  const expiresAt = call.now.add({ hours: validDays * 24 });
  const invitation = { id: uuidv7(), userId: user.id, email, expiresAt };
  const invitedBy = call.actor.type === 'user' ? call.actor.id : null;
  await insertInvitation(tx, { ...invitation, secretHash: token.secretHash, invitedBy }, call.now);
  const link = `${services.config.publicUrl}/invitations/${token.text}`;
  const { name: organisation } = await getOrganisation(tx);
  const params = { inviter: call.actor.name, organisation, days: String(validDays) };
  await services.mail.send(tx, invitationMail(email, user.locale, link, params));
  await appendEvents(tx, [
    {
      definition: peopleEvents.userInvited,
      subject: { type: 'user', id: user.id },
      actor: eventActor(call.actor),
      data: userFacts(user),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return services.config.smtpUrl === undefined ? { ...invitation, link } : invitation;
}
