import type { AttributeColumn, AttributeTable } from '../event-log.ts';

export type CellType = 'string' | 'number' | 'date' | 'boolean';

/** Decimal notation without leading zeros, so that codes such as 0045 and long numbers stay text. */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Columns of text as what their texts say: numbers, dates, booleans, if every one of them is. A wanted type is taken
 * even if some are not: those are then "not given", and counted. O(rows + texts).
 */
export function withTypes(
  table: AttributeTable,
  wanted: (name: string) => CellType | 'infer',
  parseDate: (text: string) => number,
): { table: AttributeTable; unreadable: number } {
  let unreadable = 0;
  const typed = new Map<string, AttributeColumn>();
  for (const [name, column] of table) {
    const type = wanted(name);
    if (
      column.type !== 'string' ||
      type === 'string' ||
      (type === 'infer' && column.dictionary.length === 0)
    ) {
      typed.set(name, column);
      continue;
    }
    const { dictionary, values } = column;
    const read =
      type === 'infer'
        ? inferred(dictionary, parseDate)
        : { type, numbers: numbersOf(dictionary, type, parseDate) };
    if (read === null) {
      typed.set(name, column);
      continue;
    }
    for (let i = 0; i < values.length; i++)
      if ((values[i] as number) >= 0 && Number.isNaN(read.numbers[values[i] as number])) unreadable++;
    const at = (row: number) =>
      (values[row] as number) < 0 ? Number.NaN : (read.numbers[values[row] as number] as number);
    if (read.type === 'boolean') {
      const marks = new Int8Array(values.length);
      for (let i = 0; i < marks.length; i++) marks[i] = Number.isNaN(at(i)) ? -1 : at(i);
      typed.set(name, { type: 'boolean', values: marks });
    } else {
      const numbers = new Float64Array(values.length);
      for (let i = 0; i < numbers.length; i++) numbers[i] = at(i);
      typed.set(name, { type: read.type, values: numbers });
    }
  }
  return { table: typed, unreadable };
}

type Read = { type: 'number' | 'date' | 'boolean'; numbers: Float64Array };

function inferred(dictionary: readonly string[], parseDate: (text: string) => number): Read | null {
  for (const type of ['number', 'boolean', 'date'] as const) {
    // One text decides for most columns.
    if (Number.isNaN(numbersOf(dictionary.slice(0, 1), type, parseDate)[0])) continue;
    const numbers = numbersOf(dictionary, type, parseDate);
    if (!numbers.some(Number.isNaN)) return { type, numbers };
  }
  return null;
}

function numbersOf(
  dictionary: readonly string[],
  type: 'number' | 'date' | 'boolean',
  parseDate: (text: string) => number,
): Float64Array {
  const read =
    type === 'number'
      ? (text: string) => (NUMBER.test(text) ? Number(text) : Number.NaN)
      : type === 'date'
        ? parseDate
        : (text: string) => (/^true$/i.test(text) ? 1 : /^false$/i.test(text) ? 0 : Number.NaN);
  return Float64Array.from(dictionary, read);
}
