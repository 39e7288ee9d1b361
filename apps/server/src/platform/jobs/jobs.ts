import { fromKysely, PgBoss } from 'pg-boss';
import { uuidv7 } from 'uuidv7';
import type { Sql } from '../database/connect.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Services } from '../services.ts';
import { findJob, insertJob, requestCancel, selectUnended } from './jobs.repo.ts';
import { runJob } from './run-job.ts';
import type { JobDefinition, Jobs, ScheduleDefinition } from './types.ts';

const queue = 'jobs';

/** A job whose process died is noticed after this long and given to another. */
const heartbeatSeconds = 20;

export interface JobRunner extends Jobs {
  /** Starts working and scheduling; without it this process only queues (role `web`). */
  start(): Promise<void>;
  /**
   * Queues again every job that waits or runs according to the table `jobs`. For a restored
   * database: a backup holds no messages of the queue. @returns how many.
   */
  requeue(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Jobs on pg-boss. The queue's tables are in the schema `pgboss`, made by the owner;
 * a message there holds only ids. What people see is in the table `jobs`.
 */
export async function jobRunner(
  owner: Sql,
  ownerUrl: string,
  services: () => Services,
  definitions: readonly JobDefinition[],
  schedules: readonly ScheduleDefinition[],
): Promise<JobRunner> {
  const byKind = new Map(definitions.map((definition) => [definition.kind, definition]));
  const boss = new PgBoss({
    connectionString: ownerUrl,
    max: 3,
    application_name: 'jingyun:jobs',
    schedule: true,
  });
  const stopping = new AbortController();
  // Without a listener, a lost connection would end the process; the pool reconnects by itself.
  boss.on('error', (err) => services().log.warn({ err }, 'job queue'));
  await boss.start();
  await boss.createQueue(queue, {
    retryLimit: 5,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 86_400,
    heartbeatSeconds,
  });
  await owner.unsafe(
    'grant usage on schema pgboss to jingyun_app; grant select, insert on all tables in schema pgboss to jingyun_app; grant execute on all functions in schema pgboss to jingyun_app',
  );

  const start = async () => {
    await boss.work<{ orgId: string; jobId: string }>(
      queue,
      { batchSize: 1, pollingIntervalSeconds: 1 },
      async (messages) => {
        for (const { data } of messages) {
          await runJob(services(), byKind, data.orgId, data.jobId, { signal: stopping.signal });
        }
      },
    );
    for (const schedule of schedules) {
      const name = `cron.${schedule.name}`;
      await boss.createQueue(name, { retryLimit: 0, deleteAfterSeconds: 86_400 });
      await boss.schedule(name, schedule.cron);
      await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
        for (const orgId of await services().database.orgIds()) {
          await schedule.run(services(), orgId, stopping.signal);
        }
      });
    }
  };

  return {
    start,
    requeue: async () => {
      const waiting = await selectUnended(owner);
      for (const message of waiting) await boss.send(queue, message);
      return waiting.length;
    },
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
    enqueue: async (tx, call, definition, input) => {
      const id = uuidv7();
      await insertJob(tx, { id, kind: definition.kind, input, created_by: call.actor.id });
      await boss.send(queue, { orgId: tx.orgId, jobId: id }, { db: fromKysely(tx.db) });
      return id;
    },
    runNow: (orgId, id, onProgress) =>
      runJob(services(), byKind, orgId, id, {
        signal: stopping.signal,
        ...(onProgress === undefined ? {} : { onProgress }),
      }),
    cancel: async (tx, id) => {
      if ((await findJob(tx, id)) === undefined) throw new ServiceError('not_found');
      await requestCancel(tx, id);
    },
  };
}
