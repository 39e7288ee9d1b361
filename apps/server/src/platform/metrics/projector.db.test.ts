import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { projectToEnd } from '../../testing/project-to-end.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { appendEvents } from '../events/append-events.ts';
import { projectAll, rebuildProjector, refreshProjector } from '../events/run-projector.ts';
import type { EventDraft } from '../events/types.ts';
import { type Facts, jobEventRegistry, jobLife, jobMetricRegistry } from './metric.factory.ts';
import { metricsProjector } from './projector.ts';

const test_ = useDatabase();

/** Everything the projector keeps, byte for byte. */
async function kept(orgId: string): Promise<string[]> {
  return test_.inOrg(async (tx) => {
    const rows: string[] = [];
    for (const table of ['metric_state', 'metric_series', 'metric_rollups', 'metric_members']) {
      const found = await sql<{ row: string }>`
        select ${table} || ' ' || (to_jsonb(t) - 'org_id')::text as row from ${sql.table(table)} t order by 1
      `.execute(tx.db);
      rows.push(...found.rows.map(({ row }) => row));
    }
    return rows;
  }, orgId);
}

async function freshOrg(timeZone = 'Asia/Shanghai'): Promise<string> {
  const orgId = randomUUID();
  await test_.inOrg(async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'x', ${timeZone}, 'en')`.execute(
      tx.db,
    );
  }, orgId);
  return orgId;
}

const facts: fc.Arbitrary<Facts> = fc.record({
  team: fc.constantFrom(null, 'north', 'south'),
  channel: fc.constantFrom('phone', 'web'),
  priority: fc.constantFrom('low', 'high'),
});
const lives = fc.array(
  fc.record({
    opened: fc
      .integer({ min: 0, max: 200 })
      .map((hours) => Temporal.Instant.from('2026-03-20T00:00:00Z').add({ hours })),
    facts,
    movedTo: fc.option(facts, { nil: undefined }),
    seconds: fc.integer({ min: 0, max: 400_000 }),
    late: fc.boolean(),
    cents: fc.integer({ min: -1_000, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 12 },
);

test('batches of any size, in any order of happening, and a rebuild keep identical bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      lives,
      fc.integer({ min: 1, max: 7 }),
      fc.infiniteStream(fc.nat(1_000)),
      async (jobs, size, random) => {
        // Shuffled: late and back-dated events come after younger ones.
        const drafts = jobs
          .flatMap(({ opened, ...life }) => jobLife(randomUUID(), opened, life))
          .map((draft) => ({ draft, rank: random.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ draft }): EventDraft => draft);
        const one = await freshOrg('Europe/Berlin');
        const many = await freshOrg('Europe/Berlin');
        const whole = metricsProjector(jobMetricRegistry);
        const small = { ...whole, batchSize: size };
        for (const orgId of [one, many]) await test_.inOrg((tx) => appendEvents(tx, drafts), orgId);
        await projectToEnd(test_.database, jobEventRegistry, whole, one);
        await projectToEnd(test_.database, jobEventRegistry, small, many);
        const expected = await kept(one);
        expect(expected.length).toBeGreaterThan(10);
        expect(await kept(many)).toEqual(expected);
        await rebuildProjector(test_.database, jobEventRegistry, small, one);
        expect(await kept(one)).toEqual(expected);
      },
    ),
    { numRuns: 12 },
  );
});

test('many writers with late events beside a projector at work: what is kept is what a rebuild makes', async () => {
  const orgId = await freshOrg();
  const projector = { ...metricsProjector(jobMetricRegistry), batchSize: 7 };
  let writing = true;
  const follow = (async () => {
    while (writing) await projectAll(test_.database, jobEventRegistry, projector, orgId);
  })();
  const begin = Temporal.Instant.from('2026-03-01T00:00:00Z');
  await Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      for (let job = 0; job < 15; job++) {
        const life = {
          facts: { team: `t${writer % 3}`, channel: 'web', priority: 'low' },
          seconds: 1_000 * (job + 1),
          late: job % 2 === 0,
          cents: job,
        };
        const opened = begin.add({ hours: (job * 37 + writer * 11) % 240 });
        const drafts = jobLife(randomUUID(), opened, life);
        for (const draft of drafts) await test_.inOrg((tx) => appendEvents(tx, [draft]), orgId);
      }
    }),
  );
  writing = false;
  await follow;
  await projectToEnd(test_.database, jobEventRegistry, projector, orgId);
  const live = await kept(orgId);
  const replayed = await rebuildProjector(
    test_.database,
    jobEventRegistry,
    metricsProjector(jobMetricRegistry),
    orgId,
  );
  expect(replayed).toBe(6 * 15 * 3);
  expect(await kept(orgId)).toEqual(live);
  // Every job is done, so nobody waits: levels are back at 0 and no member is left.
  expect(live.filter((row) => row.startsWith('metric_members'))).toEqual([]);
  const { rows } = await test_.inOrg(
    (tx) => sql<{ level: number }>`select distinct level from metric_series`.execute(tx.db),
    orgId,
  );
  expect(rows).toEqual([{ level: 0 }]);
});

test('one organisation’s sums are not seen or dropped by another', async () => {
  const [mine, theirs] = [await freshOrg(), await freshOrg()];
  const projector = metricsProjector(jobMetricRegistry);
  const life = { facts: { team: null, channel: 'web', priority: 'low' }, seconds: 60, late: false, cents: 5 };
  for (const orgId of [mine, theirs]) {
    await test_.inOrg(
      (tx) => appendEvents(tx, jobLife(randomUUID(), Temporal.Instant.from('2026-03-01T00:00:00Z'), life)),
      orgId,
    );
    await projectToEnd(test_.database, jobEventRegistry, projector, orgId);
  }
  const before = await kept(theirs);
  await test_.inOrg((tx) => projector.reset(tx), mine);
  expect(await kept(mine)).toEqual([]);
  expect(await kept(theirs)).toEqual(before);
});

test('sums of another time zone are made again by themselves, once', async () => {
  const orgId = await freshOrg('Asia/Shanghai');
  const projector = metricsProjector(jobMetricRegistry);
  const life = { facts: { team: null, channel: 'web', priority: 'low' }, seconds: 60, late: false, cents: 1 };
  // 23:30 in Shanghai is the next day in Tokyo.
  const events = jobLife(randomUUID(), Temporal.Instant.from('2026-03-20T15:30:00Z'), life);
  await test_.inOrg((tx) => appendEvents(tx, events), orgId);
  await projectToEnd(test_.database, jobEventRegistry, projector, orgId);
  const refresh = () => refreshProjector(test_.database, jobEventRegistry, projector, orgId);
  expect(await refresh()).toBe(false);

  await test_.inOrg(
    (tx) => sql`update organisations set time_zone = 'Asia/Tokyo' where org_id = ${orgId}`.execute(tx.db),
    orgId,
  );
  const before = await kept(orgId);
  expect(await Promise.all([refresh(), refresh()])).toEqual(expect.arrayContaining([true, false]));
  const after = await kept(orgId);
  expect(after).not.toEqual(before);
  await rebuildProjector(test_.database, jobEventRegistry, projector, orgId);
  expect(await kept(orgId)).toEqual(after);
});
