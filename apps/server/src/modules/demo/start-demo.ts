import { z } from 'zod';
import { systemActor } from '../../platform/actor.ts';
import type { JobDefinition } from '../../platform/jobs/types.ts';
import type { Services } from '../../platform/services.ts';
import { watchCharts } from '../charts/index.ts';
import { fillDemo } from './fill-demo.ts';
import { type DemoSignIn, makeDemoOrganisation } from './make-organisation.ts';
import { simulate } from './simulator/simulate.ts';
import { untilCounted } from './until-counted.ts';
import { insertWorld } from './world.repo.ts';

const jobInput = z.object({
  seed: z.int(),
  tickets: z.int(),
  until: z.string(),
  ids: z.object({
    teamIds: z.object({
      hotline: z.uuid(),
      online: z.uuid(),
      dispatch: z.uuid(),
      dispatch2: z.uuid(),
      repair: z.uuid(),
      complaints: z.uuid(),
    }),
    agentIds: z.array(z.uuid()),
    categoryIds: z.record(z.string(), z.uuid()),
    surveyIds: z.object({ csat: z.uuid(), nps: z.uuid() }),
  }),
});

/** Writes the demo's past; may be killed and run again. */
export const demoJob: JobDefinition<z.infer<typeof jobInput>> = {
  kind: 'demo.fill',
  words: { zh: '生成演示数据', en: 'Fill the demo' },
  input: jobInput,
  run: async ({ services, orgId, call, progress, signal }, { until, ids, ...rest }) => {
    const options = { ...rest, until: Temporal.Instant.from(until) };
    const counts = await fillDemo(services, orgId, ids, options, progress, signal);
    await services.database.inOrg(orgId, (tx) => services.jobs.enqueue(tx, call, lookJob, {}));
    return counts;
  },
};

/** Looks at the control charts once the demo's past is counted, so that its first signal does not wait for the clock. */
export const lookJob: JobDefinition<Record<string, never>> = {
  kind: 'demo.look',
  words: { zh: '查看演示的控制图', en: 'Look at the control charts of the demo' },
  input: z.strictObject({}),
  run: async ({ services, orgId, signal }) => {
    await untilCounted(services, orgId, signal);
    await watchCharts(services, orgId, signal);
    return {};
  },
};

export interface DemoOptions {
  seed: number;
  /** Tickets over 18 months, roughly. */
  tickets: number;
  /** The end of the simulated time. */
  until: Temporal.Instant;
  /** For everybody of the demo who may sign in. */
  password: string;
}

/**
 * Makes the demo organisation, where there is none yet, and queues the writing of its past.
 * @throws ServiceError already_set_up, weak_password
 */
export async function startDemo(
  services: Services,
  { password, ...options }: DemoOptions,
): Promise<{ orgId: string; jobId: string; signIns: DemoSignIn[] }> {
  const { agents } = simulate(options);
  const clockAheadMs = aheadAt(options.until, services.clock());
  const before = services.setClockAhead(clockAheadMs);
  try {
    const { orgId, ids, signIns } = await makeDemoOrganisation(services, agents, password);
    const call = { actor: systemActor(orgId), now: services.clock() };
    const input = { ...options, until: options.until.toString(), ids };
    const jobId = await services.database.inOrg(orgId, async (tx) => {
      await insertWorld(tx, { ...options, ids, clockAheadMs });
      return services.jobs.enqueue(tx, call, demoJob, input);
    });
    return { orgId, jobId, signIns };
  } catch (error) {
    services.setClockAhead(before);
    throw error;
  }
}

/** A demo that ends at another time than now lives then: its clock goes on from the end of its past. */
function aheadAt(until: Temporal.Instant, now: Temporal.Instant): number {
  const ahead = until.epochMilliseconds - now.epochMilliseconds;
  return Math.abs(ahead) <= 3_600_000 ? 0 : ahead;
}

/** The last full hour: the end of a demo that is made now. */
export function demoEnd(services: Services): Temporal.Instant {
  return services.clock().round({ smallestUnit: 'hour', roundingMode: 'floor' });
}
