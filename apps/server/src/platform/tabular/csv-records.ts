import { ServiceError } from '../errors/service-error.ts';
import type { RowProblem, TabularLimits } from './types.ts';

/** One record of a CSV text; with a problem, its first line cut at delimiters as far as that goes. */
export interface CsvRecord {
  fields: string[];
  problem?: RowProblem;
}

export interface CsvRecordReader {
  /** Takes text of whole lines (the last call: whatever is left) and gives the records that are complete. */
  push(text: string, flaws: readonly [line: number, problem: RowProblem][], last: boolean): CsvRecord[];
}

/** What may be read in vain behind broken quotes, in all. */
const WASTE_CHARS = 16 * 1024 * 1024;

/**
 * Cuts CSV text (RFC 4180, any one-character delimiter, LF, CRLF or CR) into records.
 *
 * Made here rather than with csv-parse for the sake of broken quotes: there, an
 * unclosed quote swallows the rest of the file. Here a quote that does not close
 * properly within a record's length, or closes in the middle of a cell, spoils
 * the one line it opens in; reading goes on with the next line. What was read in
 * vain is bounded in all, so that a file of nothing but quotes cannot take
 * quadratic time. A line without quotes, nearly every one, is a plain `split`.
 */
export function csvRecordReader(
  delimiter: string,
  limits: Pick<TabularLimits, 'rowChars' | 'cellChars'>,
  newline: '\n' | '\r' = '\n',
): CsvRecordReader {
  let rest = '';
  let line = 1;
  let record = 0;
  let wasted = 0;
  let pending: [line: number, problem: RowProblem][] = [];

  /** The first flaw among `count` lines from the current one; flaws behind are dropped. */
  const flawWithin = (count: number): RowProblem | undefined => {
    let found: RowProblem | undefined;
    while (pending[0] !== undefined && pending[0][0] < line + count) {
      found ??= pending[0][1];
      pending.shift();
    }
    return found;
  };

  return {
    push(text, flaws, last) {
      rest += text;
      pending = flaws.length > 0 ? [...pending, ...flaws] : pending;
      const records: CsvRecord[] = [];
      let at = 0;
      while (at < rest.length) {
        const found = rest.indexOf(newline, at);
        if (found < 0 && !last) break;
        const end = found < 0 ? rest.length : found;
        const next = found < 0 ? end : end + 1;
        const oneLine = rest.slice(at, rest.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end);
        const quoted = oneLine.includes('"')
          ? quotedRecord(rest, at, delimiter, newline, limits.rowChars, last)
          : null;
        if (quoted === 'more') break;
        record += 1;
        let fields: string[];
        let problem: RowProblem | undefined;
        let lines = 1;
        let upTo = next;
        if (quoted === null) {
          fields = oneLine.split(delimiter);
        } else if (typeof quoted === 'number') {
          wasted += quoted - at;
          if (wasted > WASTE_CHARS) {
            throw new ServiceError('import_too_many_broken_quotes', { params: { row: record } });
          }
          fields = oneLine.split(delimiter);
          problem = { code: 'import_row_broken_quotes' };
        } else {
          ({ fields, lines, end: upTo } = quoted);
        }
        problem = flawWithin(lines) ?? problem ?? tooLong(fields, oneLine.length, limits);
        records.push(problem ? { fields, problem } : { fields });
        line += lines;
        at = upTo;
      }
      rest = rest.slice(at);
      return records;
    },
  };
}

function tooLong(
  fields: string[],
  chars: number,
  limits: Pick<TabularLimits, 'rowChars' | 'cellChars'>,
): RowProblem | undefined {
  if (chars > limits.rowChars) return { code: 'import_row_too_long', params: { limit: limits.rowChars } };
  return fields.some((field) => field.length > limits.cellChars)
    ? { code: 'import_row_too_long', params: { limit: limits.cellChars } }
    : undefined;
}

/**
 * Reads the record that starts at `from` and holds quotes.
 * Gives the record, or `more` where it may go on beyond the text at hand, or the
 * place up to which was read in vain where its quotes are broken.
 */
function quotedRecord(
  text: string,
  from: number,
  delimiter: string,
  newline: string,
  longest: number,
  last: boolean,
): { fields: string[]; lines: number; end: number } | 'more' | number {
  const fields: string[] = [];
  let lines = 1;
  let at = from;
  for (;;) {
    let value = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const close = text.indexOf('"', at);
        if (close < 0 || close - from > longest) {
          const waiting = close < 0 && !last && text.length - from <= longest;
          return waiting ? 'more' : Math.min(text.length, from + longest);
        }
        value += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        value += '"';
        at += 1;
      }
      if (value.includes(newline)) lines += occurrences(value, newline);
    } else {
      const start = at;
      at = endOfPlain(text, at, delimiter, newline);
      value = text.slice(start, text[at] !== delimiter && text[at - 1] === '\r' && at > start ? at - 1 : at);
    }
    fields.push(value);
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text[at] === '\r' && newline === '\n' && (text[at + 1] === '\n' || at + 1 === text.length)) at += 1;
    if (at >= text.length) return last ? { fields, lines, end: at } : 'more';
    if (text[at] !== newline) return at;
    return { fields, lines, end: at + 1 };
  }
}

/** A cell that does not start with a quote ends at a delimiter or a line end; quotes within are letters (5" pipe). */
function endOfPlain(text: string, from: number, delimiter: string, newline: string): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === delimiter || character === newline) return at;
  }
  return text.length;
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}
