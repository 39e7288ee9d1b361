import {
  type Automation,
  automation,
  automationInput,
  automationRun,
  automationRunsQuery,
  automationVocabulary,
  dryRunAnswer,
  dryRunInput,
  idParams,
  ok,
} from '@jingyun/contracts';
import { z } from 'zod';
import { callOf, command, query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import {
  type AutomationRow,
  allAutomations,
  countRuns,
  getAutomation,
  type ListedRun,
  listRuns,
  type RunCounts,
} from './automation.repo.ts';
import { dryRun } from './dry-run.ts';
import { createAutomation, deleteAutomation, replaceAutomation } from './save-automation.ts';
import { vocabularyOf } from './vocabulary.ts';

const tags = ['automations'];
const read = { permission: 'automations.read' };
const manage = { permission: 'automations.manage' };
const countedDays = 30;
const noRuns: RunCounts = { done: 0, failed: 0, cut: 0 };

export function automationRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/automations',
    {
      config: read,
      schema: {
        tags,
        summary: 'List automations in the order they run',
        response: { 200: z.object({ data: z.array(automation) }) },
      },
    },
    (request) =>
      query(services, request, async (tx, { now }) => {
        const counts = await countRuns(tx, now.subtract({ hours: 24 * countedDays }));
        return { data: (await allAutomations(tx)).map((row) => present(row, counts.get(row.id))) };
      }),
  );

  app.get(
    '/api/v1/automations/vocabulary',
    {
      config: read,
      schema: {
        tags,
        summary: 'What conditions may ask and actions can do',
        response: { 200: automationVocabulary },
      },
    },
    async (request) =>
      vocabularyOf(
        services.registry.definitions.values(),
        services.automation,
        callOf(services, request).actor.locale,
      ),
  );

  app.get(
    '/api/v1/automations/runs',
    {
      config: read,
      schema: {
        tags,
        summary: 'List runs of automations, newest first',
        querystring: automationRunsQuery,
        response: { 200: z.object({ data: z.array(automationRun), nextCursor: z.string().nullable() }) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        const { cursor, limit, ...filter } = request.query;
        const key = decodeCursor('automation-runs', cursor);
        const rows = await listRuns(
          tx,
          filter,
          key === null ? null : { at: String(key[0]), id: String(key[1]) },
          limit + 1,
        );
        return pageFrom(rows, limit, 'automation-runs', (run) => [run.at.toString(), run.id], presentRun);
      }),
  );

  app.get(
    '/api/v1/automations/:id',
    {
      config: read,
      schema: { tags, summary: 'Get an automation', params: idParams, response: { 200: automation } },
    },
    (request, reply) =>
      query(services, request, async (tx, { now }) => {
        const row = await getAutomation(tx, request.params.id);
        sendVersion(reply, row.version);
        return present(row, (await countRuns(tx, now.subtract({ hours: 24 * countedDays }))).get(row.id));
      }),
  );

  app.post(
    '/api/v1/automations',
    {
      config: manage,
      schema: { tags, summary: 'Create an automation', body: automationInput, response: { 201: automation } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createAutomation(services, tx, call, request.body);
        return { status: 201, version: row.version, body: present(row) };
      }),
  );

  app.put(
    '/api/v1/automations/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace an automation',
        params: idParams,
        body: automationInput,
        response: { 200: automation },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await replaceAutomation(
          services,
          tx,
          call,
          request.params.id,
          expectedVersion(request),
          request.body,
        );
        return { version: row.version, body: present(row) };
      }),
  );

  app.delete(
    '/api/v1/automations/:id',
    {
      config: manage,
      schema: { tags, summary: 'Delete an automation', params: idParams, response: { 200: ok } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        await deleteAutomation(tx, call, request.params.id, expectedVersion(request));
        return { body: { ok: true as const } };
      }),
  );

  app.post(
    '/api/v1/automations/dry-run',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Try an automation on past events; changes nothing',
        body: dryRunInput,
        response: { 200: dryRunAnswer },
      },
    },
    (request) =>
      query(services, request, (tx, call) =>
        dryRun(services, tx, call, request.body.automation, request.body.limit),
      ),
  );
}

function present(row: AutomationRow, runs: RunCounts = noRuns): Automation {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    active: row.active,
    trigger: row.trigger,
    condition: row.condition,
    steps: row.steps,
    position: row.position,
    version: row.version,
    createdAt: row.created_at.toString(),
    updatedAt: row.updated_at.toString(),
    runs,
  };
}

function presentRun(run: ListedRun) {
  return { ...run, at: run.at.toString() };
}
