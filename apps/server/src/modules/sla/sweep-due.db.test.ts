import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { deskOn } from './desk.factory.ts';
import { TicketLog } from './ticket-log.factory.ts';

const db = useDatabase();
const { open, project, sweep, log, clocksOf, toldOf } = deskOn(db);
beforeAll(open);

describe('the sweep', () => {
  test('tells the warning, then the breach, each once and at its own time', async () => {
    const ticket = await log(new TicketLog().created('2026-04-07T10:00'));
    expect((await sweep('2026-04-07T11:00')).next?.toString()).toBe('2026-04-07T11:36:00Z');
    expect(await toldOf(ticket)).toEqual([]);
    await Promise.all([sweep('2026-04-07T11:40'), sweep('2026-04-07T11:40')]);
    expect(await toldOf(ticket)).toEqual(['sla.warned firstReply 2026-04-07T11:36']);
    await Promise.all([sweep('2026-04-07T12:30'), sweep('2026-04-07T12:30'), sweep('2026-04-07T12:31')]);
    await sweep('2026-04-07T13:00');
    expect(await toldOf(ticket)).toEqual([
      'sla.warned firstReply 2026-04-07T11:36',
      'sla.breached firstReply 2026-04-07T12:00',
    ]);
    await log(ticket.replied('2026-04-07T14:00', 'agent').solved('2026-04-07T15:00'));
    expect((await toldOf(ticket)).filter((told) => told.includes('firstReply'))).toHaveLength(2);
    expect((await clocksOf(ticket))[0]).toMatchObject({
      state: 'breached',
      breached_at: '2026-04-07T12:00:00Z',
    });
  });

  test('after a long stop tells the breach and spares the warning', async () => {
    const ticket = await log(new TicketLog().created('2026-04-07T10:00'));
    await sweep('2026-04-07T17:00');
    expect(await toldOf(ticket)).toEqual(['sla.breached firstReply 2026-04-07T12:00']);
  });

  test('waits for an answer in time that the clocks have not taken in', async () => {
    const ticket = await log(new TicketLog().created('2026-04-08T10:00'));
    await db.inOrg((tx) => ticket.replied('2026-04-08T11:30', 'agent').append(tx));
    await sweep('2026-04-08T12:30');
    expect(await toldOf(ticket)).toEqual([]);
    await project();
    await sweep('2026-04-08T12:31');
    expect(await toldOf(ticket)).toEqual(['sla.met firstReply 2026-04-08T11:30']);
  });

  test('takes more than one batch', async () => {
    const tickets = Array.from({ length: 600 }, () => new TicketLog().created('2026-04-09T10:00'));
    await db.inOrg(async (tx) =>
      appendEvents(
        tx,
        tickets.flatMap((ticket) => ticket.drafts),
      ),
    );
    await project();
    expect((await sweep('2026-04-09T12:30')).told).toBeGreaterThanOrEqual(600);
    const { rows } = await db.inOrg((tx) =>
      sql<{ n: number }>`
        select count(*)::int as n from events where type = 'sla.breached' and occurred_at = '2026-04-09T12:00Z'
      `.execute(tx.db),
    );
    expect(rows[0]?.n).toBe(600);
  });

  test('reads the front of the alarms and not the open clocks', async () => {
    await db.inOrg((tx) => sql`analyze sla_clocks`.execute(tx.db).catch(() => undefined));
    const plan = await db.inOrg(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx.db);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain select ticket_id from sla_clocks where org_id = ${db.orgId} and alarm_at <= now() order by alarm_at limit 500
      `.execute(tx.db);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('sla_clocks_by_alarm');
  });
});
