import { calendarUpdated, peopleEvents, slaBreached, slaMet } from '@jingyun/contracts';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendEvents } from '../../platform/events/append-events.ts';
import { rebuildProjector } from '../../platform/events/run-projector.ts';
import { calendarOf } from '../../platform/time/calendar.factory.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { createPolicy } from './create-policy.ts';
import { deskOn } from './desk.factory.ts';
import { listPolicies } from './policy.repo.ts';
import { reorderPolicies } from './reorder-policies.ts';
import { standardPolicy } from './set-up-policies.ts';
import { TicketLog } from './ticket-log.factory.ts';

const db = useDatabase();
const { open, projector, project, sweep, log, setting, clocksOf, toldOf } = deskOn(db);
beforeAll(open);

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
  const many = Array.from({ length: 300 }, (_, index) => {
    const ticket = new TicketLog().created(`2026-09-0${1 + (index % 4)}T10:${10 + (index % 50)}`);
    if (index % 2 === 0)
      ticket.replied('2026-09-07T11:00', 'agent').changed('2026-09-07T11:00', { status: 'pendingCustomer' });
    if (index % 3 === 0)
      ticket.replied('2026-09-08T11:00', 'customer').changed('2026-09-08T11:00', { status: 'open' });
    return index % 5 === 0 ? ticket.solved('2026-09-09T11:00').reopened('2026-09-10T11:00') : ticket;
  });
  await db.inOrg((tx) =>
    appendEvents(
      tx,
      many.flatMap((ticket) => ticket.drafts),
    ),
  );
  await project();
  await sweep('2026-09-03T11:50');
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
