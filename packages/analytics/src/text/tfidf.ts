import { requireInteger, requireShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { normalizeText } from './normalize-text.ts';
import { charactersAndPairs, type Segmenter } from './segment.ts';
import { type SparseMatrix, SparseRows } from './sparse-matrix.ts';

/** How texts are counted; the model keeps it, so that later texts are counted alike. */
export interface TfidfOptions {
  /** Default: characters and pairs of the normalised text. */
  segment?: Segmenter;
  /** 1 + ln(count) instead of the count, so that repetition counts less (default true). */
  sublinear?: boolean;
  /** Terms in fewer texts are left out (default 1). */
  minTexts?: number;
  /** Terms in a greater share of the texts are left out (default 1: none). */
  maxShare?: number;
  /** At most so many terms: those in most texts (default: all). */
  maxTerms?: number;
}

/** The terms of a collection and how telling each is. */
export interface TfidfModel {
  /** In ascending order of their UTF-16 codes; the place is the column. */
  terms: readonly string[];
  columnOf: ReadonlyMap<string, number>;
  /** ln((1 + n) / (1 + texts with the term)) + 1. */
  idf: Float64Array;
  /** Number of texts that the model was made of. */
  texts: number;
  segment: Segmenter;
  sublinear: boolean;
}

/** A Map holds no more than 2²⁴ keys. */
const MOST_TERMS = 16_000_000;

/** The default way to cut: of the normalised text the characters and pairs. */
export const normalizedCharactersAndPairs: Segmenter = (text) => charactersAndPairs(normalizeText(text));

/**
 * Learns from a collection which terms there are and how telling each is: a term in few texts tells more.
 *
 *     idf(t) = ln((1 + n) / (1 + n_t)) + 1
 *
 * Source: Spärck Jones (1972), smoothed as in scikit-learn's TfidfTransformer. O(total terms). No texts, or none
 * with a term, give a model without terms.
 *
 * @throws AnalyticsError if minTexts or maxTerms is not a whole number from 1, maxShare is not in [0, 1], or the texts
 *   have more than 16 million different terms
 * @example tfidfTransform(fitTfidf(reviews), reviews); // a sparse matrix, one row of length 1 a review
 */
export function fitTfidf(texts: readonly string[], options: TfidfOptions = {}): TfidfModel {
  return modelOf(readTerms(texts, options.segment ?? normalizedCharactersAndPairs), options).model;
}

/**
 * `fitTfidf` and `tfidfTransform` of the same texts, which are then cut only once.
 *
 * @throws AnalyticsError as `fitTfidf`
 * @example const { model, matrix } = fitTransformTfidf(reviews, { minTexts: 2 });
 */
export function fitTransformTfidf(
  texts: readonly string[],
  options: TfidfOptions = {},
): { model: TfidfModel; matrix: SparseMatrix } {
  const read = readTerms(texts, options.segment ?? normalizedCharactersAndPairs);
  const { model, columnOfNumber } = modelOf(read, options);
  const rows = new RowWriter(model);
  for (let i = 0; i < texts.length; i++) {
    for (let k = read.starts[i] as number; k < (read.starts[i + 1] as number); k++) {
      rows.count(columnOfNumber[read.numbers[k] as number] as number);
    }
    rows.endRow();
  }
  return { model, matrix: rows.finish() };
}

/** The terms of texts as numbers, in order of appearance. */
interface TermsRead {
  names: string[];
  /** Terms of text i: numbers[starts[i]] to numbers[starts[i + 1]]. */
  numbers: Uint32Array;
  starts: Uint32Array;
  /** In how many texts each is. */
  within: number[];
}

function readTerms(texts: readonly string[], segment: Segmenter): TermsRead {
  const numberOf = new Map<string, number>();
  const names: string[] = [];
  const within: number[] = [];
  const lastSeen: number[] = [];
  const starts = new Uint32Array(texts.length + 1);
  let numbers = new Uint32Array(1024);
  let end = 0;
  for (let i = 0; i < texts.length; i++) {
    for (const term of segment(texts[i] as string)) {
      let number = numberOf.get(term);
      if (number === undefined) {
        if (names.length === MOST_TERMS) {
          throw new AnalyticsError('texts', `must have at most ${MOST_TERMS} different terms`);
        }
        number = names.length;
        numberOf.set(term, number);
        names.push(term);
        within.push(0);
        lastSeen.push(-1);
      }
      if (lastSeen[number] !== i) {
        within[number] = (within[number] as number) + 1;
        lastSeen[number] = i;
      }
      if (end === numbers.length) {
        const larger = new Uint32Array(end * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[end++] = number;
    }
    starts[i + 1] = end;
  }
  return { names, numbers, starts, within };
}

function modelOf({ names, starts, within }: TermsRead, options: TfidfOptions) {
  const { segment = normalizedCharactersAndPairs, sublinear = true, minTexts = 1, maxShare = 1 } = options;
  requireInteger('options.minTexts', minTexts, 1);
  requireShare('options.maxShare', maxShare);
  if (options.maxTerms !== undefined) requireInteger('options.maxTerms', options.maxTerms, 1);
  const texts = starts.length - 1;
  let kept: number[] = [];
  for (let number = 0; number < names.length; number++) {
    const count = within[number] as number;
    if (count >= minTexts && count <= maxShare * texts) kept.push(number);
  }
  if (options.maxTerms !== undefined && kept.length > options.maxTerms) {
    kept.sort((a, b) => (within[b] as number) - (within[a] as number) || a - b);
    kept = kept.slice(0, options.maxTerms);
  }
  kept.sort((a, b) => ((names[a] as string) < (names[b] as string) ? -1 : 1));
  const columnOfNumber = new Int32Array(names.length).fill(-1);
  kept.forEach((number, column) => {
    columnOfNumber[number] = column;
  });
  const terms = kept.map((number) => names[number] as string);
  const model: TfidfModel = {
    terms,
    columnOf: new Map(terms.map((term, column) => [term, column])),
    idf: Float64Array.from(kept, (number) => Math.log((1 + texts) / (1 + (within[number] as number))) + 1),
    texts,
    segment,
    sublinear,
  };
  return { model, columnOfNumber };
}

/**
 * Each text as a row of tf-idf weights of length 1, so that the product of two rows is the cosine of their angle.
 * Terms that the model does not know are left out; a text without known terms is a row without values.
 *
 *     weight = (1 + ln count, or count) · idf, divided by the root of the sum of squares
 *
 * Source: Salton and Buckley (1988). O(total terms).
 */
export function tfidfTransform(model: TfidfModel, texts: readonly string[]): SparseMatrix {
  const rows = new RowWriter(model);
  for (const text of texts) {
    for (const term of model.segment(text)) rows.count(model.columnOf.get(term) ?? -1);
    rows.endRow();
  }
  return rows.finish();
}

/** Counts the terms of one text after another and writes their weights. */
class RowWriter {
  private readonly model: TfidfModel;
  private readonly counts: Uint32Array;
  private readonly rows = new SparseRows();
  private found: number[] = [];

  constructor(model: TfidfModel) {
    this.model = model;
    this.counts = new Uint32Array(model.terms.length);
  }

  /** One more of the column; -1 for a term that the model does not know. */
  count(column: number): void {
    if (column < 0) return;
    const before = this.counts[column] as number;
    if (before === 0) this.found.push(column);
    this.counts[column] = before + 1;
  }

  endRow(): void {
    const { sublinear, idf } = this.model;
    const columns = new Uint32Array(this.found).sort();
    const weights = new Float64Array(columns.length);
    let squares = 0;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as number;
      const count = this.counts[column] as number;
      const weight = (sublinear ? 1 + Math.log(count) : count) * (idf[column] as number);
      weights[i] = weight;
      squares += weight * weight;
      this.counts[column] = 0;
    }
    const length = Math.sqrt(squares);
    for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) / length;
    this.rows.push(columns, weights);
    this.found = [];
  }

  finish(): SparseMatrix {
    return this.rows.finish(this.model.terms.length);
  }
}
