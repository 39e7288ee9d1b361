import {
  ok,
  type SurveyForm,
  surveyForm,
  surveyFormAnswer,
  surveyThanks,
  surveyTokenHeader,
} from '@jingyun/contracts';
import type { FastifyRequest } from 'fastify';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { preferredLocale } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation } from '../people/index.ts';
import { answerSurvey, keepPartial, type Taken } from './answer-survey.ts';
import { linkHolder, surveyRates } from './link-holder.ts';
import { openSurvey } from './open-survey.ts';
import { readToken } from './survey-token.ts';
import { tellStaff } from './tell-staff.ts';

const tags = ['surveys'];
const headers = surveyTokenHeader;
const config = (rate: keyof typeof surveyRates) => ({ permission: 'public', rateLimit: surveyRates[rate] });

/** The same as the answer page, for its script, kiosks and programs. No cookie counts here: the token is the right. */
export function surveyFormRoutes(app: HttpApp, services: Services): void {
  const holdLink = (request: FastifyRequest, token: string) => {
    const locale = preferredLocale(request.headers['accept-language']);
    request.actor = linkHolder(readToken(token).orgId, locale, token);
  };

  app.get(
    '/api/v1/survey-form',
    {
      config: config('read'),
      schema: { tags, summary: 'What the survey of a link asks', headers, response: { 200: surveyForm } },
    },
    (request) => {
      const token = request.headers['x-survey-token'];
      holdLink(request, token);
      return query(services, request, async (tx, call): Promise<SurveyForm> => {
        const { content, invitation, version } = await openSurvey(tx, token, call.now);
        const { name } = await getOrganisation(tx);
        return {
          organisation: name,
          version,
          content,
          locale: invitation?.locale ?? call.actor.locale,
          expiresAt: invitation?.expiresAt.toString() ?? null,
          answers: invitation?.partial ?? {},
        };
      });
    },
  );

  app.put(
    '/api/v1/survey-form/partial',
    {
      config: config('read'),
      schema: {
        tags,
        summary: 'Keep what was answered so far; nothing is kept of open links',
        headers,
        body: surveyFormAnswer,
        response: { 200: ok },
      },
    },
    (request, reply) => {
      const token = request.headers['x-survey-token'];
      holdLink(request, token);
      return command(services, request, reply, async (tx, call) => {
        await keepPartial(tx, call, token, request.body.answers);
        return { body: { ok: true as const } };
      });
    },
  );

  app.post(
    '/api/v1/survey-form/answers',
    {
      config: config('answer'),
      schema: {
        tags,
        summary: 'Answer; an invitation takes one answer, an open link any number',
        headers,
        body: surveyFormAnswer,
        response: { 201: surveyThanks },
      },
    },
    async (request, reply) => {
      const token = request.headers['x-survey-token'];
      holdLink(request, token);
      let taken: Taken | undefined;
      const body = await command(services, request, reply, async (tx, call) => {
        taken = await answerSurvey(tx, call, token, request.body);
        return { status: 201, body: { thanks: taken.content.thanks ?? null } };
      });
      if (taken !== undefined) tellStaff(services, readToken(token).orgId, taken);
      return body;
    },
  );
}
