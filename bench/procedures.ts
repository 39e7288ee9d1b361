import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { metricQuery } from '@jingyun/contracts';
import { sql } from 'kysely';
import { eventDefinitions, metricRegistry } from '../apps/server/src/app/declarations.ts';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { answerQuery } from '../apps/server/src/modules/metrics/index.ts';
import { importPastRuns, type VersionRow } from '../apps/server/src/modules/procedures/index.ts';
import { callBack, inForceVersion } from '../apps/server/src/modules/procedures/procedure.factory.ts';
import { procedureResults } from '../apps/server/src/modules/procedures/procedure-results.ts';
import { insertTickets } from '../apps/server/src/modules/tickets/insert-tickets.repo.ts';
import { emptyTicket, factsOf, type TicketState } from '../apps/server/src/modules/tickets/ticket.state.ts';
import { systemActor } from '../apps/server/src/platform/actor.ts';
import type { Database, Tx } from '../apps/server/src/platform/database/transaction.ts';
import { registryOf } from '../apps/server/src/platform/events/registry.ts';
import { projectAll } from '../apps/server/src/platform/events/run-projector.ts';
import { metricsProjector } from '../apps/server/src/platform/metrics/projector.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';
import { seeded } from '../packages/analytics/src/testing.ts';
import { type Bench, type BenchResult, quantile } from './types.ts';

/** `BENCH_TICKETS` for a shorter look. */
const TICKETS = Number(process.env['BENCH_TICKETS'] ?? 1_000_000);
/** One ticket in so many ran beside the procedure: complaints. */
const EACH = 10;
const READS = 100;
const AIM_MS = 50;
const DAYS = 540;
const TEAMS = 8;
const batch = 2_000;
const first = Temporal.Instant.from('2025-01-01T01:00:00Z');

/**
 * Adherence over a million tickets, a tenth of which ran beside a procedure: by team and month from the kept sums, and
 * step by step from the runs themselves, each beside one raw query of the runs that gives the shares alone.
 */
const bench: Bench = async (log) => {
  const server = await createTestServer();
  const open = await openDatabase(server.adminUrl('postgres'), { pool: 4 });
  try {
    const { orgId, version } = await fill(open.database, log);
    for (const table of ['tickets', 'procedure_runs', 'metric_rollups'])
      await open.owner`analyze ${open.owner(table)}`;
    const sources = { metrics: metricRegistry, registry: registryOf(eventDefinitions) };
    const now = first.add({ hours: 24 * (DAYS + 1) });
    const call = { actor: systemActor(orgId, 'en'), now };
    const day = (days: number) =>
      first
        .add({ hours: 24 * days })
        .toZonedDateTimeISO('Asia/Shanghai')
        .toPlainDate()
        .toString();
    const range = { from: day(DAYS - 365), to: day(DAYS) };
    const raw = (tx: Tx) =>
      sql`
        select team_id, date_trunc('month', ended_at at time zone 'Asia/Shanghai') as month,
          sum(mandatory_done)::float / sum(mandatory_steps) as adherence
        from procedure_runs where org_id = ${tx.orgId} and procedure_id = ${version.procedureId}
          and status = 'completed' and ended_at >= ${range.from}::date::timestamp at time zone 'Asia/Shanghai'
        group by 1, 2`.execute(tx.db);
    const query = metricQuery.parse({
      metric: 'procedures.adherence',
      range,
      grain: 'month',
      breakdown: 'team',
      percentiles: [],
    });
    const p95 = (read: (tx: Tx) => Promise<unknown>) => timed(open.database, orgId, read);
    const reference = await p95(raw);
    const figure = (what: string, value: number, aim: number): BenchResult => ({
      name: 'procedures',
      what: `${what}, p95`,
      value,
      unit: 'ms',
      reference: { what: 'shares alone, raw SQL over the runs', value: reference },
      ratio: value / reference,
      aim: `< ${aim} ms`,
      met: value < aim,
    });
    return [
      figure(
        `adherence by team and month of a year, ${TICKETS} tickets`,
        await p95((tx) => answerQuery(tx, call, sources, query)),
        AIM_MS,
      ),
      figure(
        'one procedure’s results of thirty days, step by step',
        await p95((tx) =>
          procedureResults(tx, call, version.procedureId, { from: day(DAYS - 30), to: day(DAYS) }),
        ),
        2 * AIM_MS,
      ),
    ];
  } finally {
    await open.close();
    await server.stop();
  }
};
export default bench;

async function timed(database: Database, orgId: string, read: (tx: Tx) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < READS + 10; i++) {
    const begun = performance.now();
    await database.inOrg(orgId, read);
    if (i >= 10) times.push(performance.now() - begun);
  }
  return quantile(times, 0.95);
}

async function fill(database: Database, log: (line: string) => void) {
  const orgId = randomUUID();
  const random = seeded(1);
  const teams = Array.from({ length: TEAMS }, () => randomUUID());
  const call = { actor: systemActor(orgId), now: first };
  const version = await database.inOrg(orgId, async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'bench', 'Asia/Shanghai', 'en')`.execute(
      tx.db,
    );
    await sql`insert into teams (org_id, id, name) select ${orgId}, id, id from unnest(${teams}::uuid[]) id`.execute(
      tx.db,
    );
    return inForceVersion(tx, call, { content: callBack }, { inForceFrom: '2025-01-01' });
  });
  const projector = metricsProjector(metricRegistry);
  const begun = performance.now();
  let runs = 0;
  for (let from = 0; from < TICKETS; from += batch) {
    const tickets = Array.from({ length: Math.min(batch, TICKETS - from) }, (_, index) => {
      const at = first.add({ seconds: Math.floor(((from + index) / TICKETS) * DAYS * 86_400) });
      return ticketAt(at, teams[Math.floor(random() * TEAMS)]!);
    });
    await database.inOrg(orgId, async (tx) => {
      await insertTickets(tx, { tickets, messages: [], terms: [], events: [] }, 'unchecked');
      const worked = tickets.filter((_, index) => index % EACH === 0);
      await importPastRuns(
        tx,
        call,
        worked.map((ticket) => pastRun(ticket, version, random)),
      );
      runs += worked.length;
    });
    if (from % 100_000 === 0) log(`${from} of ${TICKETS} tickets, ${runs} runs`);
  }
  log(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  await projectAll(database, registryOf(eventDefinitions), projector, orgId);
  return { orgId, version };
}

function ticketAt(at: Temporal.Instant, teamId: string): TicketState {
  const actor = { type: 'system', id: null } as const;
  const ticket = emptyTicket({
    id: randomUUID(),
    subject: 'bench',
    kind: 'complaint',
    channel: 'phone',
    at,
    actor,
  });
  return { ...ticket, teamId, status: 'closed', solvedAt: at, closedAt: at };
}

/** Nine of ten steps are done, some of the others skipped. */
function pastRun(ticket: TicketState, version: VersionRow, random: () => number) {
  const at = (minutes: number) => ticket.createdAt.add({ minutes });
  return {
    ticketId: ticket.id,
    customerId: null,
    versionId: version.id,
    facts: factsOf(ticket),
    startedAt: ticket.createdAt,
    endedAt: at(120),
    steps: ['listen', 'answer', 'learn'].flatMap((key, index) => {
      const luck = random();
      const step = { key, at: at((index + 1) * 25), by: null };
      return luck < 0.9 ? [step] : luck < 0.95 ? [{ ...step, reason: 'not reached' }] : [];
    }),
  };
}
