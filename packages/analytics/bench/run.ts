/** Prints the table of ratios of every `*.bench.ts` in this folder, or of those whose name contains an argument. */
import { readdirSync } from 'node:fs';
import { type Comparison, printTable } from './harness.ts';

const wanted = process.argv.slice(2);
const rows: Comparison[] = [];
for (const file of readdirSync(import.meta.dirname).sort()) {
  if (!file.endsWith('.bench.ts') || (wanted.length > 0 && !wanted.some((part) => file.includes(part))))
    continue;
  const bench = (await import(`./${file}`)) as { default: () => Comparison[] | Promise<Comparison[]> };
  rows.push(...(await bench.default()));
}
printTable(rows);
