import { requireInteger, requireShare } from '../checks.ts';
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
 * @throws AnalyticsError if minTexts or maxTerms is not a whole number from 1, or maxShare is not in [0, 1]
 * @example tfidfTransform(fitTfidf(reviews), reviews); // a sparse matrix, one row of length 1 a review
 */
export function fitTfidf(texts: readonly string[], options: TfidfOptions = {}): TfidfModel {
  const { segment = normalizedCharactersAndPairs, sublinear = true, minTexts = 1, maxShare = 1 } = options;
  requireInteger('options.minTexts', minTexts, 1);
  requireShare('options.maxShare', maxShare);
  if (options.maxTerms !== undefined) requireInteger('options.maxTerms', options.maxTerms, 1);
  // By term: in how many texts, and the last text in which it was seen.
  const places = new Map<string, number>();
  const counts: number[] = [];
  const lastSeen: number[] = [];
  for (let i = 0; i < texts.length; i++) {
    for (const term of segment(texts[i] as string)) {
      const place = places.get(term);
      if (place === undefined) {
        places.set(term, counts.length);
        counts.push(1);
        lastSeen.push(i);
      } else if (lastSeen[place] !== i) {
        counts[place] = (counts[place] as number) + 1;
        lastSeen[place] = i;
      }
    }
  }
  let kept = [...places].filter(([, place]) => {
    const count = counts[place] as number;
    return count >= minTexts && count <= maxShare * texts.length;
  });
  if (options.maxTerms !== undefined && kept.length > options.maxTerms) {
    kept.sort(([, a], [, b]) => (counts[b] as number) - (counts[a] as number) || a - b);
    kept = kept.slice(0, options.maxTerms);
  }
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    terms: kept.map(([term]) => term),
    columnOf: new Map(kept.map(([term], column) => [term, column])),
    idf: Float64Array.from(
      kept,
      ([, place]) => Math.log((1 + texts.length) / (1 + (counts[place] as number))) + 1,
    ),
    texts: texts.length,
    segment,
    sublinear,
  };
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
  const counts = new Uint32Array(model.terms.length);
  const found: number[] = [];
  const rows = new SparseRows();
  for (const text of texts) {
    found.length = 0;
    for (const term of model.segment(text)) {
      const column = model.columnOf.get(term);
      if (column === undefined) continue;
      if (counts[column] === 0) found.push(column);
      counts[column] = (counts[column] as number) + 1;
    }
    const row = Uint32Array.from(found).sort();
    const weights = new Float64Array(row.length);
    let squares = 0;
    for (let i = 0; i < row.length; i++) {
      const column = row[i] as number;
      const count = counts[column] as number;
      const weight = (model.sublinear ? 1 + Math.log(count) : count) * (model.idf[column] as number);
      weights[i] = weight;
      squares += weight * weight;
      counts[column] = 0;
    }
    const length = Math.sqrt(squares);
    rows.push(
      row,
      weights.map((weight) => weight / length),
    );
  }
  return rows.finish(model.terms.length);
}
