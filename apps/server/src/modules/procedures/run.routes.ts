import {
  idParams,
  procedureRun,
  procedureRunCancel,
  procedureRunStart,
  procedureRunStepParams,
  procedureStepInput,
} from '@jingyun/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { presentRuns, readRuns } from './read-runs.ts';
import type { RunRow } from './run.repo.ts';
import { startRun } from './start-run.ts';
import { cancelRun, completeRun, workOnStep } from './work-on-run.ts';

const tags = ['procedures'];
const run = { permission: 'procedures.run' };

/** Procedures at work on tickets. */
export function procedureRunRoutes(app: HttpApp, services: Services): void {
  const present = async (tx: Tx, call: Call, row: RunRow) => (await presentRuns(tx, call, [row]))[0]!;
  /** After the commit: the ticket’s other readers look again. */
  const tell = <T extends { ticketId: string }>(request: FastifyRequest, shown: T): T => {
    if (request.actor !== null)
      services.stream.publish(request.actor.orgId, { topic: 'tickets', id: shown.ticketId });
    return shown;
  };

  app.get(
    '/api/v1/tickets/:id/procedure-runs',
    {
      config: { permission: 'procedures.read' },
      schema: {
        tags,
        summary: 'The procedures that run, or ran, on a ticket',
        params: idParams,
        response: { 200: z.object({ data: z.array(procedureRun) }) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => ({ data: await readRuns(tx, call, request.params.id) })),
  );

  app.post(
    '/api/v1/tickets/:id/procedure-runs',
    {
      config: run,
      schema: {
        tags,
        summary: 'Start a procedure on a ticket by hand',
        params: idParams,
        body: procedureRunStart,
        response: { 201: procedureRun },
      },
    },
    async (request, reply) =>
      tell(
        request,
        await command(services, request, reply, async (tx, call) => {
          const row = await startRun(tx, call, request.params.id, request.body.procedureId);
          return { status: 201, body: await present(tx, call, row) };
        }),
      ),
  );

  app.put(
    '/api/v1/procedure-runs/:id/steps/:key',
    {
      config: run,
      schema: {
        tags,
        summary: 'Tick a step, skip it with a reason, or undo either',
        params: procedureRunStepParams,
        body: procedureStepInput,
        response: { 200: procedureRun },
      },
    },
    async (request, reply) =>
      tell(
        request,
        await command(services, request, reply, async (tx, call) => {
          const { id, key } = request.params;
          return { body: await present(tx, call, await workOnStep(tx, call, id, key, request.body)) };
        }),
      ),
  );

  app.post(
    '/api/v1/procedure-runs/:id/complete',
    {
      config: run,
      schema: {
        tags,
        summary: 'End a run; by itself it ends when its ticket is solved',
        params: idParams,
        response: { 200: procedureRun },
      },
    },
    async (request, reply) =>
      tell(
        request,
        await command(services, request, reply, async (tx, call) => ({
          body: await present(tx, call, await completeRun(tx, call, request.params.id)),
        })),
      ),
  );

  app.post(
    '/api/v1/procedure-runs/:id/cancel',
    {
      config: run,
      schema: {
        tags,
        summary: 'Take back a run that was started by hand',
        params: idParams,
        body: procedureRunCancel,
        response: { 200: procedureRun },
      },
    },
    async (request, reply) =>
      tell(
        request,
        await command(services, request, reply, async (tx, call) => ({
          body: await present(tx, call, await cancelRun(tx, call, request.params.id, request.body.reason)),
        })),
      ),
  );
}
