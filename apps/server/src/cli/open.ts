import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openProduct, type Product } from '../app/open-product.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { makeLogger } from '../platform/log/logger.ts';
import { findRunningPostgres, startEmbeddedPostgres } from '../platform/postgres/index.ts';

export interface OpenServer {
  /** The owner's address. */
  url: string;
  /** Whether this process runs the server. */
  embedded: boolean;
  stop(): Promise<void>;
}

/** Told when the embedded server ends by itself and when it is back. */
export interface ServerEvents {
  onExit?: () => void;
  onRestart?: () => void;
}

/**
 * The database to work on: DATABASE_URL; else the embedded server that a running
 * Jingyun on the same data folder has (so that the CLI works beside it); else its own.
 *
 * @throws PostgresStartError
 */
export async function openServer(config: Config, events: ServerEvents = {}): Promise<OpenServer> {
  if (config.databaseUrl !== undefined) return borrowed(config.databaseUrl);
  const dataDir = join(config.dataDir, 'postgres');
  const running = await findRunningPostgres({ dataDir });
  return running === undefined ? ownServer(config, events) : borrowed(running.url);
}

/** Starts the embedded server of the data folder; `start` wants its own, a second one on the folder is refused. */
export async function ownServer(config: Config, events: ServerEvents = {}): Promise<OpenServer> {
  if (config.databaseUrl !== undefined) return borrowed(config.databaseUrl);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = join(config.dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir, ...events });
  return { url: server.url, embedded: true, stop: () => server.stop() };
}

function borrowed(url: string): OpenServer {
  return { url, embedded: false, stop: async () => undefined };
}

/** Opens the product for one command and closes it again, whatever happens. Warnings and errors go to standard error. */
export async function withProduct<T>(
  work: (product: Product, config: Config) => Promise<T>,
  env = process.env,
): Promise<T> {
  const config = readConfig({ JINGYUN_LOG_LEVEL: 'warn', ...env });
  const server = await openServer(config);
  try {
    const product = await openProduct(config, server.url, makeLogger(config.logLevel));
    try {
      return await work(product, config);
    } finally {
      await product.close();
    }
  } finally {
    await server.stop();
  }
}
