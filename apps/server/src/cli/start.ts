import { Command } from 'commander';
import { buildHttp } from '../app/build-http.ts';
import { openProduct } from '../app/open-product.ts';
import { authenticator } from '../platform/auth/authenticator.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { ServiceError } from '../platform/errors/service-error.ts';
import type { HttpApp } from '../platform/http/server.ts';
import { makeLogger } from '../platform/log/logger.ts';
import { openServer, ownServer } from './open.ts';
import { tell } from './output.ts';
import { ensureWebBuilt } from './web-build.ts';

/** `jingyun start`: the server, until SIGINT or SIGTERM. */
export function startCommand(): Command {
  return new Command('start')
    .description(
      'run the server (PORT, HOST, JINGYUN_DATA_DIR, DATABASE_URL, JINGYUN_ROLE; see docs/reference/configuration.md)',
    )
    .action(async () => {
      const asked = untilAskedToStop();
      const stop = await startServer(process.env);
      await asked;
      process.stderr.write(`${tell({ zh: '正在有序停止……', en: 'Stopping in good order …' })}\n`);
      await stop();
    });
}

/** Resolves at the first SIGINT or SIGTERM. Listens from the start, so that one that comes while starting is not lost. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const end = () => {
      // A second signal ends the process at once: somebody who presses Ctrl-C twice means it.
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}

/**
 * Starts everything that the role asks for.
 * @returns how to stop: requests in flight are answered, work in progress reaches a safe point, the database closes last.
 * @throws PostgresStartError, ServiceError port_taken
 */
export async function startServer(env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const config = readConfig(env);
  const log = makeLogger(config.logLevel);
  // Beside a process of the role `all`, which owns the embedded server, `web` and `worker` share its server.
  const open = config.role === 'all' ? ownServer : openServer;
  const server = await open(config, {
    onExit: () => log.error('the database server ended unexpectedly; it is being started again'),
    onRestart: () => log.warn('the database server runs again'),
  });
  const stops: (() => Promise<void>)[] = [() => server.stop()];
  const stop = async () => {
    for (const step of stops.splice(0).reverse())
      await step().catch((err: unknown) => log.error({ err }, 'while stopping'));
  };
  try {
    const product = await openProduct(config, server.url, log);
    stops.push(product.close);
    if (config.role !== 'worker') {
      ensureWebBuilt();
      const http = await buildHttp(product.services, authenticator(product.services));
      stops.push(() => http.close());
      await listen(http, config);
    }
    // After listening: a taken port is found before any background work begins.
    if (config.role !== 'web') await product.startWork();
    process.stderr.write(`${tell(greeting(config))}\n`);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function listen(http: HttpApp, config: Config): Promise<void> {
  try {
    await http.listen({ host: config.host, port: config.port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ServiceError('port_taken', {
      params: { port: config.port, next: config.port + 1 },
      cause: error,
    });
  }
}

function greeting(config: Config): { zh: string; en: string } {
  return config.role === 'worker'
    ? { zh: '精运后台进程已启动。', en: 'The Jingyun worker is running.' }
    : { zh: `精运已启动：${config.publicUrl}`, en: `Jingyun is running: ${config.publicUrl}` };
}
