import { ServiceError } from '../errors/service-error.ts';
import type { TabularLimits } from './types.ts';
import { brokenWorkbook, localName, type Workbook } from './xlsx-parts.ts';
import { type GuardedXml, guardedXml } from './xml-tokens.ts';

/** One row of a sheet: its number there, its cells as text by column from 0. */
export interface SheetRow {
  rowNumber: number;
  cells: string[];
}

/**
 * Reads the rows of a worksheet. Formulas give the value that was saved with them
 * and are never computed; dates give ISO text without zone; empty rows are left out.
 */
export function sheetRows(
  workbook: Workbook,
  limits: TabularLimits,
  emit: (row: SheetRow) => void,
): GuardedXml {
  let rowNumber = 0;
  let cells: string[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let taking = false;
  let guide = 0;
  let count = 0;

  return guardedXml(
    {
      open(name, attributes) {
        const local = localName(name);
        if (local === 'row') {
          const stated = Number(attributes.r ?? rowNumber + 1);
          if (!Number.isInteger(stated) || stated <= rowNumber) throw brokenWorkbook('row numbers');
          rowNumber = stated;
          cells = [];
          column = -1;
        } else if (local === 'c') {
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          if (column >= limits.columns) {
            throw new ServiceError('import_too_many_columns', { params: { limit: limits.columns } });
          }
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          value = '';
        } else if (local === 'rPh') {
          guide += 1;
        }
        taking = (local === 'v' || local === 't') && guide === 0;
      },
      text(text) {
        if (!taking) return;
        value += text;
        if (value.length > limits.cellChars) {
          throw new ServiceError('import_xml_limits', { params: { what: 'text', limit: limits.cellChars } });
        }
      },
      close(name) {
        const local = localName(name);
        taking = false;
        if (local === 'rPh') guide -= 1;
        if (local === 'c' && value !== '') {
          while (cells.length < column) cells.push('');
          cells[column] = cellText(type, value, style, workbook);
        }
        if (local === 'row' && cells.some((cell) => cell.trim() !== '')) {
          count += 1;
          if (count > limits.rows + 1) {
            throw new ServiceError('import_too_many_rows', { params: { limit: limits.rows } });
          }
          emit({ rowNumber, cells });
        }
      },
    },
    limits,
  );
}

/** `C5` is column 2. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}(?=\d+$)/.exec(reference)?.[0];
  if (letters === undefined) throw brokenWorkbook(`cell ${reference.slice(0, 20)}`);
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function cellText(type: string, value: string, style: number, workbook: Workbook): string {
  switch (type) {
    case 's': {
      const text = workbook.strings[Number(value)];
      if (text === undefined) throw brokenWorkbook('shared strings');
      return text;
    }
    case 'b':
      return value === '1' ? 'true' : 'false';
    case 'n': {
      const number = Number(value);
      if (!Number.isFinite(number)) throw brokenWorkbook('numbers');
      const kind = workbook.styles[style] ?? 'number';
      if (kind === 'number') return plainNumber(value, number);
      return serialToText(number, workbook.date1904, kind === 'time') ?? plainNumber(value, number);
    }
    // str, inlineStr, d (ISO text) and e (#N/A, #REF!) as they stand
    default:
      return value;
  }
}

/** Digits as saved where they are plain, so that long order numbers keep all of theirs; else the shortest form. */
function plainNumber(value: string, number: number): string {
  return /^-?\d+$/.test(value) ? value : String(number);
}

/**
 * The local date and time of a spreadsheet's day count, to the second.
 * Day 60 of the 1900 system is a 29 February that never was; days before it are off by one.
 */
export function serialToText(serial: number, date1904: boolean, withTime: boolean): string | null {
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  if (days < 1 || days >= 2_958_466 || (!date1904 && Math.floor(serial) === 60)) return null;
  const seconds = Math.round(days * 86_400);
  const text = new Date((seconds - 25_569 * 86_400) * 1000).toISOString();
  return withTime || seconds % 86_400 !== 0 ? text.slice(0, 19) : text.slice(0, 10);
}
