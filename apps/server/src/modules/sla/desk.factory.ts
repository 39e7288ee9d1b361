import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { Database, Tx } from '../../platform/database/transaction.ts';
import type { EventRegistry } from '../../platform/events/registry.ts';
import { calendarOf } from '../../platform/time/calendar.factory.ts';
import { projectToEnd } from '../../testing/project-to-end.ts';
import { createCalendar } from '../calendars/index.ts';
import { createPolicy } from './create-policy.ts';
import { standardPolicy } from './set-up-policies.ts';
import { slaProjector } from './sla.projector.ts';
import { sweepDue } from './sweep-due.ts';
import { TermsCache } from './terms.ts';
import type { TicketLog } from './ticket-log.factory.ts';

/** What the desk needs of a test's database. */
interface TestDatabase {
  database: Database;
  registry: EventRegistry;
  orgId: string;
  inOrg<T>(work: (tx: Tx) => Promise<T>, orgId?: string): Promise<T>;
  call(now?: string, orgId?: string): Call;
}

/**
 * A desk for tests: office hours from Monday to Friday, 09:00–18:00 UTC, a promise for VIPs and one for everybody
 * else, and what is needed to let tickets happen there and look at their clocks.
 */
export function deskOn(db: TestDatabase) {
  const cache = new TermsCache();
  const projector = () => slaProjector(db.registry, cache);
  const project = () => projectToEnd(db.database, db.registry, projector(), db.orgId);
  const sweep = (now: string) => sweepDue(db.database, db.orgId, Temporal.Instant.from(`${now}:00Z`));
  const log = async (ticket: TicketLog) => {
    await db.inOrg((tx) => ticket.append(tx));
    await project();
    return ticket;
  };

  const setting = { calendarId: '', vipId: '', restId: '' };
  /** Makes the calendar and the policies; before anything happens at the desk. */
  const open = async () => {
    const since = '2026-01-01T00:00:00Z';
    const calendar = await db.inOrg((tx) =>
      createCalendar(tx, db.call(), { name: 'UTC', ...calendarOf({ timeZone: 'UTC' }) }),
    );
    const chosen = { from: 'calendar' as const, calendarId: calendar.id };
    const policies = await db.inOrg(async (tx) => [
      await createPolicy(tx, db.call(), {
        ...standardPolicy('VIP'),
        condition: { '==': [{ var: 'customerTier' }, 'vip'] },
        targets: { urgent: { resolution: 3_600 }, high: {}, normal: { firstReply: 1_800 }, low: {} },
        calendar: chosen,
        validFrom: since,
      }),
      await createPolicy(tx, db.call(), { ...standardPolicy('标准'), calendar: chosen, validFrom: since }),
    ]);
    Object.assign(setting, { calendarId: calendar.id, vipId: policies[0]?.id, restId: policies[1]?.id });
    await project();
  };

  const clocksOf = (ticket: TicketLog) =>
    db.inOrg(async (tx) => {
      const { rows } = await sql<Record<string, unknown>>`
      select kind, cycle, run, policy_id, state, due_at, breached_at, counted_seconds, alarm_at from sla_clocks
      where org_id = ${db.orgId} and ticket_id = ${ticket.id} order by kind, cycle
    `.execute(tx.db);
      return rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([k, v]) => [k, v instanceof Temporal.Instant ? v.toString() : v]),
        ),
      );
    });

  const toldOf = (ticket: TicketLog) =>
    db.inOrg(async (tx) => {
      const { rows } = await sql<{
        type: string;
        occurred_at: Temporal.Instant;
        data: { clock: string; run: number };
      }>`
      select type, occurred_at, data from events
      where org_id = ${db.orgId} and ticket_id = ${ticket.id} and type like 'sla.%' order by occurred_at, type
    `.execute(tx.db);
      return rows.map((row) => `${row.type} ${row.data.clock} ${row.occurred_at.toString().slice(0, 16)}`);
    });
  return { open, cache, projector, project, sweep, log, setting, clocksOf, toldOf };
}
