import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { locales } from '@jingyun/contracts';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  fastify,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '../actor.ts';
import { authorise } from '../actor.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Services } from '../services.ts';
import { parseJsonBody } from './json-body.ts';
import { sendProblem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; null on public endpoints when nobody signed in. */
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    /** Every endpoint states its permission: a declared one, `signedIn` (anybody of the organisation), or `public`. */
    permission?: string;
  }
}

export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Finds out who sends a request; null for nobody. Throws ServiceError for credentials that are wrong. */
export type Authenticate = (request: import('fastify').FastifyRequest) => Promise<Actor | null>;

export interface HttpOptions {
  authenticate: Authenticate;
  permissions: ReadonlySet<string>;
  /** Requests a minute for one credential or address. */
  requestsPerMinute: number;
}

const bodyLimit = 1024 * 1024;

/** The HTTP server with everything that holds for all endpoints; modules add theirs under /api/v1. */
export async function httpServer(services: Services, options: HttpOptions): Promise<HttpApp> {
  const app = fastify({
    loggerInstance: services.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: services.config.trustProxy,
    bodyLimit,
    genReqId: () => uuidv7(),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    requestTimeout: 120_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, services.permissions));
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, parseJsonBody);
  app.decorateRequest('actor', null);

  await app.register(helmet, {
    contentSecurityPolicy: { directives: contentPolicy },
    hsts: services.config.publicUrl.startsWith('https:'),
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
    errorResponseBuilder: (_request, context) =>
      new ServiceError('rate_limited', { params: { seconds: Math.ceil(context.ttl / 1000) } }),
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Jingyun',
        version: '1',
        description:
          'Every endpoint states its permission in `x-permission`. Errors are RFC 9457 problem details; see docs/reference/errors.md.',
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'jingyun.session_token' },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: (input) =>
      withPermission(
        jsonSchemaTransform(input),
        (input.route.config as { permission?: string } | undefined)?.permission,
      ),
    transformObject: jsonSchemaTransformObject,
  });

  app.addHook('onRoute', (route) => refuseUndeclared(route, options.permissions));
  app.addHook('onRequest', async (request) => {
    const permission = request.routeOptions.config.permission;
    if (permission === undefined) return;
    request.actor = inPageLanguage(await options.authenticate(request), request.headers['accept-language']);
    if (permission === 'public') return;
    if (request.actor === null) throw new ServiceError('not_signed_in');
    if (permission !== 'signedIn') authorise(request.actor, permission);
  });
  return app;
}

/**
 * A page that names exactly one of the product's languages is shown in that one, whatever the reader's profile
 * says: its errors, names and exports should not be in another. Lists of wishes, as browsers send them, do not count.
 */
function inPageLanguage(actor: Actor | null, header: string | undefined): Actor | null {
  const locale = locales.find((known) => known === header);
  return actor === null || locale === undefined || locale === actor.locale ? actor : { ...actor, locale };
}

const contentPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  // antd writes its styles at run time; style injection alone cannot run code.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'self'"],
  upgradeInsecureRequests: null,
};

/** An endpoint without a permission, a summary or a known permission does not start: it is a defect, not a setting. */
function refuseUndeclared(
  route: {
    url: string;
    method: string | string[];
    config?: { permission?: string };
    schema?: { summary?: string; hide?: boolean };
  },
  known: ReadonlySet<string>,
): void {
  if (!route.url.startsWith('/api/') || route.method === 'HEAD' || route.schema?.hide === true) return;
  const permission = route.config?.permission;
  const where = `${String(route.method)} ${route.url}`;
  if (permission === undefined)
    throw new Error(
      `${where} declares no permission. Say config: { permission } where the endpoint is declared.`,
    );
  if (permission !== 'public' && permission !== 'signedIn' && !known.has(permission))
    throw new Error(`${where} asks for "${permission}", which no module declares.`);
  if (route.schema?.summary === undefined) throw new Error(`${where} has no summary.`);
}

function withPermission<T extends { schema: unknown }>(transformed: T, permission: string | undefined): T {
  const schema = { ...(transformed.schema as Record<string, unknown>), 'x-permission': permission };
  return { ...transformed, schema };
}
