import type { Comparison } from './comparisons.ts';
import type { ImportedLog } from './imported-log.ts';

/** Prints each figure twice, beside each other. @returns how many differ. */
export function print(name: string, log: ImportedLog, comparisons: readonly Comparison[]): number {
  const speed = Math.round(log.rows / log.importSeconds).toLocaleString('en');
  const projected = Math.round(log.events / log.projectSeconds).toLocaleString('en');
  console.log(`\n${name}: ${log.rows} rows in ${log.importSeconds.toFixed(1)} s (${speed} rows/s)`);
  console.log(`${log.events} events projected in ${log.projectSeconds.toFixed(1)} s (${projected} events/s)`);
  let differences = 0;
  for (const { figure, product, file, tolerance } of comparisons) {
    const agrees = Math.abs(product - file) <= Math.abs(file) * tolerance + 1e-12;
    if (!agrees) differences += 1;
    console.log(
      `  ${agrees ? '✓' : '✗'} ${figure.padEnd(36)} ${shown(product).padStart(12)} ${shown(file).padStart(12)}`,
    );
  }
  return differences;
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}
