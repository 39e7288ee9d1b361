/**
 * `npm run bench -- <name> [--json]`: runs one benchmark and prints value, unit,
 * reference and ratio. Without a name it lists them. bench/README.md keeps figures.
 */
import { readdirSync } from 'node:fs';
import type { Bench, BenchResult } from './types.ts';

const helpers = ['harness.ts', 'run.ts', 'types.ts'];
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !helpers.includes(file))
  .map((file) => file.replace(/\.ts$/, ''));

const [name] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (name === undefined || !names.includes(name)) {
  console.error(`Benchmarks: ${names.join(', ')}`);
  process.exit(name === undefined ? 0 : 2);
}

const { default: bench } = (await import(new URL(`./${name}.ts`, import.meta.url).href)) as {
  default: Bench;
};
const results = await bench((line) => process.stderr.write(`${line}\n`));
if (process.argv.includes('--json')) console.log(JSON.stringify(results));
else for (const result of results) console.log(lineOf(result));
process.exit(0);

function lineOf({ name: figure, what, value, unit, reference, ratio, aim, met }: BenchResult): string {
  const beside =
    reference === null
      ? ''
      : ` | ${reference.what}: ${round(reference.value)} ${unit} | ratio ${round(ratio ?? 0)}`;
  return `${figure}: ${what}: ${round(value)} ${unit}${beside} | aim ${aim}: ${met ? 'met' : 'missed'}`;
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
