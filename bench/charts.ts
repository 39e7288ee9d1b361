import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { controlChartInput, metricQuery } from '@jingyun/contracts';
import { sql } from 'kysely';
import { eventDefinitions, metricRegistry } from '../apps/server/src/app/declarations.ts';
import { openDatabase } from '../apps/server/src/app/open-database.ts';
import { answersOf, drawnOf, randomFrom } from '../apps/server/src/modules/charts/chart.factory.ts';
import { createChart } from '../apps/server/src/modules/charts/index.ts';
import { readChart } from '../apps/server/src/modules/charts/read-chart.ts';
import { answerQuery } from '../apps/server/src/modules/metrics/index.ts';
import { systemActor } from '../apps/server/src/platform/actor.ts';
import type { Database } from '../apps/server/src/platform/database/transaction.ts';
import { appendEvents } from '../apps/server/src/platform/events/append-events.ts';
import { registryOf } from '../apps/server/src/platform/events/registry.ts';
import { projectAll } from '../apps/server/src/platform/events/run-projector.ts';
import { metricsProjector } from '../apps/server/src/platform/metrics/projector.ts';
import { createTestServer } from '../apps/server/src/platform/postgres/test-server.ts';
import { type Bench, quantile } from './types.ts';

const DAYS = 730;
const SERIES = 50;
const ANSWERS = 6;
const READS = 200;
const AIM_MS = 50;

/** Control charts of two years of days, one for each of fifty teams: p95 of computing one, beside reading its numbers. */
const bench: Bench = async (log) => {
  const server = await createTestServer();
  const open = await openDatabase(server.adminUrl('postgres'), { pool: 4 });
  try {
    const { orgId, teams, last, now } = await fill(open.database, log);
    await open.owner`analyze`;
    const sources = { metrics: metricRegistry, registry: registryOf(eventDefinitions) };
    const call = { actor: systemActor(orgId, 'en'), now };
    const range = { from: last.subtract({ days: DAYS - 1 }).toString(), to: last.toString() };
    const charts = await open.database.inOrg(orgId, async (tx) => {
      const made = [];
      for (const team of teams) {
        const input = controlChartInput.parse({
          name: team,
          metric: 'surveys.csat',
          filters: { team: [team] },
        });
        made.push({ team, id: (await createChart(tx, call, metricRegistry, input)).id });
      }
      return made;
    });
    const whole: number[] = [];
    const numbers: number[] = [];
    for (let n = 0; n < READS + 20; n++) {
      const { team, id } = charts[n % SERIES]!;
      const begun = performance.now();
      await open.database.inOrg(orgId, (tx) => readChart(tx, call, sources, id, range));
      const between = performance.now();
      const query = metricQuery.parse({
        metric: 'surveys.csat',
        filters: { team: [team] },
        range,
        percentiles: [],
      });
      await open.database.inOrg(orgId, (tx) => answerQuery(tx, call, sources, query));
      whole.push(between - begun);
      numbers.push(performance.now() - between);
    }
    log(
      `median ${quantile(whole.slice(20), 0.5).toFixed(1)} ms, of its numbers ${quantile(numbers.slice(20), 0.5).toFixed(1)} ms`,
    );
    const [value, reference] = [quantile(whole.slice(20), 0.95), quantile(numbers.slice(20), 0.95)];
    return [
      {
        name: 'charts',
        what: `control chart of ${DAYS} days, of ${SERIES} series, p95`,
        value,
        unit: 'ms',
        reference: { what: 'reading its numbers alone', value: reference },
        ratio: value / reference,
        aim: `< ${AIM_MS} ms`,
        met: value < AIM_MS,
      },
    ];
  } finally {
    await open.close();
    await server.stop();
  }
};
export default bench;

async function fill(database: Database, log: (line: string) => void) {
  const orgId = randomUUID();
  const registry = registryOf(eventDefinitions);
  const projector = metricsProjector(metricRegistry);
  const teams = Array.from({ length: SERIES }, () => randomUUID());
  const random = randomFrom(1);
  const first = Temporal.PlainDate.from('2024-01-01');
  await database.inOrg(orgId, async (tx) => {
    await sql`insert into organisations (org_id, name, time_zone, locale) values (${orgId}, 'bench', 'Asia/Shanghai', 'en')`.execute(
      tx.db,
    );
  });
  for (let day = 0; day < DAYS; day++) {
    const date = first.add({ days: day }).toString();
    const events = teams.flatMap((team) => answersOf(date, drawnOf(random, ANSWERS, 0.85), ANSWERS, team));
    await database.inOrg(orgId, (tx) => appendEvents(tx, events));
    if (day % 30 === 29 || day === DAYS - 1) await projectAll(database, registry, projector, orgId);
    if (day % 100 === 99) log(`${(day + 1) * SERIES * ANSWERS} answers`);
  }
  const last = first.add({ days: DAYS - 1 });
  const now = last
    .add({ days: 1 })
    .toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '12:00' })
    .toInstant();
  return { orgId, teams, last, now };
}
