import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import postgres from 'postgres';
import { type BenchServer, startBenchServer } from './harness.ts';
import { type Bench, median, quantile } from './types.ts';

const connections = 16;
const seconds = 6;
const rounds = 3;

/**
 * Answers by an open link, whole path (check, answer, event, projectors on), beside one raw insert a transaction of
 * the same size on the same server; and the answer page as it is rendered. Every request comes from a network address
 * of its own, as customers' do. Load generator, product and database share the machine's cores.
 */
const bench: Bench = async (log) => {
  const server = await startBenchServer({ env: { JINGYUN_TRUST_PROXY: 'true' } });
  try {
    const token = await openLink(server);
    await round(server, token, 2);
    const own: number[] = [];
    const raw: number[] = [];
    for (let i = 0; i < rounds; i++) {
      raw.push(await rawRound(server.databaseUrl));
      own.push(await round(server, token, seconds));
      log(`round ${i + 1}: ${own.at(-1)?.toFixed(0)} answers/s, raw ${raw.at(-1)?.toFixed(0)} inserts/s`);
    }
    const [value, reference] = [median(own), median(raw)];
    // The projectors read what was written; the page is measured on a server at rest, as on any day.
    await delay(5_000);
    const page = await pageTimes(server, token);
    const p95 = quantile(page, 0.95);
    return [
      {
        name: 'survey-answers',
        what: `POST /api/v1/survey-form/answers at ${connections} connections`,
        value,
        unit: 'answers/s',
        reference: { what: 'raw inserts, one a transaction', value: reference },
        ratio: value / reference,
        aim: '≥ 0.10 of raw',
        met: value / reference >= 0.1,
      },
      {
        name: 'survey-page',
        what: 'the answer page, rendered and answered, p95 of 300',
        value: p95,
        unit: 'ms',
        reference: null,
        ratio: null,
        aim: '< 50 ms',
        met: p95 < 50,
      },
    ];
  } finally {
    await server.stop();
  }
};
export default bench;

/** A network address for the n-th customer. */
const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

async function openLink({ url, key }: BenchServer): Promise<string> {
  const send = async (path: string, body: object | undefined, etag?: string) => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined ? {} : { 'if-match': etag }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { id: string; url: string };
  };
  const title = { 'zh-CN': '满意吗' };
  const { id } = await send('surveys', {
    name: '满意度',
    content: {
      locale: 'zh-CN',
      title,
      questions: [
        { id: 'score', kind: 'csat', required: true, title },
        { id: 'words', kind: 'text', title },
      ],
    },
  });
  await send(`surveys/${id}/publish`, undefined, '"1"');
  const link = await send(`surveys/${id}/links`, { name: '门店', channel: 'faceToFace' });
  return link.url.split('/').at(-1) ?? '';
}

async function round({ url }: BenchServer, token: string, duration: number): Promise<number> {
  let n = 0;
  const result = await autocannon({
    url: `${url}/api/v1/survey-form/answers`,
    connections,
    duration,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          headers: {
            'content-type': 'application/json',
            'x-survey-token': token,
            'x-forwarded-for': addressOf(n),
          },
          body: JSON.stringify({ answers: { score: 1 + (n++ % 5), words: '师傅很专业，处理得很快。' } }),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

async function rawRound(databaseUrl: string): Promise<number> {
  const pool = postgres(databaseUrl, { max: connections, onnotice: () => undefined });
  await pool.unsafe('create table if not exists bench_answers (id bigserial primary key, t text)');
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await pool`insert into bench_answers (t) values (${'x'.repeat(400)})`;
      done++;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const rate = (done * 1_000) / (performance.now() - begun);
  await pool.unsafe('drop table bench_answers');
  await pool.end({ timeout: 5 });
  return rate;
}

/** Milliseconds from asking for the page to its last byte, one after the other. */
async function pageTimes({ url }: BenchServer, token: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < 300; n++) {
    const begun = performance.now();
    const answer = await fetch(`${url}/s/${token}`, { headers: { 'x-forwarded-for': addressOf(n) } });
    await answer.text();
    if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
    times.push(performance.now() - begun);
  }
  return times;
}
