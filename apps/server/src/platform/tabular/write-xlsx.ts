import type { Writable } from 'node:stream';
import type { Cell, Cells } from './write-csv.ts';

/** Rows of one worksheet, its header included; a longer table goes on in the next sheet. */
const SHEET_ROWS = 1_048_576;
/** What one cell of a worksheet can hold. */
const CELL_CHARS = 32_767;

/**
 * Writes a table as XLSX row by row into `output` and ends it. Text is written as
 * text, so that nothing in it can become a formula; no neutralising is needed.
 * Gives the number of rows below the header.
 */
export async function writeXlsx(
  output: Writable,
  headers: readonly string[],
  rows: Cells,
  options: { sheetName?: string; sheetRows?: number } = {},
): Promise<number> {
  // Loaded here: exceljs takes 30 MB, and most processes never write a workbook.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  const name = sheetName(options.sheetName ?? 'Sheet');
  const capacity = options.sheetRows ?? SHEET_ROWS;
  let count = 0;
  let sheets = 0;
  let sheet: ReturnType<typeof workbook.addWorksheet> | null = null;
  const begin = () => {
    sheets += 1;
    const next = workbook.addWorksheet(sheets === 1 ? name : `${name.slice(0, 27)} ${sheets}`, {
      views: [{ state: 'frozen', ySplit: 1 }],
    });
    const header = next.addRow(headers.map(cellValue));
    header.font = { bold: true };
    header.commit();
    return next;
  };
  for await (const row of rows) {
    if (sheet !== null && count % (capacity - 1) === 0) {
      sheet.commit();
      sheet = null;
    }
    sheet ??= begin();
    sheet.addRow(row.map(cellValue)).commit();
    count += 1;
  }
  (sheet ?? begin()).commit();
  await workbook.commit();
  return count;
}

function cellValue(cell: Cell): string | number | boolean | null {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== 'string') return cell;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot carry these
  const text = cell.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed();
  return text.length > CELL_CHARS ? `${text.slice(0, CELL_CHARS - 1)}…` : text;
}

/** Excel forbids `\ / ? * [ ] :` in names of sheets, and more than 31 characters. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[\\/?*[\]:']/g, ' ')
      .slice(0, 31)
      .trim() || 'Sheet'
  );
}
