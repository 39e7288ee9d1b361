import { resolve } from 'node:path';
import { Command } from 'commander';
import { openDatabase } from '../app/open-database.ts';
import { writeBackup } from '../platform/backup/write-backup.ts';
import { readConfig } from '../platform/config/config.ts';
import { exitCodes } from './exit-codes.ts';
import { openServer } from './open.ts';
import { answer, tell } from './output.ts';
import { progressBar } from './progress.ts';
import { version } from './version.ts';

interface Options {
  json?: boolean;
  yes?: boolean;
}

/** `jingyun backup <file>`: everything in one file, while the server runs. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('write everything into one file: database, files, secret; the server may run meanwhile')
    .argument('<file>', 'e.g. jingyun-2026-03-02.tar.gz')
    .option('--json', 'print one JSON object as the last line')
    .option('--yes', 'overwrite the file where it exists')
    .action(backup);
}

async function backup(file: string, { json = false, yes = false }: Options): Promise<void> {
  const began = performance.now();
  const target = resolve(file);
  const config = readConfig(process.env);
  const server = await openServer(config);
  try {
    // Brings the schema up to date where this command is the first of a new version: the archive is then this version's.
    await (await openDatabase(server.url, { pool: 1 })).close();
    const bar = progressBar(json, tell({ zh: '备份', en: 'Backup' }));
    const source = { ownerUrl: server.url, dataDir: config.dataDir, product: version };
    const summary = await writeBackup(source, target, { overwrite: yes, onProgress: bar });
    const seconds = Math.round(performance.now() - began) / 1000;
    const lacking = [...summary.missingFiles, ...summary.damagedFiles];
    answer(json, { ok: true, file: target, version, seconds, ...summary }, words(target, summary, lacking));
    if (lacking.length > 0) process.exitCode = exitCodes.partly;
  } finally {
    await server.stop();
  }
}

function words(
  target: string,
  { tables, rows, files, bytes }: { tables: number; rows: number; files: number; bytes: number },
  lacking: string[],
): string {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const lines = [
    tell({
      zh: `已备份 ${tables} 张表共 ${rows} 行、${files} 个文件：${target}(${size})`,
      en: `${rows} rows of ${tables} tables and ${files} files are in ${target} (${size}).`,
    }),
    tell({
      zh: '备份含密码散列与密钥，请妥善保管。',
      en: 'It holds password hashes and keys: keep it where only you can read it.',
    }),
  ];
  if (lacking.length > 0)
    lines.push(
      tell({
        zh: `警告：${lacking.length} 个文件在数据目录中缺失或已损坏：`,
        en: `Warning: ${lacking.length} files are missing from the data directory or damaged:`,
      }),
      ...lacking.slice(0, 10).map((name) => `  ${name}`),
    );
  return lines.join('\n');
}
