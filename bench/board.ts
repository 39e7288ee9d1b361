import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { metricBoardParams, surveyAnswered, surveySent, type TicketFacts } from '@jingyun/contracts';
import { sql } from 'kysely';
import { eventDefinitions, metricRegistry } from '../apps/server/src/app/declarations.ts';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { readBoard } from '../apps/server/src/modules/metrics/read-board.ts';
import { aboutOf } from '../apps/server/src/modules/surveys/about.ts';
import { systemActor } from '../apps/server/src/platform/actor.ts';
import type { Database } from '../apps/server/src/platform/database/transaction.ts';
import { appendEvents } from '../apps/server/src/platform/events/append-events.ts';
import { registryOf } from '../apps/server/src/platform/events/registry.ts';
import { projectAll } from '../apps/server/src/platform/events/run-projector.ts';
import type { EventDraft } from '../apps/server/src/platform/events/types.ts';
import { metricsProjector } from '../apps/server/src/platform/metrics/projector.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';
import { deskEvents, newDesk } from './data/service-desk.ts';
import { type Bench, quantile } from './types.ts';

/** Events of the small and the large log; `BENCH_EVENTS=100000,1000000` for a shorter look. */
const sizes = (process.env['BENCH_EVENTS'] ?? '1000000,10000000').split(',').map(Number);
const AIM_MS = 50;
const AIM_GROWTH = 1.5;
const DAYS = 540;
const READS = 200;
/** One survey; what its answers are called does not matter. */
const oneSurvey = randomUUID();

/** The live board over 18 months of a small and of ten times larger a log: p95 of a read, and how it grows. */
const bench: Bench = async (log) => {
  const server = await createTestServer();
  const open = await openDatabase(server.adminUrl('postgres'), { pool: 4 });
  try {
    const p95s: number[] = [];
    for (const size of sizes) {
      const { orgId, teams, now } = await fill(open.database, size, log);
      await open.owner`analyze`;
      p95s.push(await measure(open.database, orgId, teams, now));
      log(`board at ${size} events: p95 ${p95s.at(-1)!.toFixed(1)} ms`);
    }
    const [small = 0, large = 0] = p95s;
    return [
      {
        name: 'board',
        what: `live board, p95 at ${sizes.at(-1)} events, beside ${sizes[0]}`,
        value: large,
        unit: 'ms',
        reference: { what: `at ${sizes[0]} events`, value: small },
        ratio: large / small,
        aim: `< ${AIM_MS} ms and ≤ ${AIM_GROWTH} × the smaller log`,
        met: large < AIM_MS && small < AIM_MS && large <= AIM_GROWTH * small,
      },
    ];
  } finally {
    await open.close();
    await server.stop();
  }
};
export default bench;

/** An organisation with about so many events over 18 months, ending at noon of the last day. */
async function fill(database: Database, size: number, log: (line: string) => void) {
  const orgId = randomUUID();
  const registry = registryOf(eventDefinitions);
  const projector = metricsProjector(metricRegistry);
  const desk = newDesk();
  const begin = Temporal.Instant.from('2025-01-01T00:00:00Z');
  await database.inOrg(orgId, async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'bench', 'Asia/Shanghai', 'en')`.execute(
      tx.db,
    );
  });
  const perDay = Math.ceil(size / 9 / DAYS);
  let events = 0;
  // Ten days at a time: the log comes in the order of time but for the edges, in memory that does not grow.
  for (let day = 0; day < DAYS; day += 10) {
    const work = deskEvents(desk, begin.add({ hours: 24 * day }), perDay * 10, perDay);
    const drafts = [...work, ...opinionsOn(work)];
    for (let from = 0; from < drafts.length; from += 2_000) {
      await database.inOrg(orgId, (tx) => appendEvents(tx, drafts.slice(from, from + 2_000)));
    }
    await projectAll(database, registry, projector, orgId);
    events += drafts.length;
    if (day % 100 === 0) log(`${events} events`);
  }
  return { orgId, teams: desk.teams, now: begin.add({ hours: 24 * (DAYS - 1) + 12 }) };
}

/** Of what was solved, every fourth customer is asked, and every other of them answers. */
function opinionsOn(work: readonly EventDraft[]): EventDraft[] {
  const solved = work.filter(({ definition }) => definition.type === 'ticket.solved');
  return solved.flatMap((event, n) => {
    if (n % 4 !== 0) return [];
    const { ticket } = event.data as { ticket: TicketFacts };
    const about = {
      ...aboutOf({ facts: ticket, ticketId: event.ticketId ?? null, customerId: null }),
      surveyId: oneSurvey,
      version: 1,
    };
    const base = {
      subject: { type: 'survey', id: oneSurvey },
      actor: event.actor,
      ...(event.occurredAt === undefined ? {} : { occurredAt: event.occurredAt }),
    };
    const sent = {
      ...base,
      definition: surveySent,
      data: { ...about, invitationId: oneSurvey, by: 'email' as const },
    };
    if (n % 8 !== 0) return [sent];
    const scores = [
      { questionId: 'score', kind: 'csat' as const, score: 1 + (n % 5), max: 5 },
      { questionId: 'effort', kind: 'ces' as const, score: 1 + (n % 7), max: 7 },
      { questionId: 'recommend', kind: 'nps' as const, score: n % 11, max: 10 },
    ];
    const { kind, score, max } = scores[0]!;
    const given = {
      ...about,
      answerId: oneSurvey,
      kind,
      score,
      max,
      scores,
      reasons: ['slow'],
      invited: true,
    };
    return [sent, { ...base, definition: surveyAnswered, data: given }];
  });
}

/** What people look at: the whole, by each dimension, and one team by category; today and the last month. */
async function measure(
  database: Database,
  orgId: string,
  teams: string[],
  now: Temporal.Instant,
): Promise<number> {
  const sources = { metrics: metricRegistry, registry: registryOf(eventDefinitions) };
  const call = { actor: systemActor(orgId, 'en'), now };
  const asked = Array.from({ length: READS }, (_, n) =>
    metricBoardParams.parse({
      by: (['team', 'category', 'priority', 'channel'] as const)[n % 4],
      ...(n % 8 >= 4 && n % 4 !== 0 ? { team: teams[n % teams.length] } : {}),
      ...(n % 5 === 0 ? { preset: '30d' } : {}),
    }),
  );
  const times: number[] = [];
  for (const params of [...asked.slice(0, 20), ...asked]) {
    const began = performance.now();
    await database.inOrg(orgId, (tx) => readBoard(tx, call, sources, params));
    times.push(performance.now() - began);
  }
  return quantile(times.slice(20), 0.95);
}
