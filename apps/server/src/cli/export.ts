import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { systemActor } from '../platform/actor.ts';
import { ServiceError } from '../platform/errors/service-error.ts';
import { type Cell, writeCsv } from '../platform/tabular/write-csv.ts';
import { writeXlsx } from '../platform/tabular/write-xlsx.ts';
import { type ExportName, type ExportRow, type ExportSource, exportSources } from './export/sources.ts';
import { withProduct } from './open.ts';
import { organisationFor } from './organisation.ts';
import { answer, tell, terminalLocale } from './output.ts';
import { progressBar } from './progress.ts';

const formats = ['csv', 'xlsx', 'ndjson'] as const;
type Format = (typeof formats)[number];

interface Options {
  format?: Format;
  from?: string;
  to?: string;
  organisation?: string;
  json?: boolean;
  yes?: boolean;
}

/** `jingyun export <what> <file>`: tickets, customers, events or metrics as a file. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write tickets, customers, events or metrics into a CSV, XLSX or NDJSON file')
    .addArgument(new Argument('<what>').choices(Object.keys(exportSources)))
    .argument('<file>', 'its ending says the format: .csv, .xlsx, .ndjson')
    .addOption(new Option('--format <format>', 'where the ending does not say it').choices(formats))
    .option('--from <day>', 'first day of metrics, e.g. 2026-01-01', day)
    .option('--to <day>', 'last day of metrics', day)
    .option('--organisation <id>', 'where there are several organisations')
    .option('--json', 'print one JSON object as the last line')
    .option('--yes', 'overwrite the file where it exists')
    .action(exportFile);
}

function day(text: string): string {
  try {
    return Temporal.PlainDate.from(text).toString();
  } catch {
    throw new InvalidArgumentError('a date such as 2026-01-31');
  }
}

async function exportFile(what: ExportName, file: string, options: Options): Promise<void> {
  const { json = false, yes = false, organisation } = options;
  const target = resolve(file);
  const format = options.format ?? formatOf(target);
  if (!yes && existsSync(target)) throw new ServiceError('file_exists', { params: { file: target } });
  const rows = await withProduct(async ({ services }) => {
    if ((await services.database.orgIds()).length === 0) throw new ServiceError('no_organisation');
    const orgId = await organisationFor(services, organisation);
    const call = { actor: systemActor(orgId, terminalLocale()), now: services.clock() };
    const source: ExportSource = exportSources[what];
    const bar = progressBar(json, tell({ zh: '导出', en: 'Exporting' }));
    return writeWhole(target, (partial) =>
      write(format, partial, source, counted(source.rows({ services, call, days: daysOf(options) }), bar)),
    );
  });
  answer(
    json,
    { ok: true, what, format, file: target, rows },
    tell({ zh: `已导出 ${rows} 行：${target}`, en: `${rows} rows are in ${target}.` }),
  );
}

function formatOf(target: string): Format {
  const ending = extname(target).slice(1).toLowerCase();
  const format = formats.find((one) => one === ending) ?? (ending === 'jsonl' ? 'ndjson' : undefined);
  if (format !== undefined) return format;
  const reason = tell({
    zh: '请用 .csv、.xlsx 或 .ndjson 结尾，或加 --format。',
    en: 'End it in .csv, .xlsx or .ndjson, or say --format.',
  });
  throw new ServiceError('file_unusable', { params: { file: target, reason } });
}

function daysOf({ from, to }: Options): { from: string; to: string } | null {
  if (from === undefined && to === undefined) return null;
  const last = to ?? Temporal.Now.plainDateISO().toString();
  return { from: from ?? Temporal.PlainDate.from(last).subtract({ days: 89 }).toString(), to: last };
}

async function* counted(rows: AsyncGenerator<ExportRow>, bar: (done: number, total: number | null) => void) {
  let done = 0;
  for await (const row of rows) {
    done += 1;
    bar(done, null);
    yield row;
  }
  bar(done, done);
}

/** The file appears under its name when it is whole. */
async function writeWhole(target: string, work: (partial: string) => Promise<number>): Promise<number> {
  const partial = `${target}.partial`;
  try {
    const rows = await work(partial);
    await rename(partial, target);
    return rows;
  } catch (error) {
    await rm(partial, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new ServiceError('disk_full', { cause: error });
    if (['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'].includes(code))
      throw new ServiceError('file_unusable', { params: { file: target, reason: code }, cause: error });
    throw error;
  }
}

async function write(
  format: Format,
  path: string,
  { columns }: ExportSource,
  rows: AsyncGenerator<ExportRow>,
): Promise<number> {
  // Customers' data: readable by the one who asked for it.
  const output = createWriteStream(path, { mode: 0o600 });
  const cells = async function* () {
    for await (const row of rows) yield columns.map((column) => cellOf(row[column]));
  };
  if (format === 'csv') return writeCsv(output, columns, cells());
  if (format === 'xlsx') return writeXlsx(output, columns, cells());
  let count = 0;
  const lines = async function* () {
    for await (const row of rows) {
      count += 1;
      yield `${JSON.stringify(row)}\n`;
    }
  };
  await pipeline(Readable.from(lines()), output);
  return count;
}

/** What a cell holds: lists joined, objects as JSON. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
}
