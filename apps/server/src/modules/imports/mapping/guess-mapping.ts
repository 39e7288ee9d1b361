import {
  type ImportDateField,
  type ImportField,
  type ImportMapping,
  type ImportMappingInput,
  importDateFields,
  importMapping,
} from '@jingyun/contracts';
import { dateReader } from '../../../platform/tabular/date-reader.ts';
import { inferDateFormat } from '../../../platform/tabular/infer-date-format.ts';
import type { Sniffed, TabularRow } from '../../../platform/tabular/types.ts';
import { guessWords } from './guess-words.ts';
import { fieldsByHeader } from './header-names.ts';

/** What files write for "nothing". */
const unknownMarks = ['?', '-', '--', 'n/a', 'na', 'null', 'none', 'nil', '无', '未知', '暂无', '空'];

/**
 * A mapping for a file that nobody has described: fields by the names of the
 * columns, dates by what stands in them, words by what desks usually call things.
 * A guess to be looked at, but good enough to run for the common systems.
 */
export function guessMapping(
  sniffed: Pick<Sniffed, 'format' | 'headers' | 'rows'>,
  fileName: string,
): ImportMapping {
  const rows = sniffed.rows.filter((row) => row.problem === undefined);
  const fields = fieldsByHeader(sniffed.headers);
  const cells = (field: ImportField) => valuesOf(rows, fields.get(field));
  const unknown = unknownMarks.filter((mark) =>
    rows.some((row) => Object.values(row.values).some((value) => value.trim().toLowerCase() === mark)),
  );
  const isKnown = (value: string) => value !== '' && !unknown.includes(value.toLowerCase());
  const shape =
    sniffed.format === 'xes' || isHistory(cells('externalId'), fields.has('at')) ? 'history' : 'ticket';
  if (shape === 'ticket') for (const field of ['at', 'activity', 'by'] as const) fields.delete(field);

  const columns: ImportMappingInput['columns'] = {};
  for (const [field, column] of fields) {
    if (!isDateField(field)) {
      columns[field] = { column };
      continue;
    }
    const inferred = inferDateFormat(cells(field).filter(isKnown));
    // A column that is called like a date and holds none (a duration, say) is better left out.
    if (inferred) columns[field] = { column, dateFormat: inferred.format };
  }
  if (shape === 'history' && columns.at === undefined)
    return guessMapping({ ...sniffed, headers: withoutAt(sniffed.headers, fields) }, fileName);
  const words = guessWords((field) => cells(field).filter(isKnown), sniffed.format === 'xes');
  return importMapping.parse({
    shape,
    source: sourceOf(sniffed.headers, fileName),
    columns,
    words,
    unknown,
    order: shape === 'history' ? guessOrder(rows, columns) : 'file',
    defaults: { status: columns.status === undefined && columns.activity === undefined ? 'closed' : 'open' },
  } satisfies ImportMappingInput);
}

function valuesOf(rows: readonly TabularRow[], column: string | undefined): string[] {
  return column === undefined ? [] : rows.map((row) => (row.values[column] ?? '').trim());
}

function isDateField(field: ImportField): field is ImportDateField {
  return (importDateFields as readonly ImportField[]).includes(field);
}

function withoutAt(headers: readonly string[], fields: ReadonlyMap<ImportField, string>): string[] {
  return headers.filter((header) => header !== fields.get('at'));
}

/** Many rows for one ticket, and a time of change: an audit log. A few doubles are just a careless export. */
function isHistory(ids: readonly string[], hasTime: boolean): boolean {
  return hasTime && ids.length >= 2 && new Set(ids).size < ids.length * 0.75;
}

function sourceOf(headers: readonly string[], fileName: string): string {
  const has = (...some: string[]) => some.every((name) => headers.includes(name));
  if (has('sys_updated_at') || has('assignment_group') || has('sys_created_on')) return 'servicenow';
  if (has('#', 'Tracker')) return 'redmine';
  if (has('Issue key')) return 'jira';
  if (headers.some((header) => /zendesk/i.test(header)) || has('Requester', 'Group')) return 'zendesk';
  const stem = fileName
    .toLowerCase()
    .replace(/(\.(csv|tsv|txt|xlsx|xes|gz|zip))+$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 35);
  return stem === '' ? 'file' : /^[a-z]/.test(stem) ? stem : `file-${stem}`;
}

/** Whether the rows of one ticket stand in the order of their times: so, the other way round, or neither. */
function guessOrder(
  rows: readonly TabularRow[],
  columns: NonNullable<ImportMappingInput['columns']>,
): ImportMapping['order'] {
  const id = columns.externalId?.column;
  const at = columns.at;
  if (id === undefined || at?.dateFormat === undefined) return 'file';
  const read = dateReader(at.dateFormat, 'UTC');
  const last = new Map<string, number>();
  let up = 0;
  let down = 0;
  for (const row of rows) {
    const time = read(row.values[at.column] ?? '');
    const key = row.values[id] ?? '';
    if (time === null) continue;
    const before = last.get(key);
    if (before !== undefined && time > before) up += 1;
    if (before !== undefined && time < before) down += 1;
    last.set(key, time);
  }
  if (down <= (up + down) * 0.02) return 'file';
  return up <= (up + down) * 0.02 ? 'reversed' : 'time';
}
