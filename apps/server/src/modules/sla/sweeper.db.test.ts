import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { projectToEnd } from '../../testing/project-to-end.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { createPolicy } from './create-policy.ts';
import { standardPolicy } from './set-up-policies.ts';
import { slaProjector } from './sla.projector.ts';
import { startSweeper } from './sweeper.ts';
import { TermsCache } from './terms.ts';
import { TicketLog } from './ticket-log.factory.ts';

const db = useDatabase();

test('sleeps until the next alarm, is woken by an earlier one, and tells it by its due time', async () => {
  const project = () =>
    projectToEnd(db.database, db.registry, slaProjector(db.registry, new TermsCache()), db.orgId);
  const told = async () => {
    const { rows } = await db.inOrg((tx) =>
      sql<{
        occurred_at: Temporal.Instant;
      }>`select occurred_at from events where type = 'sla.breached'`.execute(tx.db),
    );
    return rows.map((row) => row.occurred_at.toString());
  };
  const policy = { ...standardPolicy('全天'), warnBefore: null, validFrom: '2026-01-01T00:00:00Z' };
  const targets = { firstReply: 3_600 };
  await db.inOrg((tx) =>
    createPolicy(tx, db.call(), { ...policy, targets: { urgent: targets, high: {}, normal: {}, low: {} } }),
  );

  // The product's clock runs with the real one, from an instant of our choosing.
  const began = Temporal.Now.instant();
  const clock = () => Temporal.Instant.from('2026-03-03T10:59:59Z').add(began.until(Temporal.Now.instant()));
  let looks = 0;
  const database = {
    ...db.database,
    inOrg: ((...given) => {
      looks += 1;
      return db.database.inOrg(...given);
    }) as typeof db.database.inOrg,
  };
  const stop = await startSweeper({ database, bus: db.open.bus, clock, log: pino({ level: 'silent' }) });
  try {
    await db.inOrg((tx) => new TicketLog().created('2026-03-03T10:00', { priority: 'urgent' }).append(tx));
    await project();
    await vi.waitFor(async () => expect(await told()).toEqual(['2026-03-03T11:00:00Z']), {
      timeout: 30_000,
      interval: 50,
    });
    // A start, a piece of news and an alarm: looks are few, whatever the time that passes.
    expect(looks).toBeLessThan(20);
  } finally {
    await stop();
  }
});
