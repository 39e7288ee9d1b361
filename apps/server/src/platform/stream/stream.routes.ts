import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { callOf } from '../http/command.ts';
import type { HttpApp } from '../http/server.ts';
import type { Services } from '../services.ts';

/** Proxies close connections that stay silent for a minute. */
const beatMs = 25_000;

/** Server-sent events: hints of what changed in the reader's organisation. */
export function streamRoutes(app: HttpApp, services: Services): void {
  const open = new Set<PassThrough>();
  // A stream is a request that is never answered to its end: a server that stops would wait for every browser.
  app.addHook('preClose', async () => {
    for (const out of open) out.end();
  });
  app.get(
    '/api/v1/stream',
    {
      config: { permission: 'signedIn' },
      schema: {
        summary: 'Hints of what changed, as server-sent events',
        tags: ['platform'],
        response: { 200: z.any() },
      },
    },
    (request, reply) => {
      const { actor } = callOf(services, request);
      const out = new PassThrough();
      open.add(out);
      const unsubscribe = services.stream.subscribe(actor.orgId, (message) => {
        out.write(`event: ${message.topic}\ndata: ${JSON.stringify(message)}\n\n`);
      });
      const beat = setInterval(() => out.write(': beat\n\n'), beatMs);
      request.raw.on('close', () => {
        clearInterval(beat);
        unsubscribe();
        open.delete(out);
        out.end();
      });
      out.write('retry: 2000\n\n');
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(out);
    },
  );
}
