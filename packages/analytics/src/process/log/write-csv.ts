import type { AttributeColumn, EventLog } from '../event-log.ts';
import { formatTime } from './format-time.ts';

const PIECE = 1 << 16;

/**
 * A log as CSV (RFC 4180), one row an event, piece by piece, with the column names that pm4py and `readCsv` expect;
 * attributes of the case stand in every row as `case:…`. Lists are left out, and an empty text is as good as none.
 * Texts are written as they are: for a spreadsheet, which runs texts that begin with `=` as formulas, clean them
 * first. O(values).
 *
 * @returns pieces of the text, some 64 KiB each
 * @example const text = [...writeCsv(log)].join('');
 */
export function* writeCsv(log: EventLog): Generator<string> {
  const headers = ['case:concept:name', 'concept:name', 'time:timestamp'];
  if (log.startTime !== null) headers.push('start_timestamp');
  headers.push('org:resource');
  const eventCells: ((row: number) => string)[] = [];
  for (const [name, column] of log.eventAttributes) {
    if (column.type === 'list') continue;
    headers.push(name);
    eventCells.push(cellOf(column));
  }
  const caseCells: ((row: number) => string)[] = [];
  for (const [name, column] of log.caseAttributes) {
    if (column.type === 'list') continue;
    headers.push(`case:${name}`);
    caseCells.push(cellOf(column));
  }
  const activities = log.activities.map(quoted);
  const resources = log.resources.map(quoted);
  let out = `${headers.map(quoted).join(',')}\r\n`;
  for (let c = 0; c < log.caseIds.length; c++) {
    const id = quoted(log.caseIds[c] as string);
    let ofCase = '';
    for (const cell of caseCells) ofCase += `,${cell(c)}`;
    for (let e = log.caseStart[c] as number; e < (log.caseStart[c + 1] as number); e++) {
      out += `${id},${activities[log.activity[e] as number]},${formatTime(log.time[e] as number)}`;
      if (log.startTime !== null) out += `,${formatTime(log.startTime[e] as number)}`;
      out += `,${resources[log.resource[e] as number] ?? ''}`;
      for (const cell of eventCells) out += `,${cell(e)}`;
      out += `${ofCase}\r\n`;
      if (out.length >= PIECE) {
        yield out;
        out = '';
      }
    }
  }
  if (out !== '') yield out;
}

function cellOf(column: AttributeColumn): (row: number) => string {
  const { values } = column;
  if (column.type === 'string') {
    const texts = column.dictionary.map(quoted);
    return (row) => texts[values[row] as number] ?? '';
  }
  if (column.type === 'date') return (row) => formatTime(values[row] as number);
  if (column.type === 'number') return (row) => (Number.isNaN(values[row]) ? '' : String(values[row]));
  return (row) => ((values[row] as number) < 0 ? '' : String(values[row] === 1));
}

/** A text as a field: in quotes where it holds what would end it, or where a reader might trim it. */
function quoted(text: string): string {
  return /["\r\n,;\t|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
