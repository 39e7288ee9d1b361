import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Random } from '../stats/types.ts';
import { isTelling } from './keywords.ts';
import type { SparseMatrix } from './sparse-matrix.ts';
import { type Partition, sphericalKMeans } from './spherical-k-means.ts';
import {
  fitTransformTfidf,
  normalizedCharactersAndPairs,
  type TfidfModel,
  type TfidfOptions,
} from './tfidf.ts';

/** How texts are grouped. Terms in one text only, and in more than half of them, are left out unless told otherwise. */
export interface TopicOptions extends TfidfOptions {
  random: Random;
  /** Starts, of which the best is kept (default 5). */
  starts?: number;
  /** Terms to describe a topic (default 8). */
  topTerms?: number;
  /** Texts to stand for a topic (default 3). */
  examples?: number;
}

/** Texts about the same. */
export interface Topic {
  /** Terms that tell this topic from the others, the most telling first. */
  terms: { term: string; weight: number }[];
  /** Places of the texts that are nearest to its centre, the nearest first. */
  examples: number[];
  size: number;
  /** Mean cosine of its texts with its centre: 1 where all are alike, near 0 where it is a heap of leftovers. */
  cohesion: number;
}

/** The grouping of a collection. */
export interface TopicGrouping {
  /** Greatest first. */
  topics: Topic[];
  /** Topic of each text; -1 for texts without any term that is counted. */
  topicOf: Int32Array;
}

/** Topics times terms: the centres then take 800 MB. */
const MOST_CELLS = 100_000_000;

/**
 * Groups texts by what they are about: tf-idf rows by spherical k-means (cosine), the best of several starts by
 * k-means++. A topic is told by the terms in which its centre most exceeds the centre of all, and by the texts
 * nearest to it. Fewer topics come out where there are fewer different texts.
 *
 *     maximise Σ over texts  cos(text, centre of its topic);   centre = sum of its texts brought to length 1
 *
 * Chosen over non-negative factorisation because every ticket then counts in one topic, and counts add up. Words
 * that every text has, single characters and numbers are no terms of topics. Source: Dhillon and Modha, Machine
 * Learning 42 (2001). O(starts · rounds · k · non-zero values).
 *
 * @throws AnalyticsError if `count` is not a whole number from 1, an option is out of range, or topics × terms exceed
 *   100 million
 * @example topics(complaints, 8, { random, segment: jiebaCut, minTexts: 3 }).topics.map((topic) => topic.terms);
 */
export function topics(texts: readonly string[], count: number, options: TopicOptions): TopicGrouping {
  requireInteger('count', count, 1);
  const { random, starts = 5, topTerms = 8, examples = 3, ...counting } = options;
  requireInteger('options.starts', starts, 1);
  requireInteger('options.topTerms', topTerms, 0);
  requireInteger('options.examples', examples, 0);
  if (typeof random !== 'function') throw new AnalyticsError('options.random', 'must be a function');
  const { model, matrix } = fitTransformTfidf(texts, {
    minTexts: 2,
    maxShare: 0.5,
    ...counting,
    segment: tellingTerms(counting),
  });
  const size = Math.min(count, texts.length) * model.terms.length;
  if (size > MOST_CELLS) {
    throw new AnalyticsError(
      'count',
      `must be less, or options.maxTerms: their product ${size} exceeds ${MOST_CELLS}`,
    );
  }
  const partition = sphericalKMeans(matrix, count, random, starts);
  return describe(model, matrix, partition, topTerms, examples);
}

function tellingTerms({ segment }: TfidfOptions) {
  const cut = segment ?? normalizedCharactersAndPairs;
  return (text: string) => cut(text).filter(isTelling);
}

function describe(
  model: TfidfModel,
  rows: SparseMatrix,
  { groupOf, centres, similarity }: Partition,
  topTerms: number,
  examples: number,
): TopicGrouping {
  const overall = new Float64Array(rows.columns);
  const members: number[][] = centres.map(() => []);
  for (let i = 0; i < rows.rows; i++) if (groupOf[i] !== -1) members[groupOf[i] as number]?.push(i);
  const all = members.reduce((total, group) => total + group.length, 0);
  for (let g = 0; g < centres.length; g++) {
    const share = (members[g] as number[]).length / all;
    const centre = centres[g] as Float64Array;
    for (let c = 0; c < overall.length; c++)
      overall[c] = (overall[c] as number) + share * (centre[c] as number);
  }
  const order = members.map((_, g) => g).filter((g) => (members[g] as number[]).length > 0);
  order.sort((a, b) => (members[b] as number[]).length - (members[a] as number[]).length || a - b);
  const rank = new Int32Array(centres.length).fill(-1);
  order.forEach((g, place) => {
    rank[g] = place;
  });
  return {
    topics: order.map((g) => {
      const group = members[g] as number[];
      const near = group.toSorted((a, b) => (similarity[b] as number) - (similarity[a] as number) || a - b);
      return {
        terms: tellingColumns(centres[g] as Float64Array, overall, centres.length, topTerms).map(
          (column) => ({
            term: model.terms[column] as string,
            weight: (centres[g] as Float64Array)[column] as number,
          }),
        ),
        examples: near.slice(0, examples),
        size: group.length,
        cohesion: group.reduce((sum, i) => sum + (similarity[i] as number), 0) / group.length,
      };
    }),
    topicOf: groupOf.map((g) => (g === -1 ? -1 : (rank[g] as number))),
  };
}

/** Columns in which a centre most exceeds the centre of all (with one topic: its greatest), the most first. */
function tellingColumns(
  centre: Float64Array,
  overall: Float64Array,
  groups: number,
  limit: number,
): number[] {
  const excess = (column: number) =>
    (centre[column] as number) - (groups > 1 ? (overall[column] as number) : 0);
  const columns: number[] = [];
  for (let c = 0; c < centre.length; c++) if ((centre[c] as number) > 0 && excess(c) > 0) columns.push(c);
  return columns.sort((a, b) => excess(b) - excess(a) || a - b).slice(0, limit);
}
