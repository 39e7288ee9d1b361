import { requireInteger, requireNotNegative, requireShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Segmenter } from './segment.ts';
import { normalizedCharactersAndPairs } from './tfidf.ts';

/** How the index ranks. */
export interface Bm25Options {
  /** Default: characters and pairs of the normalised text. */
  segment?: Segmenter;
  /** How much a repeated term still adds: 0 nothing, 2 much (default 1.2). */
  k1?: number;
  /** How much long texts are held back: 0 not at all, 1 fully (default 0.75). */
  b?: number;
}

/** A text that was found. */
export interface Bm25Hit<Id> {
  id: Id;
  score: number;
}

/** Why a text has its score. */
export interface Bm25Explanation {
  score: number;
  /** Terms of the query, those that add most first; `count` is how often the text has it. */
  terms: { term: string; count: number; textsWithTerm: number; idf: number; score: number }[];
  /** Terms in the text, and in the average text. */
  length: number;
  averageLength: number;
}

/** Texts by relevance; made by `bm25Index`. */
export interface Bm25Index<Id> {
  readonly size: number;
  /** @throws AnalyticsError if the id is there already */
  add(id: Id, text: string): void;
  /** The texts with a term of the query, best first, at most `limit` (default 10); equal scores in order of adding. */
  search(query: string, limit?: number): Bm25Hit<Id>[];
  /** The parts of a text's score. @throws AnalyticsError if the id is not there */
  explain(query: string, id: Id): Bm25Explanation;
}

interface Postings {
  texts: Uint32Array;
  counts: Uint32Array;
  size: number;
}

/**
 * A search index in memory that ranks by Okapi BM25; texts may be added at any time.
 *
 *     score = Σ over the query's terms  idf · count (k1 + 1) / (count + k1 (1 - b + b length / average length))
 *     idf = ln(1 + (n - n_t + 0.5) / (n_t + 0.5))
 *
 * Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with the idf of Lucene, which is
 * never negative. A term that the query has twice counts once. Adding is O(terms); searching is O(texts that have
 * a term of the query).
 *
 * @throws AnalyticsError if k1 is negative or b is not in [0, 1]
 * @example
 * const index = bm25Index<string>();
 * index.add('a', '洗衣机漏水'); index.add('b', '洗衣机噪音大');
 * index.search('漏水')[0]?.id; // 'a'
 */
export function bm25Index<Id extends string | number>(options: Bm25Options = {}): Bm25Index<Id> {
  const { segment = normalizedCharactersAndPairs, k1 = 1.2, b = 0.75 } = options;
  requireNotNegative('options.k1', k1);
  requireShare('options.b', b);
  const ids: Id[] = [];
  const placeOf = new Map<Id, number>();
  const lengths: number[] = [];
  const postings = new Map<string, Postings>();
  let totalLength = 0;
  let scores = new Float64Array(0);

  const idfOf = (found: number) => Math.log(1 + (ids.length - found + 0.5) / (found + 0.5));
  const termScore = (count: number, length: number, idf: number) =>
    (idf * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / (totalLength / ids.length)));

  return {
    get size() {
      return ids.length;
    },

    add(id, text) {
      if (placeOf.has(id)) throw new AnalyticsError('id', `must be new, but ${id} is in the index`);
      const terms = segment(text);
      const place = ids.length;
      placeOf.set(id, place);
      ids.push(id);
      lengths.push(terms.length);
      totalLength += terms.length;
      const counts = new Map<string, number>();
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const [term, count] of counts) post(postings, term, place, count);
    },

    search(query, limit = 10) {
      requireInteger('limit', limit, 1);
      if (scores.length < ids.length) scores = new Float64Array(ids.length * 2);
      const found: number[] = [];
      for (const term of new Set(segment(query))) {
        const list = postings.get(term);
        if (list === undefined) continue;
        const idf = idfOf(list.size);
        for (let i = 0; i < list.size; i++) {
          const place = list.texts[i] as number;
          if (scores[place] === 0) found.push(place);
          const score = termScore(list.counts[i] as number, lengths[place] as number, idf);
          scores[place] = (scores[place] as number) + score;
        }
      }
      const best = bestPlaces(found, scores, limit);
      const hits = best.map((place) => ({ id: ids[place] as Id, score: scores[place] as number }));
      for (const place of found) scores[place] = 0;
      return hits;
    },

    explain(query, id) {
      const place = placeOf.get(id);
      if (place === undefined) throw new AnalyticsError('id', `must be in the index, but ${id} is not`);
      const terms = [...new Set(segment(query))].map((term) => {
        const list = postings.get(term);
        const count = list === undefined ? 0 : countAt(list, place);
        const idf = idfOf(list?.size ?? 0);
        const score = count === 0 ? 0 : termScore(count, lengths[place] as number, idf);
        return { term, count, textsWithTerm: list?.size ?? 0, idf, score };
      });
      return {
        score: terms.reduce((sum, term) => sum + term.score, 0),
        terms: terms.sort((one, other) => other.score - one.score),
        length: lengths[place] as number,
        averageLength: totalLength / ids.length,
      };
    },
  };
}

function post(postings: Map<string, Postings>, term: string, place: number, count: number): void {
  let list = postings.get(term);
  if (list === undefined) {
    list = { texts: new Uint32Array(2), counts: new Uint32Array(2), size: 0 };
    postings.set(term, list);
  } else if (list.size === list.texts.length) {
    const { texts, counts } = list;
    list.texts = new Uint32Array(list.size * 2);
    list.texts.set(texts);
    list.counts = new Uint32Array(list.size * 2);
    list.counts.set(counts);
  }
  list.texts[list.size] = place;
  list.counts[list.size++] = count;
}

/** Count of a text in a list that ascends by text; 0 where it is not there. */
function countAt(list: Postings, place: number): number {
  let low = 0;
  let high = list.size - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = list.texts[middle] as number;
    if (at === place) return list.counts[middle] as number;
    if (at < place) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

/** The `limit` places with the greatest scores, greatest first: a heap with the least on top holds the best so far. */
function bestPlaces(places: readonly number[], scores: Float64Array, limit: number): number[] {
  const better = (a: number, b: number) => {
    const difference = (scores[a] as number) - (scores[b] as number);
    return difference !== 0 ? difference > 0 : a < b;
  };
  if (places.length <= limit) return places.toSorted((a, b) => (better(a, b) ? -1 : 1));
  const heap = places.slice(0, limit);
  const sink = (from: number) => {
    let at = from;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && better(heap[worst] as number, heap[child] as number)) worst = child;
      }
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst] as number, heap[at] as number];
      at = worst;
    }
  };
  for (let i = (limit >> 1) - 1; i >= 0; i--) sink(i);
  for (let i = limit; i < places.length; i++) {
    if (!better(places[i] as number, heap[0] as number)) continue;
    heap[0] = places[i] as number;
    sink(0);
  }
  return heap.sort((a, b) => (better(a, b) ? -1 : 1));
}
