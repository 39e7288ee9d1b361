import { type AcceptInvitationInput, type Locale, peopleEvents } from '@jingyun/contracts';
import { readToken } from '../../platform/auth/token-text.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import type { Services } from '../../platform/services.ts';
import { giveIdentity, withIdentity } from './give-identity.ts';
import { type InvitationRow, lockInvitation, markAccepted } from './invitation.repo.ts';
import { getOrganisation } from './organisation.repo.ts';
import { userFacts } from './user.presenter.ts';
import { getUser, lockUser, markJoined, updateUserRow } from './user.repo.ts';

type Needs = Pick<Services, 'database' | 'identity' | 'clock'>;

export interface InvitationState {
  organisation: string;
  name: string;
  email: string;
  locale: Locale;
}

/** What an invitation says, for the page that its link opens. @throws ServiceError invalid_invitation */
export async function readInvitation(services: Needs, text: string): Promise<InvitationState> {
  return withInvitation(services, text, async (tx, invitation) => {
    const [user, organisation] = [await getUser(tx, invitation.userId), await getOrganisation(tx)];
    return { organisation: organisation.name, name: user.name, email: invitation.email, locale: user.locale };
  });
}

/**
 * Lets an invited person in with the password they chose. The link works once: a second
 * use waits for the first and is then refused.
 *
 * @throws ServiceError invalid_invitation, weak_password, email_taken
 */
export async function acceptInvitation(
  services: Needs,
  text: string,
  input: AcceptInvitationInput,
): Promise<{ orgId: string; userId: string; email: string }> {
  return withIdentity((onGiven) =>
    withInvitation(services, text, async (tx, invitation) => {
      const now = services.clock();
      const before = await lockUser(tx, invitation.userId);
      if (before.status !== 'invited' || before.email !== invitation.email)
        throw new ServiceError('invalid_invitation');
      const name = input.name ?? before.name;
      await updateUserRow(tx, before.id, {
        name,
        email: invitation.email,
        locale: input.locale ?? before.locale,
      });
      await markJoined(tx, before.id, now);
      await markAccepted(tx, invitation.id, now);
      await appendEvents(tx, [
        {
          definition: peopleEvents.userJoined,
          subject: { type: 'user', id: before.id },
          actor: { type: 'user', id: before.id },
          data: userFacts(await getUser(tx, before.id)),
          occurredAt: now,
        },
      ]);
      const person = {
        orgId: tx.orgId,
        userId: before.id,
        name,
        email: invitation.email,
        password: input.password,
      };
      onGiven(await giveIdentity(services, person));
      return { orgId: tx.orgId, userId: before.id, email: invitation.email };
    }),
  );
}

async function withInvitation<T>(
  services: Needs,
  text: string,
  work: (tx: Tx, invitation: InvitationRow) => Promise<T>,
): Promise<T> {
  const token = readToken(text);
  if (token === null) throw new ServiceError('invalid_invitation');
  return services.database.inOrg(token.orgId, async (tx) => {
    const invitation = await lockInvitation(tx, token.secretHash, services.clock());
    if (invitation === null) throw new ServiceError('invalid_invitation');
    return work(tx, invitation);
  });
}
