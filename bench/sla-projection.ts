import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { eventDefinitions } from '../apps/server/src/app/declarations.ts';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { setUpCalendar } from '../apps/server/src/modules/calendars/set-up-calendar.ts';
import { createPolicy } from '../apps/server/src/modules/sla/create-policy.ts';
import { standardPolicy } from '../apps/server/src/modules/sla/set-up-policies.ts';
import { slaProjector } from '../apps/server/src/modules/sla/sla.projector.ts';
import { TermsCache } from '../apps/server/src/modules/sla/terms.ts';
import { TicketLog } from '../apps/server/src/modules/sla/ticket-log.factory.ts';
import { systemActor } from '../apps/server/src/platform/actor.ts';
import { appendEvents } from '../apps/server/src/platform/events/append-events.ts';
import { registryOf } from '../apps/server/src/platform/events/registry.ts';
import { projectAll, rebuildProjector } from '../apps/server/src/platform/events/run-projector.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';
import type { Bench } from './types.ts';

const TICKETS = 20_000;
const AIM = 20_000;

/** SLA clocks from the log: events a second, live (with outcomes told) and in a rebuild. */
const bench: Bench = async (log) => {
  const server = await createTestServer();
  const open = await openDatabase(server.adminUrl('postgres'), { pool: 4 });
  try {
    const orgId = randomUUID();
    const registry = registryOf(eventDefinitions);
    const call = { actor: systemActor(orgId), now: Temporal.Instant.from('2026-01-01T00:00:00Z') };
    await open.database.inOrg(orgId, async (tx) => {
      await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'bench', 'Asia/Shanghai', 'en')`.execute(
        tx.db,
      );
      await sql`insert into org_registry (org_id) values (${orgId})`.execute(tx.db);
      await setUpCalendar(tx, call);
      await createPolicy(tx, call, standardPolicy('bench'));
    });
    const projector = slaProjector(registry, new TermsCache());
    const events = await fill(open.database, orgId);
    log(`${events} events of ${TICKETS} tickets`);
    const live = await rate(events, () => projectAll(open.database, registry, projector, orgId));
    const again = await rate(events, () => rebuildProjector(open.database, registry, projector, orgId));
    const figure = (name: string, what: string, value: number) => ({
      name,
      what,
      value,
      unit: 'events/s',
      reference: null,
      ratio: null,
      aim: `≥ ${AIM} events/s`,
      met: value >= AIM,
    });
    return [
      figure('sla-projection live', 'SLA clocks projected, outcomes told', live),
      figure('sla-projection rebuild', 'SLA clocks rebuilt', again),
    ];
  } finally {
    await open.close();
    await server.stop();
  }
};
export default bench;

/** Tickets as a desk has them: one in five reopened, one in three waits for its customer. */
async function fill(
  database: Awaited<ReturnType<typeof openDatabase>>['database'],
  orgId: string,
): Promise<number> {
  let events = 0;
  const day = (index: number) => new Date(Date.UTC(2026, 0, 5 + (index % 300))).toISOString().slice(0, 10);
  for (let from = 0; from < TICKETS; from += 1_000) {
    const drafts = Array.from({ length: 1_000 }, (_, offset) => {
      const index = from + offset;
      const date = day(index);
      const ticket = new TicketLog().created(`${date}T02:00`).changed(`${date}T02:05`, { status: 'open' });
      ticket.replied(`${date}T03:${10 + (index % 50)}`, 'agent');
      if (index % 3 === 0) {
        ticket.changed(`${date}T04:00`, { status: 'pendingCustomer' }).replied(`${date}T06:00`, 'customer');
        ticket.changed(`${date}T06:00`, { status: 'open' }).replied(`${date}T07:00`, 'agent');
      }
      if (index % 4 !== 0) ticket.solved(`${date}T09:00`);
      if (index % 5 === 0 && index % 4 !== 0)
        ticket.reopened(`${day(index + 1)}T02:00`).solved(`${day(index + 2)}T02:00`);
      return ticket.drafts;
    }).flat();
    events += drafts.length;
    await database.inOrg(orgId, (tx) => appendEvents(tx, drafts));
  }
  return events;
}

async function rate(events: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return events / ((performance.now() - began) / 1000);
}
