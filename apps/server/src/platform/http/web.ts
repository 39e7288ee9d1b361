import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { ServiceError } from '../errors/service-error.ts';
import { sendProblem } from './problem.ts';
import type { HttpApp } from './server.ts';

/**
 * Serves the built console and portal. Files with a hash in their name are cached for
 * a year; the two pages are asked for each time, so that a new version shows at once.
 */
export async function serveWeb(app: HttpApp, dist: string): Promise<void> {
  if (existsSync(join(dist, 'index.html'))) {
    await app.register(fastifyStatic, {
      root: dist,
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
  const sendPage = async (reply: FastifyReply, name: string) =>
    reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(await readFile(join(dist, name), 'utf8'));
  // The folder itself, which the static files do not answer for.
  if (existsSync(join(dist, 'index.html')))
    app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply, 'index.html'));
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/');
    if (!wantsPage || !existsSync(join(dist, 'index.html'))) {
      sendProblem(new ServiceError('route_not_found'), request, reply);
      return reply;
    }
    return sendPage(reply, request.url.startsWith('/portal') ? 'portal.html' : 'index.html');
  });
}
