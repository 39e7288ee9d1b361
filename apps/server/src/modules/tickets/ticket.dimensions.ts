import { type MetricDimension, ticketWords, type Words } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import type { DimensionNames } from '../../platform/metrics/types.ts';
import { findCategoryNames } from './category-names.repo.ts';

/** Names of the values that tickets are cut by. */
export const ticketDimensionNames: readonly DimensionNames[] = [
  { dimension: 'category', names: findCategoryNames },
  coded('priority', ticketWords.priority),
  coded('channel', ticketWords.channel),
  coded('kind', ticketWords.kind),
];

function coded(dimension: MetricDimension, words: Record<string, Words>): DimensionNames {
  return {
    dimension,
    names: async (_tx, values, locale) =>
      new Map(
        values.flatMap((value) => (words[value] === undefined ? [] : [[value, say(words[value], locale)]])),
      ),
  };
}
