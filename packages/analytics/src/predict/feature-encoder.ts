import { AnalyticsError } from '../errors.ts';
import type { Features } from './features.ts';

/** A value as it comes from a table: a number, a word, yes or no, or nothing. */
export type RawValue = number | string | boolean | null | undefined;

/** A table by columns, all of one length. */
export type RawTable = Readonly<Record<string, ArrayLike<RawValue>>>;

/** How a column becomes features. */
export type ColumnPlan =
  | {
      name: string;
      /** Numbers, or words that spell one; a blank, null or NaN is missing. */
      kind: 'numeric';
      /**
       * What stands for a missing value: the mean or the median of the training part, or NaN (`keep`, for trees, which
       * find out themselves where missing values belong). Default `mean`.
       */
      missing?: 'mean' | 'median' | 'keep';
      /** Adds a feature that is 1 where the value is missing; default false. */
      flagMissing?: boolean;
      /** Subtract the mean of the training part and divide by its standard deviation; default false. */
      standardise?: boolean;
    }
  | {
      name: string;
      /** A feature a category, 1 where the case belongs to it; a category that training had not is 0 in all. */
      kind: 'one-hot';
      /** Leave out the first category, so that the features of a column do not add up to 1; default true. */
      dropFirst?: boolean;
    }
  | {
      name: string;
      /** One feature: the place of the value in `order`; others are missing. */
      kind: 'ordinal';
      order: readonly string[];
    }
  | {
      name: string;
      /** One feature of codes for trees, which group categories themselves; unseen ones are missing. */
      kind: 'category';
    };

/** What an encoder learnt of a column. Plain data: it may be stored as JSON beside its model. */
export type ColumnCode =
  | {
      kind: 'numeric';
      name: string;
      fill: number | null;
      flagMissing: boolean;
      centre: number;
      scale: number;
    }
  | { kind: 'one-hot'; name: string; categories: string[]; dropFirst: boolean }
  | { kind: 'ordinal' | 'category'; name: string; categories: string[] };

export interface FeatureEncoder {
  kind: 'encoder';
  columns: ColumnCode[];
}

/** Each category is a feature; more of them than this are names or numbers rather than categories. */
const MOST_ONE_HOT = 1000;
/** The name that a missing category goes by. */
const MISSING = '(missing)';

/**
 * Learns from the training part of a table how to turn it, and later any other, into features: what fills a gap, which
 * categories there are, by what a number is scaled. Fit on the training part only: learnt from the whole table, the
 * test part would leak into the model. O(values), and a sort for a median.
 *
 * A missing category is a category of its own where training had it. Categories are ordered by name, so that the
 * encoder does not depend on the order of rows.
 *
 * @throws AnalyticsError if a column is missing or of another length, a word in a numeric column spells no number,
 * a numeric column has no value at all to fill gaps from, or a one-hot column more than 1,000 categories
 * @example
 * const encoder = fitEncoder(train, [{ name: 'tenure', kind: 'numeric' }, { name: 'contract', kind: 'one-hot' }]);
 * const model = logisticRegression(encodeFeatures(encoder, train), churned).model;
 * predict(model, encodeFeatures(encoder, test));
 */
export function fitEncoder(table: RawTable, plans: readonly ColumnPlan[]): FeatureEncoder {
  if (new Set(plans.map(({ name }) => name)).size < plans.length) {
    throw new AnalyticsError('plans', 'must name each column once');
  }
  rowsOf(table, plans);
  return { kind: 'encoder', columns: plans.map((plan) => codeOf(table, plan)) };
}

/**
 * The features of a table by an encoder that was fitted before. O(values × features of a column).
 *
 * @throws AnalyticsError if a column is missing or of another length, or a word in a numeric column spells no number
 */
export function encodeFeatures(encoder: FeatureEncoder, table: RawTable): Features {
  const rows = rowsOf(table, encoder.columns);
  const names: string[] = [];
  const columns: Float64Array[] = [];
  const categorical: boolean[] = [];
  const add = (name: string, column: Float64Array, coded = false): void => {
    names.push(name);
    columns.push(column);
    categorical.push(coded);
  };
  for (const code of encoder.columns) {
    if (code.kind === 'numeric') {
      const { fill, centre, scale } = code;
      const numbers = numbersOf(table, code.name);
      if (code.flagMissing)
        add(
          `${code.name} missing`,
          numbers.map((value) => (Number.isNaN(value) ? 1 : 0)),
        );
      add(
        code.name,
        numbers.map((value) => ((Number.isNaN(value) && fill !== null ? fill : value) - centre) / scale),
      );
      continue;
    }
    const codes = codesOf(table, code.name, code.categories);
    if (code.kind !== 'one-hot') add(code.name, codes, code.kind === 'category');
    else {
      for (const [i, category] of code.categories.entries()) {
        if (i === 0 && code.dropFirst) continue;
        add(
          `${code.name}=${category}`,
          codes.map((value) => (value === i ? 1 : 0)),
        );
      }
    }
  }
  return { rows, names, columns, categorical };
}

function codeOf(table: RawTable, plan: ColumnPlan): ColumnCode {
  const { name } = plan;
  if (plan.kind === 'ordinal') {
    if (plan.order.length === 0 || new Set(plan.order).size < plan.order.length) {
      throw new AnalyticsError(`plans.${name}.order`, 'must name each value once, and at least one');
    }
    return { kind: 'ordinal', name, categories: [...plan.order] };
  }
  if (plan.kind !== 'numeric') {
    const categories = categoriesOf(table, name);
    if (plan.kind === 'category') return { kind: 'category', name, categories };
    if (categories.length > MOST_ONE_HOT) {
      throw new AnalyticsError(
        `table.${name}`,
        `has ${categories.length} categories, of ${MOST_ONE_HOT} at most: put rare ones together, or leave it out`,
      );
    }
    return { kind: 'one-hot', name, categories, dropFirst: plan.dropFirst ?? true };
  }
  const { missing = 'mean', flagMissing = false, standardise = false } = plan;
  const present = numbersOf(table, name).filter((value) => !Number.isNaN(value));
  if (present.length === 0 && missing !== 'keep') {
    throw new AnalyticsError(`table.${name}`, 'has no value to learn from: leave the column out');
  }
  const mean = meanOf(present);
  const fill = missing === 'keep' ? null : missing === 'mean' ? mean : medianOf(present);
  const spread = Math.sqrt(meanOf(present.map((value) => (value - mean) ** 2)));
  const centre = standardise ? mean : 0;
  // A column without spread stays at 0 rather than being divided by 0.
  return { kind: 'numeric', name, fill, flagMissing, centre, scale: standardise && spread > 0 ? spread : 1 };
}

function meanOf(values: Float64Array): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += ((values[i] as number) - mean) / (i + 1);
  return mean;
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

function columnOf(table: RawTable, name: string): ArrayLike<RawValue> {
  const column = Object.hasOwn(table, name) ? table[name] : undefined;
  if (column === undefined) throw new AnalyticsError(`table.${name}`, 'is missing');
  return column;
}

function rowsOf(table: RawTable, columns: readonly { name: string }[]): number {
  const first = columns[0];
  if (!first) throw new AnalyticsError('columns', 'must be at least one');
  const rows = columnOf(table, first.name).length;
  for (const { name } of columns) {
    const { length } = columnOf(table, name);
    if (length === rows) continue;
    throw new AnalyticsError(`table.${name}`, `must be as long as ${first.name} (${rows}), not ${length}`);
  }
  return rows;
}

function numbersOf(table: RawTable, name: string): Float64Array {
  const column = columnOf(table, name);
  const numbers = new Float64Array(column.length);
  for (let i = 0; i < numbers.length; i++) {
    const raw = column[i];
    const blank = raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '');
    const value = blank ? Number.NaN : Number(raw);
    if (!(Number.isFinite(value) || blank || (typeof raw === 'number' && Number.isNaN(raw)))) {
      throw new AnalyticsError(
        `table.${name}[${i}]`,
        `must be a number or blank, not ${JSON.stringify(raw)}`,
      );
    }
    numbers[i] = value;
  }
  return numbers;
}

/** A number that is NaN is as missing as null; a blank word is one too. */
function wordOf(raw: RawValue): string {
  if (raw === null || raw === undefined || Number.isNaN(raw)) return MISSING;
  const word = String(raw).trim();
  return word === '' ? MISSING : word;
}

function categoriesOf(table: RawTable, name: string): string[] {
  const column = columnOf(table, name);
  const found = new Set<string>();
  for (let i = 0; i < column.length; i++) found.add(wordOf(column[i]));
  return [...found].sort();
}

function codesOf(table: RawTable, name: string, categories: readonly string[]): Float64Array {
  const column = columnOf(table, name);
  const places = new Map(categories.map((category, i) => [category, i]));
  const codes = new Float64Array(column.length);
  for (let i = 0; i < codes.length; i++) codes[i] = places.get(wordOf(column[i])) ?? Number.NaN;
  return codes;
}
