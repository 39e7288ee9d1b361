import { type ErrorCode, errorRow, issueWords, type Locale } from '@jingyun/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fromPostgres } from '../errors/from-postgres.ts';
import { type FieldProblem, ServiceError } from '../errors/service-error.ts';
import { errorMessage, preferredLocale, say } from '../i18n/server-words.ts';
import type { Services } from '../services.ts';

/** RFC 9457 problem details, with the code of the error table and, for bad input, each field. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});

/**
 * Answers any error as a problem document in the reader's language.
 * @param permissions to name the one that is missing as administrators read it; without them its key is shown
 */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  permissions: Services['permissions'] = {},
): void {
  const locale = request.actor?.locale ?? preferredLocale(request.headers['accept-language']);
  const problem = toServiceError(error, locale);
  if (errorRow(problem.code).reportable === true) request.log.error({ err: error }, problem.code);
  const { permission } = problem.params;
  const missing =
    typeof permission === 'string' && Object.hasOwn(permissions, permission)
      ? permissions[permission]
      : undefined;
  const params = {
    requestId: request.id,
    ...problem.params,
    ...(missing === undefined ? {} : { permission: say(missing.words, locale) }),
  };
  if (problem.status === 429) reply.header('retry-after', String(problem.params['seconds'] ?? 1));
  const detail = errorMessage(problem.code, locale, params);
  reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', locale)
    .serializer(JSON.stringify)
    .send({
      type: `/api/docs/errors#${problem.code}`,
      title: detail,
      status: problem.status,
      code: problem.code,
      detail,
      requestId: request.id,
      ...(problem.fields.length > 0 ? { fields: problem.fields.map((field) => worded(field, locale)) } : {}),
      ...problem.extra,
    });
}

const fromFastify: Record<string, ErrorCode> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_REQ_FILE_TOO_LARGE: 'body_too_large',
  FST_PARTS_LIMIT: 'body_too_large',
  FST_FILES_LIMIT: 'body_too_large',
  FST_FIELDS_LIMIT: 'body_too_large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media_type',
};

function toServiceError(error: unknown, locale: Locale): ServiceError {
  if (error instanceof ServiceError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new ServiceError('invalid_input', {
      fields: error.validation.map((entry) => fieldProblem(entry, locale)),
      cause: error,
    });
  }
  if (error instanceof z.ZodError) {
    return new ServiceError('invalid_input', {
      fields: error.issues.map((issue) => issueProblem(issue, locale)),
      cause: error,
    });
  }
  const known = fromPostgres(error);
  if (known !== null) return known;
  const { code, statusCode } = (error ?? {}) as Partial<FastifyError>;
  const mapped = code === undefined ? undefined : fromFastify[code];
  if (mapped !== undefined) return new ServiceError(mapped, { params: { limit: '1 MB' }, cause: error });
  // A folder among the static files, or a way out of them.
  if (statusCode === 403 || statusCode === 404) return new ServiceError('route_not_found', { cause: error });
  // Whatever else Fastify refuses about a request (bad URL encoding, bad content length) is the client's to mend.
  const clientFault =
    statusCode !== undefined && statusCode >= 400 && statusCode < 500 && !isResponseSerializationError(error);
  return new ServiceError(clientFault ? 'invalid_input' : 'internal', { cause: error });
}

type ValidationEntry = {
  instancePath: string;
  keyword: string;
  message?: string | undefined;
  params?: unknown;
};

/** The type provider takes zod's issues apart; they are put together again, so that they can be worded. */
function fieldProblem(entry: ValidationEntry, locale: Locale): FieldProblem {
  const path = entry.instancePath.replace(/^\//, '').replaceAll('/', '.');
  const details = (entry.params ?? {}) as Record<string, unknown>;
  const issue = { ...details, code: entry.keyword, message: entry.message ?? '', path: [] } as unknown;
  return { ...issueProblem(issue as z.core.$ZodIssue, locale), path };
}

function issueProblem(issue: z.core.$ZodIssue, locale: Locale): FieldProblem {
  // A refusal that a shape declares has its code as zod's message.
  const code = issueWords[issue.message] === undefined ? issue.code : issue.message;
  return { path: issue.path.join('.'), code, message: wordsOfIssue(issue, locale) };
}

/** Use cases name what is wrong with a field by its code; the words are in the table. */
function worded(field: FieldProblem, locale: Locale): FieldProblem {
  const words = issueWords[field.code];
  return words === undefined || field.message !== field.code
    ? field
    : { ...field, message: say(words, locale) };
}

// zod speaks these languages itself; zh-TW included.
const zodWords: Record<Locale, (issue: z.core.$ZodIssue) => string> = {
  'zh-CN': wordsFrom(z.locales.zhCN()),
  'zh-TW': wordsFrom(z.locales.zhTW()),
  en: wordsFrom(z.locales.en()),
};

function wordsFrom(words: ReturnType<typeof z.locales.en>): (issue: z.core.$ZodIssue) => string {
  return (issue) => {
    const said = words.localeError(issue as z.core.$ZodRawIssue);
    return (typeof said === 'string' ? said : said?.message) ?? issue.message;
  };
}

function wordsOfIssue(issue: z.core.$ZodIssue, locale: Locale): string {
  const words = issueWords[issue.message];
  if (words === undefined) return zodWords[locale](issue);
  const params =
    issue.code === 'custom' ? (issue.params as Record<string, string | number> | undefined) : undefined;
  return say(words, locale, params);
}
