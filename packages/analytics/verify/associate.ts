import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  associationRules,
  type Baskets,
  basketCountOf,
  closedItemsets,
  frequentItemsets,
  ItemsetWindow,
  itemsetCountOf,
  maximalItemsets,
  readBaskets,
  ruleCountOf,
} from '../src/associate/index.ts';
import type { Check } from './check.ts';

/** Itemsets and rules of three shops, against the numbers that R's arules finds. */
export function verifyAssociate(dataDir: string): Check[] {
  const online = readFrom(dataDir, 'online_retail_baskets.dat.gz');
  const belgian = readFrom(dataDir, 'fimi_retail.dat.gz');
  const groceries = readFrom(dataDir, 'groceries.dat');
  const oftenOnline = frequentItemsets(online, { support: 0.01 });
  const lessOftenOnline = frequentItemsets(online, { support: 0.005 });
  const figures: [string, number, number][] = [
    ['online retail baskets', basketCountOf(online), 19_960],
    ['online retail items', online.labels.length, 3812],
    ['online retail itemsets at 0.01', itemsetCountOf(oftenOnline), 2049],
    ['online retail rules at 0.01, 0.5', ruleCountOf(associationRules(oftenOnline)), 929],
    ['online retail itemsets at 0.005', itemsetCountOf(lessOftenOnline), 19_449],
    ['online retail rules at 0.005, 0.5', ruleCountOf(associationRules(lessOftenOnline)), 22_533],
    ['Belgian shop baskets', basketCountOf(belgian), 88_162],
    ['Belgian shop itemsets at 0.005', itemsetCountOf(frequentItemsets(belgian, { support: 0.005 })), 580],
    ['Belgian shop itemsets at 0.001', itemsetCountOf(frequentItemsets(belgian, { support: 0.001 })), 7589],
    ['groceries baskets', basketCountOf(groceries), 9835],
    ['groceries items', groceries.labels.length, 169],
    [
      'groceries rules at 0.001, 0.8',
      ruleCountOf(associationRules(frequentItemsets(groceries, { support: 0.001 }), { confidence: 0.8 })),
      410,
    ],
    ['online retail sets that the closed ones do not explain', unexplained(online, lessOftenOnline), 0],
    ['online retail sets that differ after a week of days in and out', windowDifference(online), 0],
  ];
  return figures.map(([name, actual, expected]) => ({ name, actual, expected, tolerance: 0 }));
}

function readFrom(dataDir: string, file: string): Baskets {
  const bytes = readFileSync(join(dataDir, file));
  return readBaskets(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}

/** Frequent sets whose count is not that of a closed set around them, and maximal sets that are not closed. */
function unexplained(baskets: Baskets, frequent: ReturnType<typeof frequentItemsets>): number {
  const closed = closedItemsets(baskets, { support: 0.005 });
  const maximal = maximalItemsets(baskets, { support: 0.005 });
  const textsOf = ({ items, offsets, counts }: typeof closed) =>
    Array.from(counts, (count, i) => `${count}:${items.subarray(offsets[i], offsets[i + 1])}`);
  const frequentTexts = new Set(textsOf(frequent));
  const closedTexts = textsOf(closed);
  // What one item less leaves with the same count is explained by the larger set.
  const explained = new Set(closedTexts);
  for (const { items, count } of setsByLength(frequent)) {
    if (!explained.has(`${count}:${items}`)) continue;
    for (let i = 0; i < items.length; i++) {
      const less = `${count}:${items.toSpliced(i, 1)}`;
      if (frequentTexts.has(less)) explained.add(less);
    }
  }
  const closedSet = new Set(closedTexts);
  const strangers = [...closedTexts, ...textsOf(maximal)].filter((text) => !frequentTexts.has(text)).length;
  return (
    frequentTexts.size -
    explained.size +
    strangers +
    textsOf(maximal).filter((text) => !closedSet.has(text)).length
  );
}

/** The longest first. */
function setsByLength({ items, offsets, counts }: ReturnType<typeof frequentItemsets>) {
  return Array.from(counts, (count, i) => ({
    count,
    items: Array.from(items.subarray(offsets[i], offsets[i + 1])),
  })).sort((a, b) => b.items.length - a.items.length);
}

/** Seven batches of fifty baskets come and the oldest go; then everything mined anew: how many sets differ. */
function windowDifference(baskets: Baskets): number {
  const window = new ItemsetWindow({ support: 0.01 });
  const days = 7;
  const start = basketCountOf(baskets) - 50 * days;
  window.add(slice(baskets, 0, start));
  window.itemsets();
  for (let day = 0; day < days; day++) {
    window.add(slice(baskets, start + 50 * day, start + 50 * (day + 1)));
    window.removeOldest(50);
    window.itemsets();
  }
  const textsOf = ({ items, offsets, counts }: ReturnType<typeof frequentItemsets>) =>
    new Set(Array.from(counts, (count, i) => `${count}:${items.subarray(offsets[i], offsets[i + 1])}`));
  return textsOf(window.itemsets()).symmetricDifference(
    textsOf(frequentItemsets(window.baskets(), { support: 0.01 })),
  ).size;
}

function slice({ items, offsets, labels }: Baskets, from: number, to: number): Baskets {
  const start = offsets[from] as number;
  return {
    items: items.slice(start, offsets[to]),
    offsets: offsets.slice(from, to + 1).map((offset) => offset - start),
    labels,
  };
}
