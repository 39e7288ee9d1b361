import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { TicketStatus } from '@jingyun/contracts';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { dueOrder } from '../apps/server/src/modules/sla/due-order.ts';
import { insertTickets } from '../apps/server/src/modules/tickets/insert-tickets.repo.ts';
import { type ListQuery, listTickets } from '../apps/server/src/modules/tickets/list-tickets.ts';
import { emptyTicket, type TicketState } from '../apps/server/src/modules/tickets/ticket.state.ts';
import { type Actor, systemActor } from '../apps/server/src/platform/actor.ts';
import type { Database } from '../apps/server/src/platform/database/transaction.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';
import { seeded } from '../packages/analytics/src/testing.ts';
import { type Bench, type BenchResult, quantile } from './types.ts';

/** `BENCH_TICKETS` for a shorter look. */
const TICKETS = Number(process.env['BENCH_TICKETS'] ?? 1_000_000);
const READS = 120;
const AIM_MS = 50;
const DAYS = 540;
const TEAMS = 8;
const WORDS = 20_000;
const WORDS_EACH = 25;
const now = Temporal.Instant.from('2026-07-01T04:00:00Z');

/**
 * Lists and full-text search over a million tickets, 97 % of them ended, as a manager sees them and as an agent does
 * who sees a team: p95 of one page of 50. Words are drawn as in language (the n-th most frequent word has 1/n of the
 * first one's share), and searched for from the most frequent to the rare. Beside: fifty rows by the primary key.
 */
const bench: Bench = async (log) => {
  const server = await createTestServer();
  const open = await openDatabase(server.adminUrl('postgres'), { pool: 4 });
  try {
    const orgId = randomUUID();
    const teams = Array.from({ length: TEAMS }, () => randomUUID());
    await fill(open.database, orgId, teams, log);
    for (const table of ['tickets', 'ticket_texts', 'sla_clocks'])
      await open.owner`vacuum analyze ${open.owner(table)}`;
    const manager = systemActor(orgId);
    const grants = new Map([['tickets.read', 'team' as const]]);
    const agent: Actor = { ...manager, type: 'user', id: randomUUID(), teamIds: [teams[1]!], grants };
    const open5: TicketStatus[] = ['new', 'open', 'pendingCustomer', 'onHold'];
    const random = seeded(7);
    const word = (least: number, most: number) => () => ({
      q: `w${Math.floor(least + random() * (most - least))}`,
    });
    const reference = await p95(open.database, manager, async (tx) => {
      await sql`select * from tickets where org_id = ${orgId} order by id desc limit 50`.execute(tx.db);
    });
    const cases: [string, Actor, () => Omit<ListQuery, 'limit'>][] = [
      ['all, last changed first', manager, () => ({})],
      ['open, by due time', manager, () => ({ status: open5, sort: 'due' })],
      ['open, by priority', manager, () => ({ status: open5, sort: 'priority' })],
      [
        'open of one team, oldest first',
        manager,
        () => ({ status: open5, team: [teams[2]!], sort: 'created' }),
      ],
      ['complaints of any age', manager, () => ({ kind: ['complaint'], sort: '-created' })],
      ['open, as an agent', agent, () => ({ status: open5, sort: 'priority' })],
      ['search, frequent words', manager, word(1, 10)],
      ['search, words of every tenth to thousandth ticket', manager, word(50, 5_000)],
      ['search, rare words', manager, word(5_000, WORDS)],
      ['search, two words', manager, () => ({ q: `${word(1, 30)().q} ${word(1, 300)().q}` })],
      ['search, as an agent', agent, word(1, 5_000)],
      ['search among the open', manager, () => ({ ...word(1, 5_000)(), status: open5 })],
      [
        'search among one team’s complaints',
        manager,
        () => ({ ...word(1, 300)(), kind: ['complaint'], team: [teams[3]!] }),
      ],
    ];
    const results: BenchResult[] = [];
    for (const [what, actor, query] of cases) {
      const value = await p95(open.database, actor, (tx) =>
        listTickets(tx, { actor, now }, { ...query(), limit: 50 }, dueOrder),
      );
      results.push({
        name: 'ticket-lists',
        what: `${what}, p95`,
        value,
        unit: 'ms',
        reference: { what: 'fifty rows by the primary key', value: reference },
        ratio: value / reference,
        aim: `< ${AIM_MS} ms`,
        met: value < AIM_MS,
      });
    }
    return results;
  } finally {
    await open.close();
    await server.stop();
  }
};
export default bench;

async function p95(
  database: Database,
  actor: Actor,
  read: (tx: Parameters<Parameters<Database['inOrg']>[1]>[0]) => Promise<unknown>,
): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < READS + 20; i++) {
    const begun = performance.now();
    await database.inOrg(actor.orgId, read);
    if (i >= 20) times.push(performance.now() - begun);
  }
  return quantile(times, 0.95);
}

async function fill(
  database: Database,
  orgId: string,
  teams: readonly string[],
  log: (line: string) => void,
) {
  const random = seeded(1);
  const words = zipf(random);
  await database.inOrg(orgId, async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'bench', 'Asia/Shanghai', 'en')`.execute(
      tx.db,
    );
    await sql`insert into teams (org_id, id, name) select ${orgId}, id, id from unnest(${[...teams]}::uuid[]) id`.execute(
      tx.db,
    );
  });
  for (let from = 0; from < TICKETS; from += 2_000) {
    const tickets = Array.from({ length: Math.min(2_000, TICKETS - from) }, (_, i) =>
      ticketAt((from + i) / TICKETS, teams, random),
    );
    const terms = tickets.map(({ id }) => ({
      ticketId: id,
      terms: [...new Set(Array.from({ length: WORDS_EACH }, () => `w${words()}`))],
    }));
    await database.inOrg(orgId, (tx) =>
      insertTickets(tx, { tickets, messages: [], terms, events: [] }, 'unchecked'),
    );
    if (from % 200_000 === 0) log(`${from} of ${TICKETS} tickets`);
  }
  await database.inOrg(orgId, (tx) =>
    sql`
      insert into sla_tickets (org_id, ticket_id, created_at, recorded_from, policy_seq, calendar_seq, facts)
      select org_id, id, created_at, created_at, 0, 0, '{}' from tickets where org_id = ${orgId} and is_open
    `.execute(tx.db),
  );
  await database.inOrg(orgId, (tx) =>
    sql`
      insert into sla_clocks (org_id, ticket_id, kind, cycle, run, state, target_seconds, started_at, counted_seconds, since, due_at, alarm_at)
      select org_id, ticket_id, kind, 1, 1, 'running', 86400, created_at, 0, created_at, created_at + due, created_at + due
      from sla_tickets, (values ('firstReply', interval '1 hour'), ('resolution', interval '1 day')) k (kind, due)
      where org_id = ${orgId}
    `.execute(tx.db),
  );
}

/** @param age share of the eighteen months that had passed when it came */
function ticketAt(age: number, teams: readonly string[], random: () => number): TicketState {
  const at = now.subtract({ seconds: Math.round((1 - age) * DAYS * 86_400) });
  const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!;
  const isOpen = age > 0.98 ? random() < 0.8 : random() < 0.015;
  return {
    ...emptyTicket({
      id: uuidv7(),
      subject: '洗衣机脱水时有很大的异响,要求上门检修',
      kind: random() < 0.1 ? 'complaint' : one(['inquiry', 'request', 'afterSales'] as const),
      channel: one(['phone', 'web', 'email', 'chat'] as const),
      at,
      actor: { type: 'system', id: null },
    }),
    status: isOpen ? one(['new', 'open', 'pendingCustomer', 'onHold'] as const) : 'closed',
    priority: one(['urgent', 'high', 'normal', 'normal', 'low'] as const),
    teamId: one(teams),
    updatedAt: at.add({ seconds: Math.floor(random() * 86_400) }),
  };
}

/** The numbers of words, the n-th with a share of 1/n of the first one's. */
function zipf(random: () => number): () => number {
  const sums = new Float64Array(WORDS);
  let total = 0;
  for (let n = 1; n <= WORDS; n++) {
    total += 1 / n;
    sums[n - 1] = total;
  }
  return () => {
    const wanted = random() * total;
    let [low, high] = [0, WORDS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
