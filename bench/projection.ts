import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { eventDefinitions, metricRegistry } from '../apps/server/src/app/declarations.ts';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { appendEvents } from '../apps/server/src/platform/events/append-events.ts';
import { registryOf } from '../apps/server/src/platform/events/registry.ts';
import { projectAll, rebuildProjector } from '../apps/server/src/platform/events/run-projector.ts';
import type { Projector } from '../apps/server/src/platform/events/types.ts';
import { metricsProjector } from '../apps/server/src/platform/metrics/projector.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';
import { deskEvents, newDesk } from './data/service-desk.ts';
import type { Bench } from './types.ts';

/** `BENCH_TICKETS` for a shorter look. */
const TICKETS = Number(process.env['BENCH_TICKETS'] ?? 20_000);
const AIM = 20_000;
/** Tickets a day: a small desk touches the most rows for each event, a large one the fewest. */
const desks = [
  { name: 'small', what: 'desk of 110 tickets a day', perDay: 110 },
  { name: 'large', what: 'desk of 1,000 tickets a day', perDay: 1_000 },
];

/** All metrics of the product from the log: events a second, beside only reading the log. */
const bench: Bench = async (log) => {
  const server = await createTestServer();
  const open = await openDatabase(server.adminUrl('postgres'), { pool: 4 });
  const registry = registryOf(eventDefinitions);
  const projector = metricsProjector(metricRegistry);
  const reader: Projector = {
    ...projector,
    name: 'reader',
    apply: async () => undefined,
    reset: async () => undefined,
  };
  try {
    const results = [];
    for (const { name, what, perDay } of desks) {
      const orgId = randomUUID();
      const drafts = deskEvents(newDesk(), Temporal.Instant.from('2026-01-05T00:00:00Z'), TICKETS, perDay);
      await open.database.inOrg(orgId, async (tx) => {
        await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'bench', 'Asia/Shanghai', 'en')`.execute(
          tx.db,
        );
      });
      for (let from = 0; from < drafts.length; from += 2_000) {
        await open.database.inOrg(orgId, (tx) => appendEvents(tx, drafts.slice(from, from + 2_000)));
      }
      log(`${drafts.length} events of ${TICKETS} tickets, ${perDay} a day`);
      let events = 0;
      const timed = async (work: () => Promise<number>) => {
        const began = performance.now();
        events = await work();
        return events / ((performance.now() - began) / 1000);
      };
      const reading = await timed(() => projectAll(open.database, registry, reader, orgId));
      const live = await timed(() => projectAll(open.database, registry, projector, orgId));
      const again = await timed(() => rebuildProjector(open.database, registry, projector, orgId));
      const { rows } = await open.database.inOrg(orgId, (tx) =>
        sql<{ rows: number; mb: number }>`
          select count(*) as rows, pg_total_relation_size('metric_rollups') / 1e6 as mb from metric_rollups
        `.execute(tx.db),
      );
      log(`${events} of these feed metrics; ${rows[0]?.rows} rows kept`);
      for (const [mode, value] of [
        ['catch-up', live],
        ['rebuild', again],
      ] as const) {
        results.push({
          name: `projection ${name} ${mode}`,
          what: `metrics of a ${what}`,
          value,
          unit: 'events/s',
          reference: { what: 'only reading the log', value: reading },
          ratio: value / reading,
          aim: `≥ ${AIM} events/s`,
          met: value >= AIM,
        });
      }
    }
    return results;
  } finally {
    await open.close();
    await server.stop();
  }
};
export default bench;
