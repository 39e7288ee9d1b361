import { csvRecordReader } from './csv-records.ts';

const candidates = [',', ';', '\t', '|'] as const;

/**
 * The delimiter of a CSV from its beginning: the one under which most records have
 * as many cells as the header, and at least two; more cells win where that is even.
 * A text with one column has none to find and gets a comma.
 */
export function guessDelimiter(beginning: string, newline: '\n' | '\r' = '\n'): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of candidates) {
    const reader = csvRecordReader(delimiter, { rowChars: 256 * 1024, cellChars: 256 * 1024 }, newline);
    const records = reader.push(beginning, [], true).slice(0, 200);
    // The last record may be cut off.
    const whole = records.length > 2 ? records.slice(0, -1) : records;
    const width = whole[0]?.fields.length ?? 0;
    if (width < 2) continue;
    const even =
      whole.filter((record) => record.fields.length === width && !record.problem).length / whole.length;
    const score = even + Math.min(width, 100) / 1000;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
