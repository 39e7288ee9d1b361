import { requireInteger, requireNotNegative } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { STOP_WORDS } from './data/stop-words.ts';
import { countNgrams, type NgramLevel } from './ngram-counts.ts';
import { normalizeText } from './normalize-text.ts';
import { phraseUnits } from './phrase-units.ts';

/** What counts as a phrase. */
export interface PhraseOptions {
  /** Least number of times (default 5, or 1 in 20,000 characters where that is more). */
  minCount?: number;
  /** Longest phrase, in characters of Chinese or words of other scripts (default 5, at most 12). */
  maxLength?: number;
  /** Least cohesion, in bits (default 4: the parts meet 16 times as often as by chance). */
  minCohesion?: number;
  /** Least freedom, in bits (default 1: as if there were two neighbours equally often on either side). */
  minFreedom?: number;
  /** At most so many, the best (default 100). */
  limit?: number;
  /** Phrases that are known, which are not told again. */
  known?: ReadonlySet<string>;
}

/** A run of characters (or words) that stands together and moves about freely. */
export interface Phrase {
  phrase: string;
  count: number;
  /** Least pointwise mutual information of its two parts over all ways to part it, in bits. */
  cohesion: number;
  /** The lesser of the entropies of its left and its right neighbours, in bits. */
  freedom: number;
  score: number;
}

/** Each may begin a pair of its own, and a Map holds no more than 2²⁴ keys. */
const MOST_CHARACTERS = 16_000_000;

/**
 * Finds the phrases of a collection without a dictionary (新词发现): new products, slang, names of faults. A phrase
 * holds together inside (cohesion) and stands beside many different neighbours (freedom).
 *
 *     cohesion = min over the ways to part it  log2( p(phrase) / (p(left part) p(right part)) )
 *     freedom = min(H(left neighbours), H(right neighbours));   each end of a sentence is a neighbour of its own
 *     score = cohesion · freedom · ln(count)
 *
 * Sources: Church and Hanks (1990); Harris's successor variety as branching entropy, Jin and Tanaka-Ishii (2006).
 * Texts are normalised first. O(characters · longest phrase); 1 M characters take about 0.5 s.
 *
 * @throws AnalyticsError if an option is no number of the kind it must be, or the texts have more than 16 million
 *   characters together
 * @example newPhrases(reviews)[0]?.phrase; // '性价比'
 */
export function newPhrases(texts: readonly string[], options: PhraseOptions = {}): Phrase[] {
  const { maxLength = 5, minCohesion = 4, minFreedom = 1, limit = 100, known } = options;
  requireInteger('options.maxLength', maxLength, 2);
  if (maxLength > 12) throw new AnalyticsError('options.maxLength', `must be at most 12, not ${maxLength}`);
  requireNotNegative('options.minCohesion', minCohesion);
  requireNotNegative('options.minFreedom', minFreedom);
  requireInteger('options.limit', limit, 1);
  if (options.minCount !== undefined) requireInteger('options.minCount', options.minCount, 2);
  if (texts.reduce((total, text) => total + text.length, 0) > MOST_CHARACTERS) {
    throw new AnalyticsError('texts', `must have at most ${MOST_CHARACTERS} characters together`);
  }
  const { units, names, spaced, size } = phraseUnits(texts.map((text) => normalizeText(text)));
  const minCount = options.minCount ?? Math.max(5, Math.ceil(size / 20_000));
  const levels = countNgrams(units, names.length, maxLength, minCount);
  const phrases: Phrase[] = [];
  for (let length = 2; length <= levels.length; length++) {
    const level = levels[length - 1] as NgramLevel;
    const cohesions = cohesionsOf(levels, length, size);
    for (let id = 0; id < level.counts.length; id++) {
      const cohesion = cohesions[id] as number;
      if (!(cohesion >= minCohesion)) continue;
      const places = level.places.subarray(level.starts[id], level.starts[id + 1]);
      const freedom = Math.min(neighbourEntropy(units, places, -1), neighbourEntropy(units, places, length));
      if (!(freedom >= minFreedom)) continue;
      const phrase = nameOf(units, names, spaced, places[0] as number, length);
      if (known?.has(phrase) || STOP_WORDS.has(phrase)) continue;
      const count = level.counts[id] as number;
      phrases.push({ phrase, count, cohesion, freedom, score: cohesion * freedom * Math.log(count) });
    }
  }
  return phrases.sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1)).slice(0, limit);
}

/** Of each n-gram of a length, its least mutual information over all ways to part it. */
function cohesionsOf(levels: readonly NgramLevel[], length: number, size: number): Float64Array {
  const level = levels[length - 1] as NgramLevel;
  return Float64Array.from(level.counts, (count, id) => {
    const at = level.places[level.starts[id] as number] as number;
    let greatest = 0;
    for (let cut = 1; cut < length; cut++) {
      const left = levels[cut - 1] as NgramLevel;
      const right = levels[length - cut - 1] as NgramLevel;
      const product =
        (left.counts[left.idAt[at] as number] as number) *
        (right.counts[right.idAt[at + cut] as number] as number);
      if (product > greatest) greatest = product;
    }
    return Math.log2((count * size) / greatest);
  });
}

/** Entropy in bits of what stands `offset` from the places; every end of a sentence is different from every other. */
function neighbourEntropy(units: Int32Array, places: Uint32Array, offset: number): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < places.length; i++) {
    const unit = units[(places[i] as number) + offset] as number;
    if (unit >= 0) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  let sum = 0;
  for (const count of counts.values()) sum += count * Math.log2(count);
  return Math.log2(places.length) - sum / places.length;
}

function nameOf(
  units: Int32Array,
  names: readonly string[],
  spaced: Uint8Array,
  at: number,
  length: number,
): string {
  let name = '';
  for (let i = at; i < at + length; i++) {
    const unit = units[i] as number;
    if (name !== '' && (spaced[unit] === 1 || spaced[units[i - 1] as number] === 1)) name += ' ';
    name += names[unit];
  }
  return name;
}
