import {
  causesInput,
  checkInput,
  countermeasureInput,
  countermeasureParams,
  idParams,
  improvementClose,
  improvementPlan,
  improvement as improvementShape,
  pilotInput,
  stageInput,
} from '@jingyun/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { command } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { analyseCauses } from './analyse-causes.ts';
import { changePlan, setPilot } from './change-plan.ts';
import { changeStage } from './change-stage.ts';
import { checkImprovement } from './check-improvement.ts';
import { closeImprovement } from './close-improvement.ts';
import type { ImprovementRow } from './improvement.repo.ts';
import { presentImprovement } from './read-improvement.ts';
import { addCountermeasure, removeCountermeasure, replaceCountermeasure } from './save-countermeasure.ts';
import { tellBrowsers } from './tell-browsers.ts';

const tags = ['improvements'];
const manage = { permission: 'improvements.manage' };

/** What is done with an open improvement. Each takes If-Match and answers the whole. */
export function improvementWorkRoutes(app: HttpApp, services: Services): void {
  const edit = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (tx: Tx, call: Call, expected: number) => Promise<ImprovementRow>,
    status = 200,
  ) => {
    const shown = await command(services, request, reply, async (tx, call) => {
      const row = await work(tx, call, expectedVersion(request));
      return { status, version: row.version, body: await presentImprovement(tx, call, services, row) };
    });
    tellBrowsers(services, request, shown.id);
    return shown;
  };
  const response = { 200: improvementShape };

  app.put(
    '/api/v1/improvements/:id',
    {
      config: manage,
      schema: { tags, summary: 'Replace the plan', params: idParams, body: improvementPlan, response },
    },
    (request, reply) =>
      edit(request, reply, (tx, call, expected) =>
        changePlan(tx, call, services.metrics, request.params.id, expected, request.body),
      ),
  );

  app.put(
    '/api/v1/improvements/:id/causes',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace the cause analysis: fishbone, whys, root causes, evidence',
        params: idParams,
        body: causesInput,
        response,
      },
    },
    (request, reply) =>
      edit(request, reply, (tx, call, expected) =>
        analyseCauses(tx, call, request.params.id, expected, request.body.causes),
      ),
  );

  app.post(
    '/api/v1/improvements/:id/countermeasures',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Add a countermeasure',
        params: idParams,
        body: countermeasureInput,
        response: { 201: improvementShape },
      },
    },
    (request, reply) =>
      edit(
        request,
        reply,
        async (tx, call, expected) =>
          (await addCountermeasure(tx, call, request.params.id, expected, request.body)).improvement,
        201,
      ),
  );

  app.put(
    '/api/v1/improvements/:id/countermeasures/:countermeasureId',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace a countermeasure; with the status done, it is finished',
        params: countermeasureParams,
        body: countermeasureInput,
        response,
      },
    },
    (request, reply) =>
      edit(request, reply, (tx, call, expected) =>
        replaceCountermeasure(tx, call, request.params, expected, request.body),
      ),
  );

  app.delete(
    '/api/v1/improvements/:id/countermeasures/:countermeasureId',
    {
      config: manage,
      schema: { tags, summary: 'Take a countermeasure away', params: countermeasureParams, response },
    },
    (request, reply) =>
      edit(request, reply, (tx, call, expected) => removeCountermeasure(tx, call, request.params, expected)),
  );

  app.put(
    '/api/v1/improvements/:id/pilot',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Say which teams a change starts with, and which to compare them with',
        params: idParams,
        body: pilotInput,
        response,
      },
    },
    (request, reply) =>
      edit(request, reply, (tx, call, expected) =>
        setPilot(tx, call, request.params.id, expected, request.body.pilot),
      ),
  );

  app.post(
    '/api/v1/improvements/:id/stage',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Take it to another stage: forward through the gates, or back',
        params: idParams,
        body: stageInput,
        response,
      },
    },
    (request, reply) =>
      edit(request, reply, (tx, call, expected) =>
        changeStage(tx, call, request.params.id, expected, request.body.stage),
      ),
  );

  app.post(
    '/api/v1/improvements/:id/checks',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Check the effect: before against after, or pilot against comparison, with its interval',
        params: idParams,
        body: checkInput,
        response: { 201: improvementShape },
      },
    },
    (request, reply) =>
      edit(
        request,
        reply,
        async (tx, call, expected) =>
          (await checkImprovement(tx, call, services, request.params.id, expected, request.body)).improvement,
        201,
      ),
  );

  app.post(
    '/api/v1/improvements/:id/close',
    {
      config: { permission: 'improvements.close' },
      schema: {
        tags,
        summary: 'Close it: as effective only with a check that shows it',
        params: idParams,
        body: improvementClose,
        response,
      },
    },
    (request, reply) =>
      edit(request, reply, (tx, call, expected) =>
        closeImprovement(tx, call, request.params.id, expected, request.body),
      ),
  );
}
