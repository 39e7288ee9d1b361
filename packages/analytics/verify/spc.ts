import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capability, findSignals, pChart, xbarRChart, xbarSChart } from '../src/spc/index.ts';
import { type Check, parseSimpleCsv } from './check.ts';

/** The published figures were computed with d2(5) rounded to 2.326 (and d3 to 0.864); ours is 2.3259289473. */
const ROUNDED_D2 = 4e-5;

/** Control charts of the piston rings and the orange juice, against the textbook's and R qcc's figures. */
export function verifySpc(dataDir: string): Check[] {
  return [...pistonRings(dataDir), ...orangeJuice(dataDir)];
}

function pistonRings(dataDir: string): Check[] {
  const rows = parseSimpleCsv(readFileSync(join(dataDir, 'pistonrings.csv'), 'utf8'));
  const subgroups: number[][] = [];
  for (const row of rows) {
    const sample = Number(row.sample) - 1;
    subgroups[sample] = [...(subgroups[sample] ?? []), Number(row.diameter)];
  }
  const trial = subgroups.slice(0, 25);
  const ranges = xbarRChart(trial);
  const deviations = xbarSChart(trial);
  const monitored = xbarRChart(subgroups, { frozen: ranges.parameters });
  const found = findSignals(monitored.location, { rules: ['beyond-limits', 'run'], runLength: 7 });
  const places = (rule: string) =>
    found.filter((signal) => signal.rule === rule).map((signal) => signal.at + 1);
  const location = ranges.location[0];
  const spread = capability(
    { mean: ranges.parameters.centre, sigmaWithin: ranges.parameters.sigma, sigmaOverall: 1, count: 125 },
    { lower: 73.95, upper: 74.05 },
  );
  const figures: [string, number | undefined | null, number, number][] = [
    ['pistonrings x̄ centre', location?.centre, 74.001176, 5e-8],
    ['pistonrings x̄ lower', location?.lower, 73.988048, ROUNDED_D2 * 0.0131],
    ['pistonrings x̄ upper', location?.upper, 74.014304, ROUNDED_D2 * 0.0131],
    ['pistonrings R centre', ranges.spread[0]?.centre, 0.02276, 5e-8],
    ['pistonrings R lower', ranges.spread[0]?.lower, 0, 0],
    ['pistonrings R upper', ranges.spread[0]?.upper, 0.0481253, ROUNDED_D2 * 0.0481],
    ['pistonrings S centre', deviations.spread[0]?.centre, 0.00924, 5e-8],
    ['pistonrings S upper', deviations.spread[0]?.upper, 0.0193024, 5e-8],
    ['pistonrings signals in the trial', found.filter((signal) => signal.at < 25).length, 0, 0],
    ['pistonrings Cp', spread.cp, 1.703281, ROUNDED_D2 * 1.7],
    ['pistonrings Cpk', spread.cpk, 1.663219, ROUNDED_D2 * 1.7],
    ['pistonrings new samples out: 37, 38, 39', Number(places('beyond-limits').join('')), 373839, 0],
    ['pistonrings run at 40', places('run').at(-1), 40, 0],
  ];
  return figures.map(([name, actual, expected, tolerance]) => ({
    name,
    actual: actual ?? Number.NaN,
    expected,
    tolerance,
  }));
}

function orangeJuice(dataDir: string): Check[] {
  const rows = parseSimpleCsv(readFileSync(join(dataDir, 'orangejuice.csv'), 'utf8')).filter(
    (row) => row.trial === 'TRUE',
  );
  const { points } = pChart(
    rows.map((row) => Number(row.D)),
    rows.map((row) => Number(row.size)),
  );
  const out = points.flatMap((point, i) =>
    point.value > point.upper || point.value < point.lower ? [i + 1] : [],
  );
  return [
    {
      name: 'orangejuice p centre',
      actual: points[0]?.centre ?? Number.NaN,
      expected: 0.2313333,
      tolerance: 5e-8,
    },
    {
      name: 'orangejuice p lower',
      actual: points[0]?.lower ?? Number.NaN,
      expected: 0.0524275,
      tolerance: 5e-8,
    },
    {
      name: 'orangejuice p upper',
      actual: points[0]?.upper ?? Number.NaN,
      expected: 0.4102391,
      tolerance: 5e-8,
    },
    { name: 'orangejuice out: 15 and 23', actual: Number(out.join('')), expected: 1523, tolerance: 0 },
  ];
}
