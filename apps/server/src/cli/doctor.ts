import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { openProduct } from '../app/open-product.ts';
import { type Config, readConfig } from '../platform/config/config.ts';
import { openPool } from '../platform/database/connect.ts';
import { say } from '../platform/i18n/server-words.ts';
import { makeLogger } from '../platform/log/logger.ts';
import {
  checkEvents,
  checkFiles,
  checkIsolation,
  checkMigrations,
  checkServer,
  checkTimeZones,
  checkWork,
} from './doctor/database.ts';
import { bad, type Finding } from './doctor/finding.ts';
import { checkDataFolder, checkMailServer, checkNode } from './doctor/machine.ts';
import { exitCodes } from './exit-codes.ts';
import { openServer } from './open.ts';
import { answer, explain, tell, terminalLocale } from './output.ts';

const marks = { ok: '✓', warning: '!', failed: '✗' } as const;

/** `jingyun doctor`: looks at everything the product stands on, changes nothing, and says what to do. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check machine, database, background work and mail; says what to do about what it finds')
    .option('--json', 'print one JSON object as the last line')
    .option('--yes', 'ask nothing')
    .action(doctor);
}

async function doctor({ json = false }: { json?: boolean }): Promise<void> {
  const findings = await examine(readConfig(process.env));
  const counts = { ok: 0, warning: 0, failed: 0 };
  const locale = terminalLocale();
  const lines = findings.flatMap(({ status, words, todo }) => {
    counts[status] += 1;
    return [
      `${marks[status]} ${say(words, locale)}`,
      ...(todo === undefined ? [] : [`    → ${say(todo, locale)}`]),
    ];
  });
  const summary = tell({
    zh: `${counts.ok} 项正常，${counts.warning} 项警告，${counts.failed} 项失败`,
    en: `${counts.ok} ok, ${counts.warning} warnings, ${counts.failed} failed`,
  });
  const checks = findings.map(({ check, status, words, todo }) => ({
    check,
    status,
    message: say(words, locale),
    todo: todo === undefined ? null : say(todo, locale),
  }));
  answer(
    json,
    { ok: counts.failed === 0, passed: counts.ok, warnings: counts.warning, failed: counts.failed, checks },
    [...lines, summary].join('\n'),
  );
  if (counts.failed > 0) process.exitCode = exitCodes.failed;
}

/** Every check that can be made. One that fails to run is a finding too. */
export async function examine(config: Config): Promise<Finding[]> {
  const findings = [checkNode(), ...(await checkDataFolder(config))];
  const isNew = config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'postgres'));
  // An empty directory stays empty: nothing is made here.
  if (!isNew) findings.push(...(await examineDatabase(config)));
  return [...findings, await checkMailServer(config)];
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  try {
    const server = await openServer(config);
    try {
      return await lookAt(config, server.url);
    } finally {
      await server.stop();
    }
  } catch (error) {
    const { message } = explain(error);
    return [
      bad(
        'database',
        'failed',
        { zh: '数据库不可用', en: 'The database cannot be used' },
        { zh: message, en: message },
      ),
    ];
  }
}

async function lookAt(config: Config, url: string): Promise<Finding[]> {
  const owner = openPool(url, { max: 1, name: 'doctor' });
  try {
    const findings = await checkServer(owner);
    const { finding, current } = await checkMigrations(owner);
    findings.push(finding);
    // Tables are looked at where they are this version's; bringing them there is not the doctor's to decide.
    if (!current) return findings;
    const product = await openProduct(config, url, makeLogger('silent'));
    try {
      findings.push(
        ...(await checkIsolation(owner)),
        ...(await checkEvents(owner, product.projectors)),
        ...(await checkWork(owner)),
        await checkFiles(owner, config),
        await checkTimeZones(owner),
      );
    } finally {
      await product.close();
    }
    return findings;
  } finally {
    await owner.end({ timeout: 5 });
  }
}
