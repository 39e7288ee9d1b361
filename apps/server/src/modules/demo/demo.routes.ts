import { startDemoAnswer, startDemoInput } from '@jingyun/contracts';
import { refuseForeign } from '../../platform/auth/csrf.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { demoEnd, startDemo } from './start-demo.ts';

/** The other way of setting up: a demo instead of an empty organisation. Works once. */
export function demoRoutes(app: HttpApp, services: Services): void {
  app.post(
    '/api/v1/setup/demo',
    {
      config: { permission: 'public' },
      preHandler: async (request) => refuseForeign(request, services.config.publicUrl),
      schema: {
        tags: ['sign-in'],
        summary: 'First run: create the demo organisation; its past is written in the background. Works once',
        body: startDemoInput,
        response: { 201: startDemoAnswer },
      },
    },
    async (request, reply) => {
      const { jobId, signIns } = await startDemo(services, { ...request.body, until: demoEnd(services) });
      return reply.code(201).send({ jobId, signIns });
    },
  );
}
