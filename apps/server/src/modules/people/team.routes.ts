import {
  createTeamInput,
  idParams,
  pageOf,
  teamListQuery,
  teamSchema,
  updateTeamInput,
} from '@jingyun/contracts';
import { query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { changeAccess } from './change-access.ts';
import { createTeam } from './create-team.ts';
import { getTeam, listTeams } from './team.repo.ts';
import { updateTeam } from './update-team.ts';

const tags = ['people'];
const read = { permission: 'people.read' };
const manage = { permission: 'teams.manage' };

export function teamRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/teams',
    {
      config: read,
      schema: {
        tags,
        summary: 'List teams by name',
        querystring: teamListQuery,
        response: { 200: pageOf(teamSchema) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit, active } = request.query;
        const after = decodeCursor('teams', cursor) as [string, string] | null;
        const rows = await listTeams(tx, active ?? null, after, limit);
        return pageFrom(
          rows,
          limit,
          'teams',
          (row) => [row.name, row.id],
          (row) => row,
        );
      }),
  );

  app.get(
    '/api/v1/teams/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a team', params: idParams, response: { 200: teamSchema } },
    },
    async (request, reply) => {
      const team = await query(services, request, (tx) => getTeam(tx, request.params.id));
      sendVersion(reply, team.version);
      return team;
    },
  );

  app.post(
    '/api/v1/teams',
    {
      config: manage,
      schema: { tags, summary: 'Create a team', body: createTeamInput, response: { 201: teamSchema } },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const body = await createTeam(tx, call, request.body);
        return { status: 201, version: body.version, body };
      }),
  );

  app.patch(
    '/api/v1/teams/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: "Change a team's name, parent, calendar, members, or whether it is in use",
        params: idParams,
        body: updateTeamInput,
        response: { 200: teamSchema },
      },
    },
    (request, reply) =>
      changeAccess(services, request, reply, async (tx, call) => {
        const body = await updateTeam(tx, call, request.params.id, expectedVersion(request), request.body);
        return { version: body.version, body };
      }),
  );
}
