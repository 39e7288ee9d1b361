import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { migrationSources } from '../app/open-database.ts';
import { openProduct } from '../app/open-product.ts';
import { type RestoreSummary, restoreBackup } from '../platform/backup/restore-backup.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { openPool } from '../platform/database/connect.ts';
import { readMigrations } from '../platform/database/migrate.ts';
import { ensureRoles } from '../platform/database/roles.ts';
import { makeLogger } from '../platform/log/logger.ts';
import { exitCodes } from './exit-codes.ts';
import { ownServer } from './open.ts';
import { answer, tell } from './output.ts';
import { progressBar } from './progress.ts';

interface Options {
  json?: boolean;
}

/** `jingyun restore <file>`: a backup into an empty data directory or database; the server must not run. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('bring a backup into an empty data directory or database; the server must not run')
    .argument('<file>', 'made by "jingyun backup"')
    .option('--json', 'print one JSON object as the last line')
    .option('--yes', 'ask nothing')
    .action(restore);
}

async function restore(file: string, { json = false }: Options): Promise<void> {
  const began = performance.now();
  const config = readConfig({ JINGYUN_LOG_LEVEL: 'warn', ...process.env });
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  // Its own server: beside a running one there is no empty database to restore into.
  const server = await ownServer(config);
  try {
    await makeRoles(server.url);
    const summary = await restoreBackup(
      {
        ownerUrl: server.url,
        dataDir: config.dataDir,
        migrations: await readMigrations(migrationSources()),
        keepSecret: config.secret === undefined,
      },
      resolve(file),
      { onBytes: bars(json) },
    );
    const requeued = await requeue(config, server.url);
    const seconds = Math.round(performance.now() - began) / 1000;
    answer(json, { ok: true, seconds, requeued, ...summary }, words(summary));
    if (summary.missingFiles.length + summary.damagedFiles.length > 0) process.exitCode = exitCodes.partly;
  } finally {
    await server.stop();
  }
}

async function makeRoles(ownerUrl: string): Promise<void> {
  const owner = openPool(ownerUrl, { max: 1, name: 'owner' });
  try {
    await ensureRoles(owner, ownerUrl);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** Opens the restored product once: proves that it opens, and queues again the jobs that were waiting or running. */
async function requeue(config: Config, ownerUrl: string): Promise<number> {
  const product = await openProduct(config, ownerUrl, makeLogger(config.logLevel));
  try {
    return await product.jobs.requeue();
  } finally {
    await product.close();
  }
}

function bars(json: boolean) {
  const check = progressBar(json, tell({ zh: '校验', en: 'Checking' }));
  const load = progressBar(json, tell({ zh: '恢复', en: 'Restoring' }));
  return (stage: 'check' | 'restore', done: number, total: number | null) =>
    stage === 'check' ? check(done, total) : load(done, total);
}

function words({
  product,
  createdAt,
  tables,
  rows,
  files,
  migrated,
  missingFiles,
  damagedFiles,
}: RestoreSummary) {
  const lacking = missingFiles.length + damagedFiles.length;
  const lines = [
    tell({
      zh: `已恢复 ${createdAt} 由 ${product} 版生成的备份：${tables} 张表共 ${rows} 行，${files} 个文件。`,
      en: `Restored the backup of ${createdAt} made by version ${product}: ${rows} rows of ${tables} tables, ${files} files.`,
    }),
  ];
  if (migrated.length > 0)
    lines.push(
      tell({ zh: `已升级：${migrated.join(', ')}`, en: `Brought up to date: ${migrated.join(', ')}` }),
    );
  if (lacking > 0)
    lines.push(
      tell({ zh: `警告：备份中缺少 ${lacking} 个文件。`, en: `Warning: the backup lacks ${lacking} files.` }),
    );
  return lines.join('\n');
}
