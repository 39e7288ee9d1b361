import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ImportDryRun, Locale } from '@jingyun/contracts';
import { Command } from 'commander';
import { z } from 'zod';
import { importHere, presentImport, rejectedRows, takeIn, tryHere } from '../modules/imports/index.ts';
import { ServiceError } from '../platform/errors/service-error.ts';
import type { Services } from '../platform/services.ts';
import { writeCsv } from '../platform/tabular/write-csv.ts';
import { exitCodes } from './exit-codes.ts';
import { withProduct } from './open.ts';
import { organisationFor } from './organisation.ts';
import { answer, tell, terminalLocale } from './output.ts';
import { progressBar } from './progress.ts';

interface ImportOptions {
  mapping?: string;
  source?: string;
  timeZone?: string;
  organisation?: string;
  dryRun?: boolean;
  json?: boolean;
  yes?: boolean;
}

/** `jingyun import tickets <file>`: the same as the import page of the console, on the command line. */
export function importCommand(): Command {
  const tickets = new Command('tickets')
    .description('import tickets with their history from CSV, XLSX or XES (also .gz or .zip)')
    .argument('<file>')
    .option(
      '--mapping <file>',
      'JSON: what to change in the guessed mapping; see docs/guides/import-tickets.md',
    )
    .option('--source <name>', 'the system the file came from; with the ticket number it tells tickets apart')
    .option('--time-zone <zone>', 'zone of times that name none, e.g. Asia/Shanghai')
    .option('--organisation <id>', 'where there are several organisations')
    .option('--dry-run', 'read everything, write nothing')
    .option('--json', 'print one JSON object as the last line')
    .option('--yes', 'ask nothing')
    .action((file: string, options: ImportOptions) => importTickets(file, options));
  return new Command('import').description('bring data in from other systems').addCommand(tickets);
}

async function importTickets(file: string, options: ImportOptions): Promise<void> {
  const json = options.json ?? false;
  const locale = terminalLocale();
  if (!existsSync(file))
    throw new Error(tell({ zh: `找不到文件 ${file}。`, en: `There is no file ${file}.` }));
  const said = saidMapping(options);
  await withProduct(async ({ services }) => {
    const orgId = await organisationFor(services, options.organisation);
    const taken = await takeIn(services, orgId, resolve(file), said);
    const asks = !json && options.yes !== true && process.stdin.isTTY === true;
    if (options.dryRun === true || asks) {
      const tried = await tryHere(
        services,
        orgId,
        taken.id,
        progressBar(json, tell({ zh: '试运行', en: 'Trying' })),
      );
      const { dryRun, error, mapping } = presentImport(tried, locale);
      if (error !== null)
        throw new ServiceError(error.code as ServiceError['code'], { params: tried.error?.params ?? {} });
      if (options.dryRun === true) {
        answer(json, { ok: true, dryRun: true, mapping, ...dryRun }, describeDryRun(dryRun));
        return;
      }
      process.stdout.write(`${describeDryRun(dryRun)}\n`);
      if (!(await confirmed())) return;
    }
    const row = await importHere(
      services,
      orgId,
      taken.id,
      progressBar(json, tell({ zh: '导入', en: 'Importing' })),
    );
    const rejectedFile =
      row.counts.rejected === 0 ? null : await writeRejected(services, orgId, row.id, file, locale);
    const seconds =
      row.startedAt && row.finishedAt ? row.finishedAt.since(row.startedAt).total('seconds') : 0;
    answer(
      json,
      { ok: true, importId: row.id, state: row.state, ...row.counts, rejectedFile, seconds },
      describeResult(row.counts, rejectedFile, seconds),
    );
    if (row.counts.rejected > 0) process.exitCode = exitCodes.partly;
  });
}

function saidMapping(options: ImportOptions): Record<string, unknown> {
  const fromFile =
    options.mapping === undefined
      ? {}
      : z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(options.mapping, 'utf8')));
  return {
    ...fromFile,
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
  };
}

async function confirmed(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = await terminal.question(tell({ zh: '开始导入?[y/N] ', en: 'Import now? [y/N] ' }));
    return /^(y|yes|是|好)$/i.test(said.trim());
  } finally {
    terminal.close();
  }
}

/** Beside nothing of the user's: in the working directory, named after the file. */
async function writeRejected(
  services: Services,
  orgId: string,
  id: string,
  file: string,
  locale: Locale,
): Promise<string> {
  const target = resolve(`${basename(file)}.rejected.csv`);
  const { headers, rows } = await rejectedRows(services, orgId, id, locale);
  await writeCsv(createWriteStream(target), headers, rows);
  return target;
}

function describeDryRun(run: ImportDryRun | null): string {
  if (run === null) return '';
  const { rows, tickets, events, rejected } = run.counts;
  const unknown = run.values.flatMap(({ field, values }) =>
    values
      .filter(({ meaning }) => meaning === null)
      .map(({ value, count }) => `  ${field}: ${value} (${count})`),
  );
  return [
    tell({
      zh: `${rows} 行，${tickets} 张工单，${events} 个历史步骤；${rejected} 行不能导入。`,
      en: `${rows} rows, ${tickets} tickets with ${events} steps of history; ${rejected} rows cannot be imported.`,
    }),
    ...run.reasons.map(({ message, count }) => `  ${count} × ${message}`),
    ...run.problems.slice(0, 5).map(({ rowNumber, message }) => `  #${rowNumber}: ${message}`),
    ...(unknown.length === 0
      ? []
      : [
          tell({
            zh: '未能理解的取值（可在字段对应中说明）：',
            en: 'Words not understood (the mapping can explain them):',
          }),
        ]),
    ...unknown.slice(0, 10),
  ].join('\n');
}

function describeResult(
  counts: { rows: number; created: number; extended: number; unchanged: number; rejected: number },
  rejectedFile: string | null,
  seconds: number,
): string {
  const { rows, created, extended, unchanged, rejected } = counts;
  const speed = seconds > 0 ? Math.round(rows / seconds) : rows;
  const result = tell({
    zh: `已读 ${rows} 行（每秒 ${speed} 行）：新建 ${created} 张工单，补充 ${extended} 张，未变 ${unchanged} 张，${rejected} 行未导入。`,
    en: `Read ${rows} rows (${speed}/s): ${created} tickets created, ${extended} extended, ${unchanged} unchanged, ${rejected} rows rejected.`,
  });
  if (rejectedFile === null) return result;
  return `${result}\n${tell({ zh: '未导入的行及原因', en: 'Rejected rows with the reason' })}: ${rejectedFile}`;
}
