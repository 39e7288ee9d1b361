import autocannon from 'autocannon';
import postgres from 'postgres';
import { type BenchServer, startBenchServer } from './harness.ts';
import { type Bench, median } from './types.ts';

const connections = 32;
const seconds = 8;
const rounds = 3;
/** The embedded server takes 50 connections, and the product holds some 25 of them beside this. */
const rawConnections = 20;

/**
 * Durable ticket creation through the REST API, whole path (ticket, event, SLA clocks),
 * at 32 connections, beside raw transactions of three inserts on the same server. Load
 * generator, product and database share the machine's cores. Rounds alternate, medians count.
 */
const bench: Bench = async (log) => {
  const server = await startBenchServer();
  try {
    await round(server, 3);
    const own: number[] = [];
    const raw: number[] = [];
    for (let i = 0; i < rounds; i++) {
      raw.push(await rawRound(server.databaseUrl, seconds));
      own.push(await round(server, seconds));
      log(
        `round ${i + 1}: ${own.at(-1)?.toFixed(0)} tickets/s, raw ${raw.at(-1)?.toFixed(0)} transactions/s`,
      );
    }
    const lag = await clocksCaughtUp(server);
    log(`clocks of every ticket there ${lag.toFixed(1)} s after the last answer`);
    const [value, reference] = [median(own), median(raw)];
    return [
      {
        name: 'create-tickets',
        what: `POST /api/v1/tickets at ${connections} connections`,
        value,
        unit: 'tickets/s',
        reference: { what: 'raw three-insert transactions', value: reference },
        ratio: value / reference,
        aim: '≥ 0.30 of raw',
        met: value / reference >= 0.3,
      },
      {
        name: 'create-tickets-lag',
        what: 'SLA clocks behind the last answer',
        value: lag,
        unit: 's',
        reference: null,
        ratio: null,
        aim: '< 1 s',
        met: lag < 1,
      },
    ];
  } finally {
    await server.stop();
  }
};
export default bench;

async function round({ url, key }: BenchServer, duration: number): Promise<number> {
  let n = 0;
  const result = await autocannon({
    url: `${url}/api/v1/tickets`,
    connections,
    duration,
    requests: [
      {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify({
            subject: `洗衣机第${n++}台脱水时异响,要求上门检修`,
            kind: 'afterSales',
            channel: 'web',
            html: '<p>上周购买的滚筒洗衣机脱水时有很大的异响,请尽快安排师傅上门。</p>',
          }),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

async function rawRound(databaseUrl: string, duration: number): Promise<number> {
  const pool = postgres(databaseUrl, { max: rawConnections, onnotice: () => undefined });
  await pool.unsafe(
    'create table if not exists bench_a (id bigserial primary key, t text); create table if not exists bench_b (id bigserial primary key, t text); create table if not exists bench_c (id bigserial primary key, t text)',
  );
  const until = performance.now() + duration * 1000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await pool.begin(async (tx) => {
        await tx`insert into bench_a (t) values (${'x'.repeat(200)})`;
        await tx`insert into bench_b (t) values (${'x'.repeat(400)})`;
        await tx`insert into bench_c (t) values (${'x'.repeat(100)})`;
      });
      done++;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: rawConnections }, worker));
  const rate = (done * 1000) / (performance.now() - begun);
  await pool.unsafe('drop table bench_a, bench_b, bench_c');
  await pool.end({ timeout: 5 });
  return rate;
}

/** Seconds until every ticket has its clocks. */
async function clocksCaughtUp({ databaseUrl }: BenchServer): Promise<number> {
  const pool = postgres(databaseUrl, { max: 1 });
  const begun = performance.now();
  for (;;) {
    const [row] =
      await pool`select count(*)::int as n from tickets t where not exists (select from sla_clocks c where c.org_id = t.org_id and c.ticket_id = t.id)`;
    if (row?.['n'] === 0) break;
    if (performance.now() - begun > 600_000) throw new Error('the clocks do not catch up');
  }
  await pool.end({ timeout: 5 });
  return (performance.now() - begun) / 1000;
}
