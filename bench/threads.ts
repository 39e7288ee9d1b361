import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { followThread } from '../apps/server/src/modules/threads/follow-thread.ts';
import { linksByIds } from '../apps/server/src/modules/threads/thread.repo.ts';
import { graphOf } from '../apps/server/src/modules/threads/thread.rules.ts';
import type { Tx } from '../apps/server/src/platform/database/transaction.ts';
import type { Origin } from '../apps/server/src/platform/events/cause-of.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';
import { seeded } from '../packages/analytics/src/testing.ts';
import { type Bench, type BenchResult, quantile } from './types.ts';

/** `BENCH_TICKETS` for a shorter look. */
const TICKETS = Number(process.env['BENCH_TICKETS'] ?? 1_000_000);
const THREADS = 500;
/** Who learned of a procedure's version: each has an attempt and a certification in the thread. */
const LEARNERS = 40;
const READS = 200;
const AIM_MS = 100;

/** From which record a thread is asked for, by its place in the chain. */
const chain = [
  'alert',
  'improvement',
  'improvementCause',
  'countermeasure',
  'procedureVersion',
  'course',
  'improvementCheck',
] as const;

/**
 * The thread of a record in a log of a million tickets with five events each, and 500 whole turns of the loop: eight
 * records and ninety events each, found by their causes alone. p95, from a record of any kind. Beside: as many events
 * by their ids.
 */
const bench: Bench = async (log) => {
  const server = await createTestServer();
  const open = await openDatabase(server.adminUrl('postgres'), { pool: 2 });
  try {
    const orgId = randomUUID();
    await open.database.inOrg(orgId, (tx) =>
      sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'bench', 'Asia/Shanghai', 'en')`.execute(
        tx.db,
      ),
    );
    await addTickets(open.database, orgId, log);
    const roots = await open.database.inOrg(orgId, addThreads);
    await open.owner`vacuum analyze events`;
    const random = seeded(3);
    const isCrossing = (type: string) => type === 'ticket' || type === 'survey';
    const sizes: number[] = [];
    const ids: string[] = [];
    const times = async (work: (tx: Tx, origin: Origin) => Promise<unknown>) => {
      const taken: number[] = [];
      for (let i = 0; i < READS + 20; i++) {
        const type = chain[Math.floor(random() * chain.length)]!;
        const origin = { type, id: roots.get(type)![Math.floor(random() * THREADS)]! };
        const begun = performance.now();
        await open.database.inOrg(orgId, (tx) => work(tx, origin));
        if (i >= 20) taken.push(performance.now() - begun);
      }
      return quantile(taken, 0.95);
    };
    const value = await times(async (tx, origin) => {
      const { links } = await followThread(tx, origin, isCrossing);
      sizes.push(graphOf(links, () => true).knots.length);
      ids.splice(0, ids.length, ...links.map(({ id }) => id));
    });
    log(`a thread has ${Math.min(...sizes)} to ${Math.max(...sizes)} records, the last ${ids.length} events`);
    const reference = await times((tx) => linksByIds(tx, ids));
    const result: BenchResult = {
      name: 'threads',
      what: `thread of a record, ${TICKETS.toLocaleString('en')} tickets, p95`,
      value,
      unit: 'ms',
      reference: { what: 'its events by their ids', value: reference },
      ratio: value / reference,
      aim: `< ${AIM_MS} ms`,
      met: value < AIM_MS,
    };
    return [result];
  } finally {
    await open.close();
    await server.stop();
  }
};
export default bench;

/** Tickets created, taken, answered, solved, and their customers asked because they were solved. */
async function addTickets(
  database: { inOrg<T>(orgId: string, work: (tx: Tx) => Promise<T>): Promise<T> },
  orgId: string,
  log: (line: string) => void,
): Promise<void> {
  const batch = 20_000;
  for (let from = 0; from < TICKETS; from += batch) {
    const count = Math.min(batch, TICKETS - from);
    await database.inOrg(orgId, (tx) =>
      sql`
        with made as (
          select uuidv7() as ticket, uuidv7() as solved,
            timestamptz '2025-01-01' + (${from}::int + n) * interval '40 seconds' as at
          from generate_series(1, ${count}::int) n)
        insert into events (org_id, id, type, occurred_at, actor_type, subject_type, subject_id, ticket_id, causation_id, data)
        select ${orgId}::uuid, case step when 4 then solved else uuidv7() end,
          (array['ticket.created', 'ticket.changed', 'ticket.replied', 'ticket.solved', 'survey.sent'])[step],
          at + step * interval '1 hour', 'system', case step when 5 then 'survey' else 'ticket' end,
          case step when 5 then ${orgId}::uuid else ticket end, ticket, case step when 5 then solved end, '{}'
        from made, generate_series(1, 5) step
      `.execute(tx.db),
    );
    if ((from / batch) % 10 === 9) log(`${from + count} tickets`);
  }
}

/** Whole turns of the loop. @returns the ids of the records by their type */
async function addThreads(tx: Tx): Promise<Map<string, string[]>> {
  const roots = new Map<string, string[]>();
  const rows: Record<string, unknown>[] = [];
  const add = (type: string, id: string, cause: string | null, minute: number) => {
    const event = crypto.randomUUID();
    rows.push({ id: event, type: `${type}.happened`, subject: type, subject_id: id, cause, minute });
    return event;
  };
  for (let thread = 0; thread < THREADS; thread++) {
    let cause: string | null = null;
    const at = thread * 1_000;
    for (const [position, type] of chain.entries()) {
      const id = randomUUID();
      roots.set(type, [...(roots.get(type) ?? []), id]);
      cause = add(type, id, cause, at + position);
      if (type !== 'course') continue;
      for (let learner = 0; learner < LEARNERS; learner++) {
        const attempt = add(type, id, cause, at + 20 + learner);
        add(type, id, attempt, at + 20 + learner);
      }
    }
  }
  await sql`
    insert into events (org_id, id, type, occurred_at, actor_type, subject_type, subject_id, causation_id, data)
    select ${tx.orgId}::uuid, id, type, timestamptz '2026-01-01' + minute * interval '1 minute', 'system', subject,
      subject_id, cause, '{}'
    from jsonb_to_recordset(${rows}::jsonb)
      as r(id uuid, type text, subject text, subject_id uuid, cause uuid, minute int)
  `.execute(tx.db);
  return roots;
}
