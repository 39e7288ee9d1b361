import { randomBytes } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { type DemoCounts, demoEnd, startDemo } from '../modules/demo/index.ts';
import { startProjection } from '../platform/events/worker.ts';
import { withProduct } from './open.ts';
import { answer, tell } from './output.ts';
import { progressBar } from './progress.ts';

interface Options {
  tickets: number;
  seed: number;
  until?: Temporal.Instant;
  password?: string;
  json?: boolean;
}

/** `jingyun demo`: the demo organisation in an empty data folder, with its metrics and promises computed. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'fill an empty data folder with a demo organisation: 18 months of a retailer’s after-sales service',
    )
    .option('--tickets <n>', 'about how many tickets', wholeNumber(100, 20_000_000), 60_000)
    .option('--seed <n>', 'the same seed and end give the same demo', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--until <instant>', 'the end of the simulated time; default the last full hour', instant)
    .option('--password <text>', 'for everybody of the demo; default a random one')
    .option('--yes', 'ask nothing (nothing is asked)')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const password = options.password ?? `demo-${randomBytes(6).toString('base64url')}`;
      const result = await withProduct(async ({ services, projectors, jobs }) => {
        const begun = performance.now();
        const until = options.until ?? demoEnd(services);
        const { orgId, jobId, signIns } = await startDemo(services, { ...options, until, password });
        const onProgress = progressBar(options.json === true, tell({ zh: '生成工单', en: 'Tickets' }));
        // Projects what is there while the rest is being written: this process and the database each have a core.
        const projection = startProjection(
          services.database,
          services.registry,
          services.bus,
          projectors,
          services.log,
        );
        let counts: DemoCounts;
        try {
          counts = (await jobs.runNow(orgId, jobId, onProgress)) as DemoCounts;
          onProgress(options.tickets, options.tickets);
          await projection.settle(orgId);
        } finally {
          await projection.stop();
        }
        return {
          orgId,
          signIns,
          ...counts,
          seconds: Math.round((performance.now() - begun) / 100) / 10,
          until: until.toString(),
        };
      });
      answer(options.json === true, { ok: true, ...result, password }, words(result, password));
    });
}

function words(
  result: {
    tickets: number;
    customers: number;
    events: number;
    seconds: number;
    signIns: { role: string; name: string; email: string }[];
  },
  password: string,
): string {
  const counts = tell({
    zh: `演示组织已就绪：${result.tickets} 张工单、${result.customers} 位客户、${result.events} 条事件，用时 ${result.seconds} 秒。`,
    en: `The demo is ready: ${result.tickets} tickets, ${result.customers} customers, ${result.events} events in ${result.seconds} s.`,
  });
  const people = result.signIns.map(({ role, name, email }) => `  ${email}  ${name} (${role})`);
  return [
    counts,
    ...people,
    `${tell({ zh: '密码', en: 'Password' })}: ${password}`,
    tell({ zh: '运行 npm start 后登录。', en: 'Run npm start and sign in.' }),
  ].join('\n');
}

function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < from || value > to)
      throw new InvalidArgumentError(`a whole number from ${from} to ${to}`);
    return value;
  };
}

function instant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError('an instant such as 2026-03-01T00:00:00Z');
  }
}
