import type {
  CreateTeamInput,
  Grants,
  InviteUserInput,
  Role,
  RoleInput,
  Team,
  UpdateTeamInput,
  UpdateUserInput,
  User,
  UserStatus,
} from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });

export interface UserFilter {
  search?: string;
  status?: UserStatus;
  teamId?: string;
  roleId?: string;
}

export const userListQuery = (filter: UserFilter) =>
  infiniteQueryOptions({
    queryKey: ['users', 'list', filter],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/users', {
          params: { query: { ...filter, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/roles'))).data as Role[],
});

export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: async () =>
    (await unwrap(api.GET('/api/v1/permissions'))).data as { name: string; words: string; roles: Grants }[],
  staleTime: 10 * 60_000,
});

export const inviteUser = (body: InviteUserInput) => unwrap(api.POST('/api/v1/users', { body: sent(body) }));
export const updateUser = (user: User, body: UpdateUserInput) =>
  unwrap(
    api.PATCH('/api/v1/users/{id}', { ...path(user.id), body: sent(body), headers: ifMatch(user.version) }),
  );
export const deactivateUser = (id: string) => unwrap(api.POST('/api/v1/users/{id}/deactivate', path(id)));
export const reactivateUser = (id: string) => unwrap(api.POST('/api/v1/users/{id}/reactivate', path(id)));
export const inviteAgain = (id: string) => unwrap(api.POST('/api/v1/users/{id}/invitation', path(id)));
export const revokeInvitation = (id: string) => unwrap(api.DELETE('/api/v1/users/{id}/invitation', path(id)));

export const createTeam = (body: CreateTeamInput) => unwrap(api.POST('/api/v1/teams', { body: sent(body) }));
export const updateTeam = (team: Team, body: UpdateTeamInput) =>
  unwrap(
    api.PATCH('/api/v1/teams/{id}', { ...path(team.id), body: sent(body), headers: ifMatch(team.version) }),
  );

export const saveRole = (role: Role | null, body: RoleInput) =>
  role === null
    ? unwrap(api.POST('/api/v1/roles', { body: sent(body) }))
    : unwrap(
        api.PUT('/api/v1/roles/{id}', { ...path(role.id), body: sent(body), headers: ifMatch(role.version) }),
      );
export const deleteRole = (role: Role) =>
  unwrap(api.DELETE('/api/v1/roles/{id}', { ...path(role.id), headers: ifMatch(role.version) }));
