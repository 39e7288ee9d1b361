import type { Numbers } from '../checks.ts';
import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { chiSquareUpperTail } from '../special/incomplete-gamma.ts';
import { type Features, requireSameNames, requireValues } from './features.ts';

/** How much a feature has changed. */
export interface Drift {
  name: string;
  /** Population stability index: 0 where nothing changed. */
  psi: number;
  /** `stable` below 0.1, `moderate` below 0.25, `large` from there on: the usual thresholds of credit scoring. */
  level: 'stable' | 'moderate' | 'large';
  /** Chance of an index at least as large if nothing changed: a small sample may exceed 0.1 by chance. */
  pValue: number;
  bins: DriftBin[];
}

export interface DriftBin {
  /** Greatest value of the bin (null: no upper end), the code of a category, or missing. */
  upTo: number | null | 'missing';
  /** Share of the reference and of the current cases. */
  reference: number;
  current: number;
}

/**
 * Are the cases of today still those that a model learnt from? The population stability index of each feature,
 *
 *     PSI = Σ (current - reference) log(current / reference)
 *
 * over bins with about equal shares of the reference (categories: one each), missing values a bin of their own. A share
 * of 0 counts as half a case. Under no change PSI / (1/n + 1/m) is about chi-square with one degree of freedom less than
 * bins (Yurdakul, Western Michigan University, 2018), which gives the p-value. O(n log n) a feature.
 *
 * @throws AnalyticsError if either has no cases, features differ, or a value is infinite
 * @example drift(trainingFeatures, thisMonth).filter(({ level }) => level !== 'stable');
 */
export function drift(
  reference: Features,
  current: Features,
  { bins = 10 }: { bins?: number } = {},
): Drift[] {
  requireInteger('options.bins', bins, 2);
  requireSameNames(current, reference.names);
  for (const [name, features] of [
    ['reference', reference],
    ['current', current],
  ] as const) {
    requireValues(name, features, 'allowed');
    if (features.rows === 0) throw new AnalyticsError(`${name}.rows`, 'must be at least one');
  }
  return reference.names.map((name, j) => {
    const before = reference.columns[j] as Numbers;
    const now = current.columns[j] as Numbers;
    const ends = reference.categorical?.[j] ? codesOf(before, now) : endsOf(before, bins);
    return driftOf(name, ends, sharesOf(before, ends), sharesOf(now, ends), before.length, now.length);
  });
}

function driftOf(
  name: string,
  ends: Float64Array,
  before: Float64Array,
  now: Float64Array,
  n: number,
  m: number,
): Drift {
  const bins: DriftBin[] = [];
  let psi = 0;
  for (let bin = 0; bin <= ends.length; bin++) {
    const reference = before[bin] as number;
    const current = now[bin] as number;
    if (reference === 0 && current === 0) continue;
    const end = ends[bin];
    const upTo = end === undefined ? 'missing' : end === Number.POSITIVE_INFINITY ? null : end;
    bins.push({ upTo, reference, current });
    const a = Math.max(reference, 0.5 / n);
    const b = Math.max(current, 0.5 / m);
    psi += (b - a) * Math.log(b / a);
  }
  const freedom = bins.length - 1;
  return {
    name,
    psi,
    level: psi < 0.1 ? 'stable' : psi < 0.25 ? 'moderate' : 'large',
    pValue: freedom === 0 ? 1 : chiSquareUpperTail(psi / (1 / n + 1 / m), freedom),
    bins,
  };
}

/** Upper ends of bins with about equal shares; the last is infinite. Equal values share a bin. */
function endsOf(values: Numbers, bins: number): Float64Array {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const ends: number[] = [];
  for (let k = 1; k < bins && sorted.length > 0; k++) {
    const end = sorted[Math.max(0, Math.ceil((k * sorted.length) / bins) - 1)] as number;
    if (end !== ends.at(-1) && end !== sorted.at(-1)) ends.push(end);
  }
  return Float64Array.from([...ends, Number.POSITIVE_INFINITY]);
}

function codesOf(before: Numbers, now: Numbers): Float64Array {
  const codes = new Set<number>();
  for (const values of [before, now]) {
    for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) codes.add(values[i] as number);
  }
  return Float64Array.from(codes).sort();
}

/** Share of the values in each bin, and of missing ones at the end. */
function sharesOf(values: Numbers, ends: Float64Array): Float64Array {
  const counts = new Float64Array(ends.length + 1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    let low = 0;
    let high = ends.length;
    if (Number.isNaN(value)) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    counts[low] = (counts[low] as number) + 1;
  }
  return counts.map((count) => count / values.length);
}
