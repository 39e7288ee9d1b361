import { fileURLToPath } from 'node:url';
import { fileRoutes } from '../platform/files/file.routes.ts';
import { apiDocs } from '../platform/http/api-docs.ts';
import { operationsRoutes } from '../platform/http/operations.routes.ts';
import { type Authenticate, type HttpApp, httpServer } from '../platform/http/server.ts';
import { serveWeb } from '../platform/http/web.ts';
import { jobRoutes } from '../platform/jobs/job.routes.ts';
import type { Services } from '../platform/services.ts';
import { streamRoutes } from '../platform/stream/stream.routes.ts';
import { permissions } from './declarations.ts';
import { modules } from './modules.ts';

const webDist = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** The whole HTTP surface: the platform's endpoints, every module's, the documentation, and the built web client. */
export async function buildHttp(services: Services, authenticate: Authenticate): Promise<HttpApp> {
  const app = await httpServer(services, {
    authenticate,
    permissions: new Set(Object.keys(permissions)),
    requestsPerMinute: services.config.requestsPerMinute,
  });
  operationsRoutes(app, services);
  await apiDocs(app);
  await fileRoutes(app, services);
  streamRoutes(app, services);
  jobRoutes(
    app,
    services,
    modules.flatMap((module) => module.jobs ?? []),
  );
  for (const module of modules) module.routes?.(app, services);
  await serveWeb(app, webDist);
  return app;
}
