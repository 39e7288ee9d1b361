import { calendarUpdated, peopleEvents, slaBreached, slaMet } from '@jingyun/contracts';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../platform/actor.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { projectAll, rebuildProjector } from '../../platform/events/run-projector.ts';
import { calendarOf } from '../../platform/time/calendar.factory.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { createCalendar } from '../calendars/index.ts';
import { createPolicy } from './create-policy.ts';
import { deletePolicy } from './delete-policy.ts';
import { dueOrder } from './due-order.ts';
import { listDue } from './list-due.ts';
import { listPolicies } from './policy.repo.ts';
import { readTicketSla } from './read-ticket-sla.ts';
import { reorderPolicies } from './reorder-policies.ts';
import { replacePolicy } from './replace-policy.ts';
import { setUpPolicies, standardPolicy } from './set-up-policies.ts';
import { slaProjector } from './sla.projector.ts';
import { sweepDue } from './sweep-due.ts';
import { TermsCache } from './terms.ts';
import { TicketLog } from './ticket-log.factory.ts';

const db = useDatabase();
const cache = new TermsCache();
const projector = () => slaProjector(db.registry, cache);
const project = () => projectAll(db.database, db.registry, projector(), db.orgId);
const sweep = (now: string) => sweepDue(db.database, db.orgId, Temporal.Instant.from(`${now}:00Z`));
const log = async (ticket: TicketLog) => {
  await db.inOrg((tx) => ticket.append(tx));
  await project();
  return ticket;
};

const setting = { calendarId: '', vipId: '', restId: '' };

/** Office hours from Monday to Friday, 09:00–18:00 UTC; a promise for VIPs and one for everybody else. */
beforeAll(async () => {
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
});

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

describe('clocks follow the log', () => {
  test('a ticket starts its clocks, a reply and a solution stop them', async () => {
    const ticket = await log(new TicketLog().created('2026-03-03T10:00'));
    expect(await clocksOf(ticket)).toMatchObject([
      { kind: 'firstReply', state: 'running', policy_id: setting.restId, due_at: '2026-03-03T12:00:00Z' },
      { kind: 'resolution', state: 'running', due_at: '2026-03-05T16:00:00Z' },
    ]);
    await log(ticket.replied('2026-03-03T11:00', 'agent'));
    await log(ticket.solved('2026-03-04T10:00'));
    expect(await clocksOf(ticket)).toMatchObject([
      { kind: 'firstReply', state: 'met', counted_seconds: 3_600, alarm_at: null },
      { kind: 'resolution', state: 'met', counted_seconds: 9 * 3_600, alarm_at: null },
    ]);
    expect(await toldOf(ticket)).toEqual([
      'sla.met firstReply 2026-03-03T11:00',
      'sla.met resolution 2026-03-04T10:00',
    ]);
  });

  test('the first policy whose condition holds counts', async () => {
    const vip = await log(new TicketLog().created('2026-03-03T10:00', { customerTier: 'vip' }));
    expect(await clocksOf(vip)).toMatchObject([
      { kind: 'firstReply', policy_id: setting.vipId, due_at: '2026-03-03T10:30:00Z' },
    ]);
  });

  test('a late entry takes its place in time', async () => {
    const ticket = await log(new TicketLog().created('2026-03-03T10:00'));
    await log(ticket.replied('2026-03-05T10:00', 'customer').changed('2026-03-05T10:01', { status: 'open' }));
    await log(ticket.replied('2026-03-03T10:30', 'agent'));
    expect(await clocksOf(ticket)).toMatchObject([
      { kind: 'firstReply', state: 'met', counted_seconds: 1_800 },
      { kind: 'nextReply', state: 'running', due_at: '2026-03-05T14:00:00Z' },
      { kind: 'resolution' },
    ]);
  });

  test('an answer entered later takes away the clock of a question it came before', async () => {
    const ticket = await log(
      new TicketLog().created('2026-03-03T10:00').replied('2026-03-03T10:10', 'agent'),
    );
    await log(ticket.replied('2026-03-03T11:00', 'customer').replied('2026-03-03T11:30', 'customer'));
    await log(ticket.replied('2026-03-03T12:00', 'agent').replied('2026-03-03T13:00', 'customer'));
    expect((await clocksOf(ticket)).map((clock) => clock['kind'])).toEqual([
      'firstReply',
      'nextReply',
      'nextReply',
      'resolution',
    ]);
    await log(ticket.merged('2026-03-03T12:30'));
    expect((await clocksOf(ticket)).map((clock) => clock['kind'])).toEqual([
      'firstReply',
      'nextReply',
      'resolution',
    ]);
  });

  test('a merged ticket keeps no promise and breaks none', async () => {
    const ticket = await log(new TicketLog().created('2026-03-03T10:00'));
    await log(ticket.merged('2026-03-03T10:10'));
    expect((await clocksOf(ticket)).map((clock) => clock['state'])).toEqual(['cancelled', 'cancelled']);
    expect(await toldOf(ticket)).toEqual([]);
  });
});

describe('history that comes whole', () => {
  test('a breach with no sweep in between is told once, as of its due time', async () => {
    const ticket = await log(
      new TicketLog()
        .created('2026-02-03T10:00')
        .replied('2026-02-04T11:00', 'agent')
        .solved('2026-02-20T10:00'),
    );
    expect(await toldOf(ticket)).toEqual([
      'sla.breached firstReply 2026-02-03T12:00',
      'sla.breached resolution 2026-02-05T16:00',
    ]);
    await sweep('2026-03-01T00:00');
    expect(await toldOf(ticket)).toHaveLength(2);
  });

  test('tickets from before the promise have no clocks; their source has the word', async () => {
    const ticket = await log(
      new TicketLog()
        .created('2025-06-03T10:00', {}, false)
        .replied('2025-06-03T11:00', 'agent')
        .solved('2025-06-05T10:00'),
    );
    expect(await clocksOf(ticket)).toMatchObject([{ kind: 'imported', state: 'breached', policy_id: null }]);
    expect(await toldOf(ticket)).toEqual(['sla.breached imported 2025-06-05T10:00']);
  });

  test('the events carry what the ticket was then', async () => {
    const ticket = await log(
      new TicketLog()
        .created('2026-02-03T10:00', { priority: 'high' })
        .replied('2026-02-03T10:30', 'agent')
        .changed('2026-02-04T10:00', { priority: 'low' })
        .solved('2026-02-05T10:00'),
    );
    const { rows } = await db.inOrg((tx) =>
      sql<{ type: string; data: unknown; causation_id: string | null }>`
        select type, data, causation_id from events where ticket_id = ${ticket.id} and type like 'sla.%' order by occurred_at
      `.execute(tx.db),
    );
    expect(slaMet.data.parse(rows[0]?.data)).toMatchObject({
      clock: 'firstReply',
      priority: 'high',
      countedSeconds: 1_800,
    });
    expect(slaBreached.data.parse(rows[1]?.data)).toMatchObject({ clock: 'resolution', priority: 'high' });
    expect(rows.every((row) => row.causation_id !== null)).toBe(true);
  });
});

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

describe('a change of calendar', () => {
  test('makes running clocks due anew, and leaves ended ones as they ended', async () => {
    const [open, done] = [
      new TicketLog().created('2026-05-05T17:00'),
      new TicketLog().created('2026-05-05T09:00'),
    ];
    await log(done.replied('2026-05-05T10:00', 'agent').solved('2026-05-05T12:00'));
    await log(open);
    const before = await clocksOf(done);
    expect((await clocksOf(open))[0]?.['due_at']).toBe('2026-05-06T10:00:00Z');
    const rules = calendarOf({ timeZone: 'UTC', holidays: [{ date: '2026-05-06', name: '停业' }] });
    await changeCalendar(rules);
    expect((await clocksOf(open))[0]?.['due_at']).toBe('2026-05-07T10:00:00Z');
    expect(await clocksOf(done)).toEqual(before);
    await changeCalendar(calendarOf({ timeZone: 'UTC' }));
  });

  const changeCalendar = async (rules: ReturnType<typeof calendarOf>) => {
    const calendar = { id: setting.calendarId, name: 'UTC', isDefault: false, version: 9, ...rules };
    await db.inOrg((tx) =>
      appendEvents(tx, [
        {
          definition: calendarUpdated,
          data: { calendar },
          subject: { type: 'calendar', id: calendar.id },
          actor: { type: 'system', id: null },
        },
      ]),
    );
    await project();
  };
});

describe('a policy', () => {
  test('written after a ticket does not reach back to it, though it is dated back', async () => {
    const ticket = await log(new TicketLog().created('2026-06-02T10:00', { tags: ['late'] }));
    const made = await db.inOrg((tx) =>
      createPolicy(tx, db.call(), {
        ...standardPolicy('补'),
        condition: { in: ['late', { var: 'tags' }] },
        validFrom: '2026-01-01T00:00:00Z',
      }),
    );
    const ids = (await db.inOrg((tx) => listPolicies(tx, -1, 100))).map((policy) => policy.id);
    await db.inOrg((tx) => reorderPolicies(tx, db.call(), [made.id, ...ids.filter((id) => id !== made.id)]));
    await log(ticket.changed('2026-06-02T10:05', { status: 'open' }));
    expect((await clocksOf(ticket))[0]?.['policy_id']).toBe(setting.restId);
    const next = await log(new TicketLog().created('2026-06-03T10:00', { tags: ['late'] }));
    expect((await clocksOf(next))[0]?.['policy_id']).toBe(made.id);
    await db.inOrg(async (tx) => {
      const [first] = await listPolicies(tx, -1, 1);
      await deletePolicy(tx, db.call('2026-06-04T00:00:00Z'), made.id, first?.version ?? 0);
    });
    const after = await log(new TicketLog().created('2026-06-05T10:00', { tags: ['late'] }));
    expect((await clocksOf(after))[0]?.['policy_id']).toBe(setting.restId);
  });

  test('is replaced from its present version only; an order names each exactly once', async () => {
    const replace = (version: number) =>
      db.inOrg((tx) =>
        replacePolicy(tx, db.call(), setting.vipId, version, { ...standardPolicy('VIP'), active: false }),
      );
    await expect(replace(99)).rejects.toMatchObject({ code: 'version_conflict' });
    const reorder = (ids: string[]) => db.inOrg((tx) => reorderPolicies(tx, db.call(), ids));
    await expect(reorder([setting.vipId])).rejects.toMatchObject({ code: 'sla_order_incomplete' });
    await expect(reorder([setting.vipId, setting.vipId])).rejects.toMatchObject({
      code: 'sla_order_incomplete',
    });
  });

  test('keeps the calendar it names from being deleted', async () => {
    const remove = db.inOrg((tx) =>
      sql`delete from business_calendars where id = ${setting.calendarId}`.execute(tx.db),
    );
    await expect(remove).rejects.toMatchObject({ code: '23503' });
  });

  test('comes with a new organisation: first reply within two hours', async () => {
    await db.inOrg((tx) => setUpPolicies(tx, db.call(undefined, db.otherOrgId)), db.otherOrgId);
    const [policy] = await db.inOrg((tx) => listPolicies(tx, -1, 10), db.otherOrgId);
    expect(policy).toMatchObject({ position: 0, active: true, targets: { low: { firstReply: 7_200 } } });
  });
});

describe('reading', () => {
  test("a ticket's clocks come with a ledger that adds up, and a breach shows before it is told", async () => {
    const ticket = await log(
      new TicketLog()
        .created('2026-07-07T09:00')
        .replied('2026-07-07T11:30', 'agent')
        .changed('2026-07-07T11:30', { status: 'pendingCustomer' }),
    );
    await log(ticket.changed('2026-07-08T10:00', { status: 'open' }));
    const now = Temporal.Instant.from('2026-07-20T10:00:00Z');
    const clocks = await db.inOrg((tx) => readTicketSla(tx, db.registry, cache, ticket.id, now));
    const resolution = clocks.find((clock) => clock.kind === 'resolution');
    expect(resolution).toMatchObject({ state: 'running', breachedAt: resolution?.dueAt });
    expect(resolution?.ledger.slice(0, 2)).toMatchObject([
      { kind: 'counted', seconds: 9_000 },
      { kind: 'paused', reason: 'waitingForCustomer' },
    ]);
    const counted = resolution?.ledger
      .filter((line) => line.kind === 'counted')
      .reduce((sum, line) => sum + line.seconds, 0);
    expect(counted).toBe(resolution?.countedSeconds);
    const kept = (await clocksOf(ticket)).find((clock) => clock['kind'] === 'resolution');
    expect(kept?.['due_at']).toBe(resolution?.dueAt?.replace('.000', ''));
  });

  test('the due list is in order, pages, and keeps to the scope', async () => {
    const [mine, theirs] = [uuidv7(), uuidv7()];
    const logs = [mine, theirs, null].map((teamId, index) =>
      new TicketLog().created(`2026-08-0${4 + index}T10:00`, { teamId }),
    );
    for (const ticket of logs) await log(ticket);
    const ids = logs.map((ticket) => ticket.id);
    const actor = { ...systemActor(db.orgId), type: 'user' as const, id: uuidv7(), teamIds: [mine] };
    const list = async (
      scope: 'own' | 'team' | 'all',
      limit = 50,
      after: Parameters<typeof listDue>[4] = null,
    ) => {
      const query = { limit, dueFrom: '2026-08-01T00:00:00Z', kind: 'firstReply' as const };
      return db.inOrg((tx) => listDue(tx, actor, scope, query, after));
    };
    const seen = async (scope: 'own' | 'team' | 'all') =>
      (await list(scope)).map((row) => row.ticketId).filter((id) => ids.includes(id));
    expect(await seen('all')).toEqual(ids);
    expect(await seen('team')).toEqual([ids[0], ids[2]]);
    expect(await seen('own')).toEqual([]);
    const all = await list('all');
    const [first, second] = all;
    const key = { dueAt: first?.dueAt ?? '', ticketId: first?.ticketId ?? '', kind: 'firstReply', cycle: 1 };
    expect((await list('all', 1, key))[0]).toEqual(second);
  });
});

test('tickets come once each, by the clock that is due first, page by page', async () => {
  const late = await log(new TicketLog().created('2026-08-20T10:00').replied('2026-08-20T10:01', 'agent'));
  const soon = await log(new TicketLog().created('2026-08-20T10:30'));
  const rests = await log(
    new TicketLog()
      .created('2026-08-20T09:00')
      .replied('2026-08-20T09:01', 'agent')
      .changed('2026-08-20T09:02', { status: 'onHold' }),
  );
  const all = await db.inOrg((tx) => dueOrder(tx, null, 10_000));
  const ids = all.map((row) => row.ticketId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(all.map((row) => row.dueAt.epochMilliseconds)).toEqual(
    all.map((row) => row.dueAt.epochMilliseconds).sort((a, b) => a - b),
  );
  expect(ids.indexOf(soon.id)).toBeGreaterThan(-1);
  expect(ids.indexOf(soon.id)).toBeLessThan(ids.indexOf(late.id));
  expect(ids).not.toContain(rests.id);
  const paged: string[] = [];
  for (let last: (typeof all)[number] | undefined; ; ) {
    const key: Parameters<typeof dueOrder>[1] =
      last === undefined ? null : { dueAt: last.dueAt.toString(), ticketId: last.ticketId };
    const page = await db.inOrg((tx) => dueOrder(tx, key, 100));
    paged.push(...page.map((row) => row.ticketId));
    last = page.at(-1);
    if (page.length < 100) break;
  }
  expect(paged).toEqual(ids);
});

test('a rebuild finds the same to the byte and tells nothing', async () => {
  const teamId = uuidv7();
  const team = (calendarId: string | null) => ({
    definition: peopleEvents.teamChanged,
    data: { name: 't', parentId: null, calendarId, active: true },
    subject: { type: 'team', id: teamId },
    actor: { type: 'system' as const, id: null },
  });
  await db.inOrg((tx) =>
    createPolicy(tx, db.call(), {
      ...standardPolicy('班组'),
      condition: { '==': [{ var: 'teamId' }, teamId] },
      calendar: { from: 'team' },
    }),
  );
  const ids = (await db.inOrg((tx) => listPolicies(tx, -1, 100))).map((policy) => policy.id);
  await db.inOrg((tx) => reorderPolicies(tx, db.call(), ids.reverse()));
  const first = await log(new TicketLog().created('2026-09-01T20:00', { teamId }));
  // Without any default calendar every hour counts; once the team has its own, its hours do.
  expect((await clocksOf(first))[0]?.['due_at']).toBe('2026-09-01T22:00:00Z');
  await db.inOrg((tx) => appendEvents(tx, [team(setting.calendarId)]));
  await project();
  expect((await clocksOf(first))[0]?.['due_at']).toBe('2026-09-02T11:00:00Z');
  await log(new TicketLog().created('2026-09-01T11:00', { teamId }));
  await sweep('2026-09-01T11:50');
  const dump = () =>
    db.inOrg(async (tx) => {
      const tables = ['sla_terms', 'sla_tickets', 'sla_clocks'];
      const texts: string[] = [];
      for (const table of tables) {
        const { rows } = await sql<{ text: string }>`
          select coalesce(string_agg(t::text, E'\n' order by t::text), '') as text from ${sql.table(table)} t
        `.execute(tx.db);
        texts.push(rows[0]?.text ?? '');
      }
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from events`.execute(tx.db);
      return { texts, events: rows[0]?.n };
    });
  const before = await dump();
  expect(before.texts[2]?.length).toBeGreaterThan(100_000);
  await rebuildProjector(db.database, db.registry, { ...projector(), batchSize: 7 }, db.orgId);
  expect(await dump()).toEqual(before);
  await rebuildProjector(db.database, db.registry, projector(), db.orgId);
  expect(await dump()).toEqual(before);
});
