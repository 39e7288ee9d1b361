import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { ServiceError } from '../errors/service-error.ts';
import { sendProblem } from './problem.ts';
import type { HttpApp } from './server.ts';

/**
 * Serves the built console and portal. Files with a hash in their name are cached for
 * a year; the two pages are asked for each time, so that a new version shows at once.
 */
export async function serveWeb(app: HttpApp, dist: string): Promise<void> {
  if (existsSync(dist)) {
    await app.register(fastifyStatic, {
      root: dist,
      wildcard: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  const page = async (name: string) => readFile(join(dist, name), 'utf8');
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/');
    if (!wantsPage || !existsSync(join(dist, 'index.html'))) {
      sendProblem(new ServiceError('route_not_found'), request, reply);
      return reply;
    }
    const html = await page(request.url.startsWith('/portal') ? 'portal.html' : 'index.html');
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html);
  });
}
