/** One figure that the library has to reproduce from real data. */
export interface Check {
  name: string;
  actual: number;
  expected: number;
  /** Greatest absolute difference; for `atMost`, none is needed. */
  tolerance: number;
  /** How actual has to compare with expected; default `equals`. */
  must?: 'equals' | 'atMost';
}

/** Whether a figure was reproduced. */
export function holds({ actual, expected, tolerance, must = 'equals' }: Check): boolean {
  return must === 'atMost' ? actual <= expected : Math.abs(actual - expected) <= tolerance;
}

/** Rows of a plain CSV file without quoted commas, as objects by column name. */
export function parseSimpleCsv(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',').map(unquote);
  return lines.map((line) => {
    const cells = line.split(',').map(unquote);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

function unquote(cell: string): string {
  return cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1) : cell;
}
