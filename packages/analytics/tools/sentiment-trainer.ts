import { ASPECT_WORDS } from '../src/text/data/aspect-words.ts';
import {
  forEachLexiconFeature,
  forEachNgram,
  LEXICON_FEATURES,
  LEXICON_SCALE,
} from '../src/text/sentiment-features.ts';
import type { SentimentWeights } from '../src/text/sentiment-model.ts';
import { prepareForReading, readSentiment } from '../src/text/sentiment-reading.ts';
import { splitClauses } from '../src/text/split-clauses.ts';
import type { LabelledReview } from '../verify/review-corpus.ts';
import { type TrainingRows, trainLogistic } from './logistic-regression.ts';

/** What is chosen by the mean over domains that were left out. */
export interface TrainingChoices {
  /** An n-gram counts if it is in so many reviews … */
  minReviews: number;
  /** … of so many domains: what only one domain says tells nothing of others. */
  minDomains: number;
  penalty: number;
  /** A domain weighs (reviews)^(1 - balance): 0 by its reviews, 1 all alike. */
  balance: number;
  /** Weight of a clause beside that of a whole review. */
  clauses: number;
  /** By how much n-grams of words that name an aspect (客服, 退货) and say nothing of it are scaled down. */
  aspectScale: number;
}

export const CHOICES: TrainingChoices = {
  minReviews: 3,
  minDomains: 2,
  penalty: 0.3,
  balance: 0.5,
  clauses: 0.03,
  aspectScale: 0.3,
};

/** Hashes of the n-grams inside of words that name an aspect and have no mood. */
function aspectHashes(): Set<number> {
  const hashes = new Set<number>();
  for (const word of Object.values(ASPECT_WORDS).flat()) {
    const reading = readSentiment(prepareForReading(word));
    if (reading.positive + reading.negative > 0 || /^[a-z]/.test(word)) continue;
    forEachNgram(reading, (hash, start, length) => {
      if (start > 0 && start + length < reading.unitCount) hashes.add(hash);
    });
  }
  return hashes;
}

/** A review, or a clause of one. */
export interface TrainingText extends LabelledReview {
  clause: boolean;
}

/** Reviews as features, counted once for all trainings. */
export interface FeatureCorpus {
  /** All reviews, then the clauses. */
  reviews: readonly TrainingText[];
  /** Of each review its different features: lexicon features as they are, n-grams by number. */
  features: Int32Array[];
  /** Hash of each n-gram by its number less LEXICON_FEATURES. */
  hashes: number[];
}

/**
 * The clauses of a review of which the lexicon says the same as the label, and nothing else. What customers write
 * about (客服, 退货) is found in bad reviews more than in good ones; in clauses that praise it, it must not count as
 * blame. They also make the model fit for texts of one clause.
 */
function clausesOf(review: LabelledReview): TrainingText[] {
  const clauses = splitClauses(review.text);
  if (clauses.length < 2) return [];
  return clauses.flatMap(({ text }) => {
    if (text.length > 24) return [];
    const { positive, negative } = readSentiment(prepareForReading(text));
    const agrees = review.label === 1 ? positive > 0 && negative === 0 : negative > 0 && positive === 0;
    return agrees ? [{ ...review, text, clause: true }] : [];
  });
}

export function readFeatures(wholeReviews: readonly LabelledReview[]): FeatureCorpus {
  const reviews = [
    ...wholeReviews.map((review) => ({ ...review, clause: false })),
    ...wholeReviews.flatMap(clausesOf),
  ];
  const numbers = new Map<number, number>();
  const hashes: number[] = [];
  const features = reviews.map(({ text }) => {
    const reading = readSentiment(prepareForReading(text));
    const found = new Set<number>();
    forEachLexiconFeature(reading, (feature) => found.add(feature));
    forEachNgram(reading, (hash) => {
      let number = numbers.get(hash);
      if (number === undefined) {
        number = LEXICON_FEATURES + hashes.length;
        numbers.set(hash, number);
        hashes.push(hash);
      }
      found.add(number);
    });
    return Int32Array.from(found);
  });
  return { reviews, features, hashes };
}

/** A model, not yet packed, and its scores of all reviews of the corpus, before calibration. */
export interface Trained {
  parts: Omit<SentimentWeights, 'slope' | 'offset'>;
  scores: Float64Array;
}

/** Trains on the reviews for which `use` says so. */
export function trainSentiment(
  corpus: FeatureCorpus,
  use: (review: TrainingText) => boolean,
  choices: TrainingChoices = CHOICES,
): Trained {
  const { reviews, features, hashes } = corpus;
  const used = reviews.map((review) => (choices.clauses > 0 || !review.clause) && use(review));
  const { columnOf, numbers, scales } = chooseFeatures(corpus, used, choices);
  const rowStarts = new Int32Array(reviews.length + 1);
  const columnIds: number[] = [];
  const values: number[] = [];
  features.forEach((found, i) => {
    const known = found.filter((number) => (columnOf[number] as number) >= 0);
    const ngrams = known.reduce((count, number) => count + (number >= LEXICON_FEATURES ? 1 : 0), 0);
    const length = Math.sqrt(Math.max(1, ngrams));
    for (const number of known) {
      const column = columnOf[number] as number;
      columnIds.push(column);
      values.push(number < LEXICON_FEATURES ? LEXICON_SCALE : (scales[column] as number) / length);
    }
    rowStarts[i + 1] = columnIds.length;
  });
  const perDomain = new Map<string, number>();
  reviews.forEach((review, i) => {
    if (used[i] && !review.clause) perDomain.set(review.domain, (perDomain.get(review.domain) ?? 0) + 1);
  });
  const data: TrainingRows = {
    rowStarts,
    columnIds: Int32Array.from(columnIds),
    values: Float32Array.from(values),
    targets: Float64Array.from(reviews, (review) => review.label),
    rowWeights: Float64Array.from(reviews, (review, i) =>
      used[i]
        ? (review.clause ? choices.clauses : 1) *
          (6000 / (perDomain.get(review.domain) as number)) ** choices.balance
        : 0,
    ),
    columns: numbers.length,
  };
  const weights = trainLogistic(data, choices.penalty);
  const order = numbers.map((_, column) => column).slice(LEXICON_FEATURES);
  const hashOf = (column: number) => hashes[(numbers[column] as number) - LEXICON_FEATURES] as number;
  order.sort((a, b) => hashOf(a) - hashOf(b));
  return {
    parts: {
      hashes: Uint32Array.from(order, hashOf),
      weights: Float64Array.from(order, (column) => (weights[column] as number) * (scales[column] as number)),
      lexiconWeights: weights.slice(0, LEXICON_FEATURES),
      bias: weights[data.columns] as number,
    },
    scores: scoresOf(data, weights),
  };
}

/** Which features count, and by how much each is scaled: n-grams by the size of their log-odds (naive Bayes). */
function chooseFeatures(
  { reviews, features, hashes }: FeatureCorpus,
  used: boolean[],
  choices: TrainingChoices,
) {
  const size = LEXICON_FEATURES + hashes.length;
  const good = new Float64Array(size);
  const bad = new Float64Array(size);
  const domains = new Int32Array(size);
  const domainNumbers = new Map<string, number>();
  let goodReviews = 0;
  let badReviews = 0;
  reviews.forEach(({ domain, label, clause }, i) => {
    if (!domainNumbers.has(domain)) domainNumbers.set(domain, domainNumbers.size);
    if (!used[i] || clause) return;
    if (label === 1) goodReviews++;
    else badReviews++;
    const counts = label === 1 ? good : bad;
    const bit = 1 << ((domainNumbers.get(domain) as number) % 31);
    for (const number of features[i] as Int32Array) {
      counts[number] = (counts[number] as number) + 1;
      domains[number] = (domains[number] as number) | bit;
    }
  });
  const aspects = aspectHashes();
  const minDomains = Math.min(choices.minDomains, domainNumbers.size);
  const columnOf = new Int32Array(size).fill(-1);
  const numbers: number[] = [];
  const scales: number[] = [];
  for (let number = 0; number < size; number++) {
    const count = (good[number] as number) + (bad[number] as number);
    const spread = bitsOf(domains[number] as number);
    if (number >= LEXICON_FEATURES && (count < choices.minReviews || spread < minDomains)) continue;
    columnOf[number] = numbers.length;
    numbers.push(number);
    const odds =
      Math.log(((good[number] as number) + 5) / (goodReviews + 10)) -
      Math.log(((bad[number] as number) + 5) / (badReviews + 10));
    const isAspect = number >= LEXICON_FEATURES && aspects.has(hashes[number - LEXICON_FEATURES] as number);
    scales.push(Math.min(3, Math.abs(odds)) * (isAspect ? choices.aspectScale : 1));
  }
  return { columnOf, numbers, scales };
}

function scoresOf(
  { rowStarts, columnIds, values, columns }: TrainingRows,
  weights: Float64Array,
): Float64Array {
  return Float64Array.from({ length: rowStarts.length - 1 }, (_, i) => {
    let score = weights[columns] as number;
    for (let k = rowStarts[i] as number; k < (rowStarts[i + 1] as number); k++) {
      score += (weights[columnIds[k] as number] as number) * (values[k] as number);
    }
    return score;
  });
}

function bitsOf(value: number): number {
  let bits = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
