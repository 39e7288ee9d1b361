import { randomUUID } from 'node:crypto';
import { defineEvent } from '@jingyun/contracts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectToEnd } from '../../testing/project-to-end.ts';
import { useDatabase } from '../../testing/use-database.ts';
import type { Tx } from '../database/transaction.ts';
import { appendEvents } from './append-events.ts';
import { beginning, isHeldBack, readEvents } from './read-events.ts';
import { registryOf } from './registry.ts';
import { projectAll, rebuildProjector } from './run-projector.ts';
import type { Projector, StoredEvent } from './types.ts';

const counted = defineEvent('test.counted', z.object({ writer: z.number(), n: z.number() }));
const ignored = defineEvent('test.ignored', z.object({ writer: z.number(), n: z.number() }));
const registry = registryOf([counted, ignored]);
const db = useDatabase();

const draft = (writer: number, n: number) => ({
  definition: counted,
  data: { writer, n },
  subject: { type: 'test', id: randomUUID() },
  actor: { type: 'system' as const, id: null },
});

test('nothing is skipped or repeated under concurrent writers with pauses and rollbacks', async () => {
  const committed = new Set<string>();
  let random = 42;
  const next = () => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return random / 2_147_483_648;
  };
  const seen: string[] = [];
  let writing = true;

  const writer = async (w: number) => {
    for (let n = 0; n < 40; n++) {
      const fails = next() < 0.2;
      await db
        .inOrg(async (tx) => {
          await appendEvents(tx, [draft(w, n)]);
          await sql`select pg_sleep(${next() * 0.01})`.execute(tx.db);
          await appendEvents(tx, [draft(w, n + 1_000)]);
          if (fails) throw new Error('rolled back on purpose');
        })
        .then(() => committed.add(`${w}:${n}`).add(`${w}:${n + 1_000}`))
        .catch(() => undefined);
    }
  };
  const reader = async () => {
    let after: Parameters<typeof readEvents>[2] = beginning;
    for (let quiet = false; !quiet; ) {
      const done = !writing && !(await db.inOrg(isHeldBack));
      const events = await db.inOrg((tx) => readEvents(tx, registry, after, { types: 'all', limit: 7 }));
      for (const event of events) seen.push(`${event.data['writer']}:${event.data['n']}`);
      const last = events.at(-1);
      if (last !== undefined) after = { txid: last.txid, id: last.id, recordedAt: last.recordedAt };
      quiet = done && last === undefined;
    }
  };
  const reading = reader();
  await Promise.all(Array.from({ length: 8 }, (_, w) => writer(w)));
  writing = false;
  await reading;

  expect(committed.size).toBeGreaterThan(100);
  expect(seen).toHaveLength(committed.size);
  expect(new Set(seen)).toEqual(committed);
  for (let w = 0; w < 8; w++) {
    const own = seen.filter((key) => key.startsWith(`${w}:`)).map((key) => Number(key.split(':')[1]) % 1_000);
    expect(own, 'one writer’s commits are read in their order').toEqual([...own].sort((a, b) => a - b));
  }
});

/** Keeps the sum of n per writer in a table of its own; the simplest projection there is. */
function summing(name: string, onApply: (events: StoredEvent[]) => void = () => undefined): Projector {
  return {
    name,
    types: ['test.counted'],
    batchSize: 50,
    apply: async (tx, events) => {
      for (const event of events) {
        await sql`insert into summed (org_id, writer, total) values (${tx.orgId}, ${event.data['writer']}, ${event.data['n']})
          on conflict (org_id, writer) do update set total = summed.total + excluded.total`.execute(tx.db);
      }
      onApply(events);
    },
    reset: async (tx) => {
      await sql`delete from summed where org_id = ${tx.orgId}`.execute(tx.db);
    },
  };
}

const sums = async (tx: Tx) =>
  (await sql`select writer, total from summed where org_id = ${tx.orgId} order by writer`.execute(tx.db))
    .rows;

test('a projector that fails half-way or runs twice at once still counts each event once, and rebuilds to the same rows', async () => {
  await db.open.owner.unsafe(
    `create table summed (org_id uuid, writer int, total bigint, primary key (org_id, writer)); select secure_table('summed')`,
  );
  const orgId = db.otherOrgId;
  for (let n = 0; n < 30; n++)
    await db.inOrg(
      (tx) =>
        appendEvents(
          tx,
          Array.from({ length: 10 }, (_, i) => draft(i, n * 10 + i)),
        ),
      orgId,
    );

  let failures = 2;
  const flaky = summing('summing', () => {
    if (failures-- > 0) throw new Error('killed before its commit');
  });
  for (let i = 0; i < 2; i++)
    await expect(projectToEnd(db.database, registry, flaky, orgId)).rejects.toThrow('killed');
  const results = await Promise.all(
    Array.from({ length: 4 }, () => projectAll(db.database, registry, flaky, orgId)),
  );
  results.push(await projectToEnd(db.database, registry, flaky, orgId));
  expect(results.reduce((a, b) => a + b)).toBe(300);

  const before = await db.inOrg(sums, orgId);
  expect(before).toEqual(
    Array.from({ length: 10 }, (_, i) => ({ writer: i, total: (29 * 30 * 10) / 2 + 30 * i })),
  );
  // Events that arrive while the rebuild runs are not part of it: they come live, afterwards, once.
  await db.inOrg((tx) => appendEvents(tx, [draft(0, 5)]), orgId);
  expect(await rebuildProjector(db.database, registry, flaky, orgId)).toBe(300);
  expect(await db.inOrg(sums, orgId)).toEqual(before);
  expect(await projectToEnd(db.database, registry, flaky, orgId)).toBe(1);
});

test('a projector is not shown what meant nothing to it when it came, however much of it there is', async () => {
  const orgId = randomUUID();
  let wanted: string[] = [];
  const seen: unknown[] = [];
  const choosy: Projector = {
    name: 'choosy',
    types: 'all',
    batchSize: 2,
    typesNow: async () => wanted,
    apply: async (_tx, events) => {
      seen.push(...events.map((event) => event.data['n']));
    },
    reset: async () => undefined,
  };
  const tell = (definition: typeof counted | typeof ignored, n: number) =>
    db.inOrg((tx) => appendEvents(tx, [{ ...draft(0, n), definition }]), orgId);
  const catchUp = () => projectToEnd(db.database, registry, choosy, orgId);
  await tell(counted, 1);
  await catchUp();
  wanted = ['test.counted'];
  for (let n = 2; n <= 6; n++) await tell(n === 4 ? ignored : counted, n);
  await tell(ignored, 7);
  await catchUp();
  expect(seen).toEqual([2, 3, 5, 6]);
});

test('the application can neither change nor delete what happened', async () => {
  await db.inOrg((tx) => appendEvents(tx, [draft(1, 1)]));
  await expect(db.inOrg((tx) => sql`update events set type = 'x'`.execute(tx.db))).rejects.toThrow(
    'permission denied',
  );
  await expect(db.inOrg((tx) => sql`delete from events`.execute(tx.db))).rejects.toThrow('permission denied');
});

test('old data is lifted to the newest version when it is read', async () => {
  const renamed = defineEvent('test.counted', z.object({ author: z.number() }), {
    version: 2,
    upcast: { 1: (data) => ({ author: data['writer'] }) },
  });
  const [event] = await db.inOrg(async (tx) =>
    readEvents(tx, registryOf([renamed]), beginning, { types: 'all', limit: 1 }),
  );
  expect(event?.data).toHaveProperty('author');
});
