import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../platform/actor.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { createPolicy } from './create-policy.ts';
import { deletePolicy } from './delete-policy.ts';
import { deskOn } from './desk.factory.ts';
import { dueOrder } from './due-order.ts';
import { listDue } from './list-due.ts';
import { listPolicies } from './policy.repo.ts';
import { readTicketSla } from './read-ticket-sla.ts';
import { reorderPolicies } from './reorder-policies.ts';
import { replacePolicy } from './replace-policy.ts';
import { setUpPolicies, standardPolicy } from './set-up-policies.ts';
import { TicketLog } from './ticket-log.factory.ts';

const db = useDatabase();
const { open, cache, log, setting, clocksOf } = deskOn(db);
beforeAll(open);

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
