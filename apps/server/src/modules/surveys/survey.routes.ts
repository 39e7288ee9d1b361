import {
  idParams,
  survey,
  surveyInput,
  surveyInvite,
  surveyInvited,
  surveyLink,
  surveyLinkInput,
  surveySettings,
  surveySummary,
  surveyVersion,
  surveyVersionParams,
} from '@jingyun/contracts';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { expectedVersion, sendVersion } from '../../platform/http/versions.ts';
import type { Services } from '../../platform/services.ts';
import { findLink, listLinks } from './link.repo.ts';
import { closeSurvey, isChanged, publishSurvey } from './publish-survey.ts';
import { countAll } from './results.repo.ts';
import { createLink, replaceLink, saveSettings } from './save-link.ts';
import { createSurvey, replaceSurvey } from './save-survey.ts';
import { sendSurvey } from './send-survey.ts';
import { presentLink, presentSummary, presentSurvey, presentVersion } from './survey.present.ts';
import { allSurveys, getSurvey, getVersion, listVersions, readSettings } from './survey.repo.ts';
import { resultScope } from './survey-results.ts';

const tags = ['surveys'];
const read = { permission: 'surveys.read' };
const manage = { permission: 'surveys.manage' };
const linkParams = z.strictObject({ id: z.uuid(), linkId: z.uuid() });

/** What staff do with surveys: write, publish, send. */
export function surveyRoutes(app: HttpApp, services: Services): void {
  const { publicUrl } = services.config;

  app.get(
    '/api/v1/surveys',
    {
      config: read,
      schema: {
        tags,
        summary: 'List surveys with how often they were sent and answered',
        response: { 200: z.object({ data: z.array(surveySummary) }) },
      },
    },
    (request) =>
      query(services, request, async (tx, { actor }) => {
        const counts = await countAll(tx, resultScope(actor));
        return { data: (await allSurveys(tx)).map((row) => presentSummary(row, counts.get(row.id))) };
      }),
  );

  app.post(
    '/api/v1/surveys',
    {
      config: manage,
      schema: { tags, summary: 'Create a survey as a draft', body: surveyInput, response: { 201: survey } },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createSurvey(tx, call, request.body);
        return { status: 201, version: row.version, body: presentSurvey(row, true) };
      }),
  );

  app.get(
    '/api/v1/surveys/settings',
    {
      config: read,
      schema: { tags, summary: 'How often one customer may be asked', response: { 200: surveySettings } },
    },
    (request) => query(services, request, (tx) => readSettings(tx)),
  );

  app.put(
    '/api/v1/surveys/settings',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Set how often one customer may be asked, over all surveys',
        body: surveySettings,
        response: { 200: surveySettings },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => ({
        body: await saveSettings(tx, call, request.body),
      })),
  );

  app.get(
    '/api/v1/surveys/:id',
    {
      config: read,
      schema: { tags, summary: 'Get a survey with its draft', params: idParams, response: { 200: survey } },
    },
    (request, reply) =>
      query(services, request, async (tx) => {
        const row = await getSurvey(tx, request.params.id);
        sendVersion(reply, row.version);
        return presentSurvey(row, await isChanged(tx, row));
      }),
  );

  app.put(
    '/api/v1/surveys/:id',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Replace settings and draft; what was published stays as it is',
        params: idParams,
        body: surveyInput,
        response: { 200: survey },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const expected = expectedVersion(request);
        const row = await replaceSurvey(tx, call, request.params.id, expected, request.body);
        return { version: row.version, body: presentSurvey(row, await isChanged(tx, row)) };
      }),
  );

  for (const [verb, work, summary] of [
    ['publish', publishSurvey, 'Publish the draft as the next version'],
    ['close', closeSurvey, 'End a survey: no link takes an answer any more'],
  ] as const) {
    app.post(
      `/api/v1/surveys/:id/${verb}`,
      {
        config: manage,
        schema: { tags, summary, params: idParams, response: { 200: survey } },
      },
      (request, reply) =>
        command(services, request, reply, async (tx, call) => {
          const row = await work(tx, call, request.params.id, expectedVersion(request));
          return { version: row.version, body: presentSurvey(row, await isChanged(tx, row)) };
        }),
    );
  }

  app.get(
    '/api/v1/surveys/:id/versions',
    {
      config: read,
      schema: {
        tags,
        summary: 'Published versions, newest first',
        params: idParams,
        response: { 200: z.object({ data: z.array(surveyVersion) }) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        await getSurvey(tx, request.params.id);
        return { data: (await listVersions(tx, request.params.id)).map(presentVersion) };
      }),
  );

  app.get(
    '/api/v1/surveys/:id/versions/:version',
    {
      config: read,
      schema: {
        tags,
        summary: 'What a published version asked',
        params: surveyVersionParams,
        response: { 200: surveyVersion },
      },
    },
    (request) =>
      query(services, request, async (tx) =>
        presentVersion(await getVersion(tx, request.params.id, request.params.version)),
      ),
  );

  app.post(
    '/api/v1/surveys/:id/invitations',
    {
      config: { permission: 'surveys.send' },
      schema: {
        tags,
        summary: 'Ask the customer of a ticket, by mail or by a link to pass on',
        params: idParams,
        body: surveyInvite,
        response: { 201: surveyInvited },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const body = await sendSurvey(tx, call, services, request.params.id, request.body);
        return { status: 201, body, kept: { ...body, url: null } };
      }),
  );

  app.get(
    '/api/v1/surveys/:id/links',
    {
      config: read,
      schema: {
        tags,
        summary: 'Open links of a survey, for QR codes, phone and counter',
        params: idParams,
        response: { 200: z.object({ data: z.array(surveyLink) }) },
      },
    },
    (request) =>
      query(services, request, async (tx) => {
        await getSurvey(tx, request.params.id);
        const rows = await listLinks(tx, request.params.id);
        return { data: rows.map((row) => presentLink(row, tx.orgId, publicUrl)) };
      }),
  );

  app.post(
    '/api/v1/surveys/:id/links',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Make an open link',
        params: idParams,
        body: surveyLinkInput,
        response: { 201: surveyLink },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const row = await createLink(tx, call, request.params.id, request.body);
        return { status: 201, version: row.version, body: presentLink(row, tx.orgId, publicUrl) };
      }),
  );

  app.put(
    '/api/v1/surveys/:id/links/:linkId',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Rename an open link or switch it off; its address stays',
        params: linkParams,
        body: surveyLinkInput,
        response: { 200: surveyLink },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => {
        const { id, linkId } = request.params;
        const row = await replaceLink(tx, call, id, linkId, expectedVersion(request), request.body);
        return { version: row.version, body: presentLink(row, tx.orgId, publicUrl) };
      }),
  );

  app.get(
    '/api/v1/surveys/:id/links/:linkId/qr',
    {
      config: read,
      schema: {
        tags,
        summary: 'The QR code of an open link, as SVG',
        params: linkParams,
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const svg = await query(services, request, async (tx) => {
        const link = await findLink(tx, request.params.linkId);
        if (link === null || link.surveyId !== request.params.id) throw new ServiceError('not_found');
        return renderSVG(presentLink(link, tx.orgId, publicUrl).url, { ecc: 'M', border: 4 });
      });
      return reply
        .header('content-type', 'image/svg+xml')
        .header('content-security-policy', "default-src 'none'")
        .send(svg);
    },
  );
}
