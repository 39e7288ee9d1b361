import { peopleEvents, peoplePermissions } from '@jingyun/contracts';
import type { HttpApp } from '../../platform/http/server.ts';
import { defineModule } from '../../platform/module.ts';
import type { Services } from '../../platform/services.ts';
import { apiKeyRoutes } from './api-key.routes.ts';
import { joiningRoutes } from './joining.routes.ts';
import { peopleDimensionNames } from './people.dimensions.ts';
import { profileRoutes } from './profile.routes.ts';
import { roleRoutes } from './role.routes.ts';
import { teamRoutes } from './team.routes.ts';
import { userRoutes } from './user.routes.ts';

export { addUser } from './add-user.ts';
export { listKeys as listApiKeys } from './api-key.repo.ts';
export { type Colleague, findColleagues } from './colleague.repo.ts';
export { createApiKey, revokeApiKey } from './create-api-key.ts';
export { createOrganisation } from './create-organisation.ts';
export { createTeam } from './create-team.ts';
export { peopleDirectory } from './directory.ts';
export { ensureImportedTeams, ensureImportedUsers } from './ensure-imported-people.ts';
export { giveIdentity } from './give-identity.ts';
export { findTeamNames, findUserNames } from './names.repo.ts';
export { getOrganisation } from './organisation.repo.ts';
export { builtInRole } from './role.repo.ts';
export { getUser, usersOfTeams } from './user.repo.ts';

/** Who works here: users, teams, roles, invitations, API keys, the organisation itself. */
export const peopleModule = defineModule({
  name: 'people',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: peoplePermissions,
  events: Object.values(peopleEvents),
  dimensionNames: peopleDimensionNames,
  routes: (app: HttpApp, services: Services) => {
    for (const add of [joiningRoutes, profileRoutes, userRoutes, teamRoutes, roleRoutes, apiKeyRoutes])
      add(app, services);
  },
});
