import type { DemoStanding } from '@jingyun/contracts';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { findJob } from '../../platform/jobs/jobs.repo.ts';
import type { JobDefinition, JobRun } from '../../platform/jobs/types.ts';
import type { Services } from '../../platform/services.ts';
import { watchCharts } from '../charts/index.ts';
import { recheckImprovements } from '../improvements/index.ts';
import { fillDemo } from './fill-demo.ts';
import { learn } from './learn.ts';
import { remediesNow } from './remedies.ts';
import { simulate } from './simulator/simulate.ts';
import { readTour } from './tour.ts';
import { untilCounted } from './until-counted.ts';
import { type DemoWorld, findWorld, moveWorld, setJob } from './world.repo.ts';

const weekMs = 7 * 86_400_000;

const jobInput = z.object({
  /** Where the simulation goes on from, and where to. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  clockAheadMs: z.number(),
});

/**
 * Lets time pass in the demo organisation: its customers, agents and promises go on by themselves, as what was done
 * about the planted patterns has made them. The product's clock goes forward with them.
 */
export const passWeeksJob: JobDefinition<z.infer<typeof jobInput>> = {
  kind: 'demo.passWeeks',
  words: { zh: '让演示中的时间前进', en: 'Let time pass in the demo' },
  input: jobInput,
  run: passWeeks,
};

/**
 * Queues the passing of weeks. One after the other: a second wish waits until the first has been fulfilled.
 * @throws ServiceError not_found where the organisation is no demo, demo_time_is_passing
 */
export async function startWeeks(
  services: Services,
  tx: Tx,
  call: Call,
  weeks: number,
): Promise<{ jobId: string }> {
  const world = await findWorld(tx, true);
  if (world === null) throw new ServiceError('not_found');
  if ((await jobUnderWay(tx, world)) !== null) throw new ServiceError('demo_time_is_passing');
  const to = call.now.add({ hours: weeks * 7 * 24 }).round({ smallestUnit: 'hour', roundingMode: 'floor' });
  const input = {
    from: world.simulatedTo.toString(),
    to: to.toString(),
    clockAheadMs: world.clockAheadMs + weeks * weekMs,
  };
  const jobId = await services.jobs.enqueue(tx, call, passWeeksJob, input);
  await setJob(tx, jobId);
  return { jobId };
}

/** The job that lets weeks pass right now. */
async function jobUnderWay(tx: Tx, { jobId }: DemoWorld): Promise<string | null> {
  const job = jobId === null ? undefined : await findJob(tx, jobId);
  return job?.status === 'queued' || job?.status === 'running' ? jobId : null;
}

/** How the demo stands, for whoever is shown around. */
export async function readDemo(tx: Tx, { registry }: Pick<Services, 'registry'>): Promise<DemoStanding> {
  const world = await findWorld(tx);
  if (world === null) return { demo: null };
  const { until, simulatedTo } = world;
  return {
    demo: {
      simulatedTo: simulatedTo.toString(),
      weeksPassed: Math.floor((simulatedTo.epochMilliseconds - until.epochMilliseconds) / weekMs),
      jobId: await jobUnderWay(tx, world),
      tour: await readTour(tx, registry, world),
    },
  };
}

async function passWeeks(
  { services, orgId, progress, signal }: JobRun,
  { from, to, clockAheadMs }: z.infer<typeof jobInput>,
): Promise<Record<string, unknown>> {
  const since = Temporal.Instant.from(from);
  const on = Temporal.Instant.from(to);
  const found = await services.database.inOrg(orgId, (tx) => findWorld(tx));
  if (found === null) throw new ServiceError('not_found');
  const world = found;
  const past = { seed: world.seed, tickets: world.tickets, until: world.until };
  const remedies = await services.database.inOrg(orgId, async (tx) => {
    await learn(tx, world, since);
    return remediesNow(tx, world, simulate(past).agents, since, on);
  });
  const options = { ...past, on, remedies };
  const counts = await fillDemo(
    services,
    orgId,
    world.ids,
    options,
    (done) => progress(done, null),
    signal,
    since,
  );
  await services.database.inOrg(orgId, (tx) =>
    moveWorld(tx, { simulatedTo: on, remedies: [...remedies], clockAheadMs }),
  );
  services.setClockAhead(clockAheadMs);
  await untilCounted(services, orgId, signal);
  // What the clock would have started on the way, in the order in which it matters.
  await watchCharts(services, orgId, signal);
  await recheckImprovements(services, orgId, signal);
  services.stream.publish(orgId, { topic: 'demo' });
  return { ...counts, to };
}
