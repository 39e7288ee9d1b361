import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { useDatabase } from '../../testing/use-database.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Services } from '../services.ts';
import { findJob } from './jobs.repo.ts';
import { type JobRunner, jobRunner } from './jobs.ts';
import type { JobDefinition } from './types.ts';

const db = useDatabase();
let runner: JobRunner;
let runs = 0;

const words = { zh: '测试', en: 'Test' };
const counting: JobDefinition<{ upTo: number }> = {
  kind: 'test.count',
  words,
  input: z.object({ upTo: z.number() }),
  run: async ({ progress }, { upTo }) => {
    runs++;
    progress(upTo, upTo, 'counted');
    return { counted: upTo };
  },
};
const refusing: JobDefinition<Record<string, never>> = {
  kind: 'test.refuse',
  words,
  input: z.object({}),
  run: async () => {
    throw new ServiceError('disk_full');
  },
};
const breaking: JobDefinition<Record<string, never>> = {
  kind: 'test.break',
  words,
  input: z.object({}),
  run: async () => {
    throw new TypeError('a defect');
  },
};

beforeAll(async () => {
  const services = {
    database: db.database,
    log: pino({ level: 'silent' }),
    clock: () => Temporal.Instant.from('2026-03-02T02:00:00Z'),
    stream: { publish: () => undefined },
  } as unknown as Services;
  runner = await jobRunner(
    db.open.owner,
    db.open.ownerUrl,
    () => services,
    [counting, refusing, breaking] as JobDefinition[],
    [],
  );
});
afterAll(() => runner.stop());

const enqueue = <T>(definition: JobDefinition<T>, input: T) =>
  db.inOrg((tx) => runner.enqueue(tx, db.call(), definition, input));
const read = (id: string) => db.inOrg((tx) => findJob(tx, id));

test('a job is queued only if its transaction commits', async () => {
  await expect(
    db.inOrg(async (tx) => {
      await runner.enqueue(tx, db.call(), counting, { upTo: 1 });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  const { rows } = await db.inOrg((tx) => sql`select 1 from jobs`.execute(tx.db));
  expect(rows).toHaveLength(0);
  expect(await db.open.owner`select 1 from pgboss.job where name = 'jobs'`).toHaveLength(0);
});

test('a job runs once to its result and shows its progress', async () => {
  const id = await enqueue(counting, { upTo: 3 });
  expect(await db.open.owner`select data from pgboss.job where name = 'jobs'`).toMatchObject([
    { data: { jobId: id } },
  ]);
  expect(await runner.runNow(db.orgId, id)).toEqual({ counted: 3 });
  expect(await runner.runNow(db.orgId, id)).toEqual({});
  expect(runs).toBe(1);
  expect(await read(id)).toMatchObject({
    status: 'done',
    done: 3,
    total: 3,
    note: 'counted',
    result: { counted: 3 },
  });
});

test('an error of the error table ends a job as failed, with its code', async () => {
  const id = await enqueue(refusing, {});
  await runner.runNow(db.orgId, id);
  expect(await read(id)).toMatchObject({ status: 'failed', error: { code: 'disk_full' } });
});

test('two processes do not run one job at once: the second stands by and finds it done', async () => {
  const id = await enqueue(counting, { upTo: 5 });
  const before = runs;
  const results = await Promise.all([runner.runNow(db.orgId, id), runner.runNow(db.orgId, id)]);
  expect(runs - before).toBe(1);
  expect(results).toContainEqual({ counted: 5 });
});

test('a job that fails again and again is given up, and says so', async () => {
  const id = await enqueue(breaking, {});
  for (let i = 0; i < 5; i++) await expect(runner.runNow(db.orgId, id)).rejects.toThrow('defect');
  await runner.runNow(db.orgId, id);
  expect(await read(id)).toMatchObject({ status: 'failed', error: { code: 'internal' } });
});

test('a job cancelled while it waits does not run', async () => {
  const id = await enqueue(counting, { upTo: 9 });
  await db.inOrg((tx) => runner.cancel(tx, id));
  expect(await runner.runNow(db.orgId, id)).toEqual({});
  expect(await read(id)).toMatchObject({ status: 'cancelled', done: 0 });
});
