import type { ImportDryRun, ImportField, ImportMapping } from '@jingyun/contracts';
import type { TabularRow } from '../../../platform/tabular/types.ts';
import {
  channelWords,
  foldWord,
  kindWords,
  levelWords,
  priorityWords,
  statusWords,
} from '../mapping/words.ts';

/** Fields whose words have to be understood, with the product's own lists. */
const understood: [field: keyof ImportMapping['words'] & ImportField, words: ReadonlyMap<string, string>][] =
  [
    ['status', statusWords],
    ['activity', statusWords],
    ['priority', priorityWords],
    ['importance', levelWords],
    ['urgency', levelWords],
    ['kind', kindWords],
    ['channel', channelWords],
  ];
/** Distinct words kept for each field: a column with more is no list of words. */
const DISTINCT = 500;
const SHOWN = 100;

/** Counts the words of a file as it is read, and says what each means by the mapping; null where nobody knows. */
export function wordCounter(mapping: ImportMapping): {
  count: (row: TabularRow) => void;
  values: () => ImportDryRun['values'];
} {
  const unknown = new Set(mapping.unknown.map(foldWord));
  const counters = understood.flatMap(([field, known]) => {
    const column = mapping.columns[field]?.column;
    return column === undefined ? [] : [{ field, column, known, counts: new Map<string, number>() }];
  });
  return {
    count: (row) => {
      for (const { column, counts } of counters) {
        const value = (row.values[column] ?? '').trim();
        if (value === '') continue;
        const seen = counts.get(value);
        if (seen !== undefined) counts.set(value, seen + 1);
        else if (counts.size < DISTINCT) counts.set(value, 1);
      }
    },
    values: () =>
      counters.map(({ field, known, counts }) => {
        const own = new Map(
          Object.entries(mapping.words[field]).map(([word, meaning]) => [foldWord(word), meaning]),
        );
        const fallback = field === 'activity' && mapping.columns.status !== undefined ? undefined : known;
        return {
          field,
          values: [...counts]
            .filter(([value]) => !unknown.has(foldWord(value)))
            .sort((a, b) => b[1] - a[1])
            .slice(0, SHOWN)
            .map(([value, count]) => ({
              value: value.slice(0, 200),
              count,
              meaning: own.get(foldWord(value)) ?? fallback?.get(foldWord(value)) ?? null,
            })),
        };
      }),
  };
}
