/**
 * A minimal application around the embedded server, run by tests as a process of its own, so that it can be
 * killed. Says what happens as one JSON object a line. SIGTERM stops it in good order; SIGINT it only reports.
 */
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { PostgresStartError } from '../errors.ts';

const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
const [dataDir = '', durability] = process.argv.slice(2);

try {
  const server = await startEmbeddedPostgres({
    dataDir,
    durability: durability === 'full' ? 'full' : 'none',
    onExit: ({ restartInMs }) => say({ event: 'exit', restartInMs }),
    onRestart: () => say({ event: 'restart' }),
  });
  process.on('SIGINT', () => say({ event: 'interrupted' }));
  process.on('SIGTERM', async () => {
    await server.stop();
    process.exit(0);
  });
  // Neither the server nor its watchdog keeps a process alive; a real application has its listener for that.
  setInterval(() => {}, 60_000);
  say({ event: 'started', url: server.url, pid: server.pid });
} catch (cause) {
  const error = cause instanceof PostgresStartError ? cause : undefined;
  say({ event: 'failed', code: error?.code, message: String(cause), detail: error?.detail });
  process.exitCode = 1;
}
