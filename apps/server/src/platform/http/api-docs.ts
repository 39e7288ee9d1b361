import scalar from '@scalar/fastify-api-reference';
import { errorPage } from './error-page.ts';
import type { HttpApp } from './server.ts';

/** The OpenAPI document, a page to browse it, and the page of errors. */
export async function apiDocs(app: HttpApp): Promise<void> {
  app.get('/api/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, async () =>
    app.swagger(),
  );
  errorPage(app);
  await app.register(scalar, {
    routePrefix: '/api/docs',
    configuration: {
      url: '/api/openapi.json',
      telemetry: false,
      withDefaultFonts: false,
      hideClientButton: true,
    },
    hooks: {
      // The page brings its own script and styles from this server and writes inline ones; nothing from elsewhere.
      onRequest: (_request, reply, done) => {
        reply.header(
          'content-security-policy',
          "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:",
        );
        done();
      },
    },
  });
}
