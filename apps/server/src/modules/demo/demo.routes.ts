import {
  demoStanding,
  passWeeksAnswer,
  passWeeksInput,
  startDemoAnswer,
  startDemoInput,
} from '@jingyun/contracts';
import { refuseForeign } from '../../platform/auth/csrf.ts';
import { command, query } from '../../platform/http/command.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { readDemo, startWeeks } from './pass-weeks.ts';
import { demoEnd, startDemo } from './start-demo.ts';

const tags = ['demo'];

/** The other way of setting up, a demo instead of an empty organisation; and how its time goes on. */
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

  app.get(
    '/api/v1/demo',
    {
      config: { permission: 'signedIn' },
      schema: {
        tags,
        summary: 'How the demo stands; null where the organisation is none',
        response: { 200: demoStanding },
      },
    },
    (request) => query(services, request, (tx) => readDemo(tx, services)),
  );

  app.post(
    '/api/v1/demo/weeks',
    {
      config: { permission: 'demo.pass' },
      schema: {
        tags,
        summary: 'Let weeks pass in the demo: customers, agents and the clock go on',
        body: passWeeksInput,
        response: { 202: passWeeksAnswer },
      },
    },
    (request, reply) =>
      command(services, request, reply, async (tx, call) => ({
        status: 202,
        body: await startWeeks(services, tx, call, request.body.weeks),
      })),
  );
}
