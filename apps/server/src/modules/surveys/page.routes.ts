import {
  type ErrorCode,
  errorRow,
  isScore,
  type Locale,
  localeSchema,
  numberRange,
  type SurveyAnswers,
  type SurveyContent,
  surveyText,
} from '@jingyun/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { type FieldProblem, ServiceError } from '../../platform/errors/service-error.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import { preferredLocale, say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation } from '../people/index.ts';
import { answerSurvey } from './answer-survey.ts';
import { answersOfForm } from './form-answers.ts';
import { linkHolder, surveyRates } from './link-holder.ts';
import { type OpenSurvey, openSurvey } from './open-survey.ts';
import { errorPage, formPage, wordsPage } from './page.html.ts';
import { pageWords } from './page.words.ts';
import { type PageAssets, readPageAssets } from './page-assets.ts';
import { readToken } from './survey-token.ts';
import { tellStaff } from './tell-staff.ts';

/** Thirty answers of the longest text fit several times over. */
const formBytes = 256 * 1024;

/** Nothing but what this server sends; a form may only go back to it. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

type PageRequest = FastifyRequest<{ Params: { token: string }; Querystring: Record<string, unknown> }>;

/**
 * The page behind a survey's link. GET shows the form and writes nothing, whatever is in the address: mail programs
 * and scanners open links by themselves. Only a sent form is an answer.
 */
export function surveyPages(app: HttpApp, services: Services): void {
  const assets = readPageAssets();
  void app.register(async (page) => {
    page.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formBytes },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    );
    page.setErrorHandler((error, request, reply) => sendError(error, request as PageRequest, reply, assets));

    page.get<{ Params: { token: string } }>(
      '/s/:token',
      { config: { rateLimit: surveyRates.read }, schema: { hide: true } },
      async (request, reply) => {
        const call = callOf(services, request as PageRequest);
        const found = await services.database.inOrg(call.actor.orgId, async (tx) => ({
          open: await openSurvey(tx, request.params.token, call.now),
          organisation: await getOrganisation(tx),
        }));
        const locale = localeOf(request as PageRequest) ?? found.open.invitation?.locale ?? call.actor.locale;
        const chosen = chosenScore(request as PageRequest, found.open.content);
        const kept = found.open.invitation?.partial ?? {};
        const answers = { ...kept, ...chosen?.answers };
        return send(
          reply,
          200,
          formPage({
            ...shown(found.open, found.organisation, locale, assets),
            answers,
            chosen: chosen?.score ?? null,
            kept: Object.keys(kept).length > 0,
            problems: [],
          }),
        );
      },
    );

    page.post<{ Params: { token: string } }>(
      '/s/:token',
      {
        config: { rateLimit: surveyRates.answer },
        bodyLimit: formBytes,
        schema: { hide: true },
      },
      async (request, reply) => {
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
        const wanted = localeSchema.safeParse(form.get('lang')).data;
        const call = callOf(services, request as PageRequest, wanted);
        const { token } = request.params;
        let open: OpenSurvey | undefined;
        let given: SurveyAnswers = {};
        try {
          const { taken, organisation } = await services.database.inOrg(call.actor.orgId, async (tx) => {
            open = await openSurvey(tx, token, call.now, true);
            given = answersOfForm(open.content, form);
            const answer = await answerSurvey(tx, call, token, { answers: given });
            return { taken: answer, organisation: await getOrganisation(tx) };
          });
          tellStaff(services, call.actor.orgId, taken);
          return send(reply, 200, thanksPage(taken.content, organisation.name, call.actor.locale, assets));
        } catch (error) {
          if (!(error instanceof ServiceError) || error.code !== 'invalid_input' || open === undefined)
            throw error;
          const asked = open;
          const organisation = await services.database.inOrg(call.actor.orgId, getOrganisation);
          const html = formPage({
            ...shown(asked, organisation, call.actor.locale, assets),
            answers: given,
            chosen: null,
            kept: false,
            problems: error.fields.map((field) => worded(field, call.actor.locale)),
          });
          return send(reply, 422, html);
        }
      },
    );
  });
}

function shown(
  { content, invitation }: OpenSurvey,
  organisation: { name: string; timeZone: string },
  locale: Locale,
  assets: PageAssets,
) {
  const expires = invitation?.expiresAt.toZonedDateTimeISO(organisation.timeZone).toPlainDate();
  return {
    locale,
    content,
    organisation: organisation.name,
    expires: expires?.toLocaleString(locale) ?? null,
    open: invitation === null,
    assets,
  };
}

function thanksPage(
  content: SurveyContent,
  organisation: string,
  locale: Locale,
  assets: PageAssets,
): string {
  const text =
    content.thanks === undefined
      ? say(pageWords.thanks, locale)
      : surveyText(content.thanks, locale, content.locale);
  return wordsPage({ locale, organisation, title: say(pageWords.thanksTitle, locale), text, assets });
}

/** A score in the mail's link is chosen on the page, no more: it is sent when the customer confirms it. */
function chosenScore(
  request: PageRequest,
  { questions }: SurveyContent,
): { score: number; answers: SurveyAnswers } | null {
  const first = questions[0];
  const raw = request.query['score'];
  if (first === undefined || !isScore(first) || typeof raw !== 'string' || !/^\d{1,2}$/.test(raw))
    return null;
  const range = numberRange(first);
  const score = Number(raw);
  if (range === null || score < range.min || score > range.max) return null;
  return { score, answers: { [first.id]: score } };
}

function callOf(services: Services, request: PageRequest, locale = localeOf(request)): Call {
  const { token } = request.params;
  const { orgId } = readToken(token);
  const actor = linkHolder(orgId, locale ?? preferredLocale(request.headers['accept-language']), token);
  return { actor, now: services.clock() };
}

const localeOf = (request: PageRequest): Locale | undefined =>
  localeSchema.safeParse(request.query['lang']).data;

function worded(field: FieldProblem, locale: Locale): FieldProblem {
  const words = {
    zh: '回答的形式与题型不符。',
    en: 'The answer has not the form that the question asks for.',
  };
  return field.message === field.code ? { ...field, message: say(words, locale) } : field;
}

async function send(reply: FastifyReply, status: number, html: string) {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy)
    .send(html);
}

function sendError(error: unknown, request: PageRequest, reply: FastifyReply, assets: PageAssets) {
  const { code, params } = known(error);
  if (errorRow(code).reportable === true) request.log.error({ err: error }, code);
  const locale = localeOf(request) ?? preferredLocale(request.headers['accept-language']);
  const { status } = errorRow(code);
  if (status === 429) reply.header('retry-after', String(params['seconds'] ?? 1));
  return send(reply, status, errorPage(code, { requestId: request.id, ...params }, locale, assets));
}

const fromFastify = z.object({ code: z.string().optional(), statusCode: z.number().optional() });

function known(error: unknown): { code: ErrorCode; params: Record<string, string | number> } {
  if (error instanceof ServiceError) return { code: error.code, params: error.params };
  const { code, statusCode = 500 } = fromFastify.safeParse(error).data ?? {};
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'body_too_large', params: { limit: '256 kB' } };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { code: 'unsupported_media_type', params: {} };
  return { code: statusCode < 500 ? 'invalid_input' : 'internal', params: {} };
}
