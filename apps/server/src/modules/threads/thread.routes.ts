import { id, recordType, thread } from '@jingyun/contracts';
import { z } from 'zod';
import { query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { readThread } from './read-thread.ts';

export function threadRoutes(app: HttpApp, services: Services): void {
  app.get(
    '/api/v1/threads/:type/:id',
    {
      // Each record's owner decides who may see it.
      config: { permission: 'signedIn' },
      schema: {
        tags: ['threads'],
        summary: 'Why a record came to be, and what came of it',
        params: z.strictObject({ type: recordType, id }),
        response: { 200: thread },
      },
    },
    (request) => query(services, request, (tx, { actor }) => readThread(tx, actor, services, request.params)),
  );
}
