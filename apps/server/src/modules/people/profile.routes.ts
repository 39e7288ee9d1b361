import {
  organisationSchema,
  type Profile,
  profileSchema,
  updateOrganisationInput,
  updateProfileInput,
} from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import { clientOf, setCookies } from '../../platform/auth/client.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { changeAccess } from './change-access.ts';
import { updateIdentity } from './give-identity.ts';
import { getOrganisation, type OrganisationRow } from './organisation.repo.ts';
import { updateOrganisation } from './update-organisation.ts';
import { updateProfile } from './update-user.ts';
import { presentUser } from './user.presenter.ts';
import { getUser } from './user.repo.ts';

const tags = ['people'];

export function profileRoutes(app: HttpApp, services: Services): void {
  const profileOf = async (tx: Tx, call: Call): Promise<Profile> => {
    const { actor } = call;
    if (actor.type !== 'user' || actor.id === null) throw new ServiceError('session_required');
    const [user, organisation] = [await getUser(tx, actor.id), await getOrganisation(tx)];
    const identity = await services.identity.get(actor.id);
    return {
      ...presentUser(user, user.locale),
      organisation: presentOrganisation(organisation),
      grants: Object.fromEntries(actor.grants),
      twoFactor: identity?.twoFactor ?? false,
      now: call.now.toString(),
    };
  };

  app.get(
    '/api/v1/me',
    {
      config: { permission: 'signedIn' },
      schema: {
        tags,
        summary: 'Who I am and what I may do; prolongs the session',
        response: { 200: profileSchema },
      },
    },
    async (request, reply) => {
      const profile = await query(services, request, profileOf);
      const session = await services.identity.session(clientOf(request), true);
      setCookies(reply, session?.cookies ?? []);
      sendVersion(reply, profile.version);
      return profile;
    },
  );

  app.patch(
    '/api/v1/me',
    {
      config: { permission: 'signedIn' },
      schema: {
        tags,
        summary: 'Change my name or language',
        body: updateProfileInput,
        response: { 200: profileSchema },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        if (call.actor.type !== 'user') throw new ServiceError('session_required');
        const user = await updateProfile(tx, call, expectedVersion(request), request.body);
        await updateIdentity(services, user);
        return { version: user.version, body: await profileOf(tx, call) };
      }),
  );

  app.get(
    '/api/v1/organisation',
    {
      config: { permission: 'signedIn' },
      schema: { tags, summary: 'Get the organisation', response: { 200: organisationSchema } },
    },
    async (request, reply) => {
      const organisation = await query(services, request, async (tx) =>
        presentOrganisation(await getOrganisation(tx)),
      );
      sendVersion(reply, organisation.version);
      return organisation;
    },
  );

  app.patch(
    '/api/v1/organisation',
    {
      config: { permission: 'organisation.manage' },
      schema: {
        tags,
        summary: "Change the organisation's name, time zone or language",
        body: updateOrganisationInput,
        response: { 200: organisationSchema },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const row = await updateOrganisation(tx, call, expectedVersion(request), request.body);
        return { version: row.version, body: presentOrganisation(row) };
      }),
  );
}

function presentOrganisation({ unclaimedOwnerId: _, ...row }: OrganisationRow) {
  return row;
}
