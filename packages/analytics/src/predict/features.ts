/** What models learn from: columns of numbers with names, and the checks that every model makes of them. */
import { type Numbers, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/**
 * Features of `rows` cases, one array of numbers a feature. NaN is a missing value. Column by column rather than case
 * by case, so that a million cases are a handful of typed arrays.
 */
export interface Features {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Numbers[];
  /** Which columns hold codes of categories (0, 1, 2, … without order); default none. */
  readonly categorical?: readonly boolean[];
}

/**
 * The features of some cases, in the order given: a part for training, a part for testing. O(rows × columns).
 *
 * @throws AnalyticsError if a row is not one of the cases
 * @example takeRows(features, fold.train).rows; // fold.train.length
 */
export function takeRows(features: Features, rows: Numbers): Features {
  requireShape('features', features);
  requireRows('rows', rows, features.rows);
  return {
    ...features,
    rows: rows.length,
    columns: features.columns.map((column) => takeValues(column, rows)),
  };
}

/** The values at `rows`, known to be places in `values`. */
export function takeValues(values: Numbers, rows: Numbers): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < taken.length; i++) taken[i] = values[rows[i] as number] as number;
  return taken;
}

/** @throws AnalyticsError unless every element is a whole number of [0, count) */
export function requireRows(argument: string, rows: Numbers, count: number): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (!(Number.isInteger(row) && row >= 0 && row < count)) {
      throw new AnalyticsError(
        `${argument}[${i}]`,
        `must be a whole number from 0 to ${count - 1}, not ${row}`,
      );
    }
  }
}

/** @throws AnalyticsError unless names, columns and row count fit together and no name stands twice */
export function requireShape(argument: string, features: Features): void {
  const { rows, names, columns, categorical } = features;
  if (!(Number.isSafeInteger(rows) && rows >= 0)) {
    throw new AnalyticsError(`${argument}.rows`, `must be a whole number from 0, not ${rows}`);
  }
  requireSameLength(`${argument}.names`, names, `${argument}.columns`, columns);
  if (categorical) requireSameLength(`${argument}.names`, names, `${argument}.categorical`, categorical);
  if (new Set(names).size < names.length) {
    const twice = names.find((name, i) => names.indexOf(name) < i);
    throw new AnalyticsError(`${argument}.names`, `must differ, but ${JSON.stringify(twice)} stands twice`);
  }
  for (const [i, column] of columns.entries()) {
    if (column.length !== rows) {
      throw new AnalyticsError(
        `${argument}.columns[${i}]`,
        `must have one value a row (${rows}), but ${JSON.stringify(names[i])} has ${column.length}`,
      );
    }
  }
}

/**
 * @param missing whether NaN may stand for a missing value; infinities never may
 * @throws AnalyticsError at the first value that a model cannot use
 */
export function requireValues(argument: string, features: Features, missing: 'allowed' | 'refused'): void {
  requireShape(argument, features);
  for (const [i, column] of features.columns.entries()) {
    const coded = features.categorical?.[i] ?? false;
    for (let row = 0; row < column.length; row++) {
      const value = column[row] as number;
      // Infinity - Infinity and NaN - NaN are NaN: one cheap question passes nearly every value.
      if (!coded && value - value === 0) continue;
      if (Number.isNaN(value) && missing === 'allowed') continue;
      const where = `${argument}.columns[${i}][${row}]`;
      const name = JSON.stringify(features.names[i]);
      if (!Number.isFinite(value)) {
        const advice = Number.isNaN(value) ? 'fill missing values with an encoder first' : 'limit it first';
        throw new AnalyticsError(where, `must be a finite number, but ${name} has ${value}: ${advice}`);
      }
      if (coded && !(Number.isInteger(value) && value >= 0)) {
        throw new AnalyticsError(
          where,
          `must be the code of a category, a whole number from 0, not ${value}`,
        );
      }
    }
  }
}

/** Outcomes of `rows` cases as bytes of 0 and 1. @throws AnalyticsError unless there is one 0 or 1 a case */
export function requireOutcome(argument: string, outcome: Numbers, rows: number): Uint8Array {
  if (outcome.length !== rows) {
    throw new AnalyticsError(argument, `must have one outcome a case (${rows}), not ${outcome.length}`);
  }
  const bytes = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const value = outcome[i];
    if (value !== 0 && value !== 1)
      throw new AnalyticsError(`${argument}[${i}]`, `must be 0 or 1, not ${value}`);
    bytes[i] = value;
  }
  return bytes;
}

/** As `requireOutcome`, and both outcomes must occur. */
export function requireBothOutcomes(argument: string, outcome: Numbers, rows: number): Uint8Array {
  const bytes = requireOutcome(argument, outcome, rows);
  const positives = countOnes(bytes);
  if (positives === 0 || positives === rows) {
    const have = rows === 0 ? 'is empty' : `has only ${positives === 0 ? 0 : 1}`;
    throw new AnalyticsError(argument, `must have both outcomes, 0 and 1, but ${have}`);
  }
  return bytes;
}

/** How many of the bytes are 1. */
export function countOnes(bytes: Uint8Array): number {
  let ones = 0;
  for (let i = 0; i < bytes.length; i++) ones += bytes[i] as number;
  return ones;
}

/** @throws AnalyticsError unless the features are those, in that order, that a model learnt from */
export function requireSameNames(features: Features, names: readonly string[]): void {
  requireShape('features', features);
  for (let i = 0; i < Math.max(names.length, features.names.length); i++) {
    if (names[i] !== features.names[i]) {
      throw new AnalyticsError(
        'features.names',
        `must be those that the model learnt from, but number ${i} is ${JSON.stringify(features.names[i])}, ` +
          `not ${JSON.stringify(names[i])}`,
      );
    }
  }
}
