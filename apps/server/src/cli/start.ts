import { Command } from 'commander';
import { buildHttp } from '../app/build-http.ts';
import { openProduct } from '../app/open-product.ts';
import { readConfig } from '../platform/config/config.ts';
import { makeLogger } from '../platform/log/logger.ts';
import { openServer } from './open.ts';
import { tell } from './output.ts';
import { ensureWebBuilt } from './web-build.ts';

/** `jingyun start`: the server, until SIGINT or SIGTERM. */
export function startCommand(): Command {
  return new Command('start')
    .description(
      'run the server (PORT, HOST, JINGYUN_DATA_DIR, DATABASE_URL, JINGYUN_ROLE; see docs/reference/configuration.md)',
    )
    .action(async () => {
      const stop = await startServer(process.env);
      await new Promise<void>((resolve) => {
        // A second signal ends the process at once: somebody who presses Ctrl-C twice means it.
        const end = () => {
          process.once('SIGINT', () => process.exit(130));
          resolve();
        };
        process.once('SIGINT', end);
        process.once('SIGTERM', end);
      });
      process.stderr.write(`${tell({ zh: '正在有序停止……', en: 'Stopping in good order …' })}\n`);
      await stop();
    });
}

/**
 * Starts everything that the role asks for.
 * @returns how to stop: requests in flight are answered, work in progress reaches a safe point, the database closes last.
 * @throws PostgresStartError, or Error with the port's number where it is taken.
 */
export async function startServer(env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const config = readConfig(env);
  const log = makeLogger(config.logLevel);
  if (config.role !== 'worker') ensureWebBuilt();
  const server = await openServer(config, () =>
    log.error('the database server ended unexpectedly; it is being started again'),
  );
  const stops: (() => Promise<void>)[] = [() => server.stop()];
  const stop = async () => {
    for (const step of stops.reverse())
      await step().catch((err: unknown) => log.error({ err }, 'while stopping'));
  };
  try {
    const product = await openProduct(config, server.url, log);
    stops.push(product.close);
    if (config.role !== 'web') await product.startWork();
    if (config.role !== 'worker') {
      const http = await buildHttp(product.services, product.authenticate);
      await http.listen({ host: config.host, port: config.port }).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EADDRINUSE' ? portTaken(config.port, error) : error;
      });
      stops.push(() => http.close());
      process.stderr.write(`${tell({ zh: '精运已启动', en: 'Jingyun is running' })}: ${config.publicUrl}\n`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function portTaken(port: number, cause: Error): Error {
  const words = {
    zh: `端口 ${port} 已被其他程序占用。请停止该程序,或换一个端口,例如 PORT=${port + 1} npm start。`,
    en: `Port ${port} is used by another program. Stop it, or choose another port, e.g. PORT=${port + 1} npm start.`,
  };
  return new Error(tell(words), { cause });
}
