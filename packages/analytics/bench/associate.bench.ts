import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  associationRules,
  type Baskets,
  basketsFromLists,
  closedItemsets,
  frequentItemsets,
  ItemsetWindow,
  itemsetCountOf,
  readBaskets,
} from '../src/associate/index.ts';
import { seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/** Milliseconds of R arules 1.7 (C code, mining only) for the real baskets on two cores of a cloud machine. */
const STATED = [
  { file: 'online_retail_baskets.dat.gz', support: 0.005, arules: 235 },
  { file: 'fimi_retail.dat.gz', support: 0.001, arules: 420 },
];

/** With the folder of the real data sets in BENCH_DATA, those too, and first, before anything is warm. */
export default function run(): Comparison[] {
  const folder = process.env.BENCH_DATA ?? '';
  return [
    ...STATED.filter(({ file }) => existsSync(join(folder, file))).flatMap((stated) => real(folder, stated)),
    ...sparse(),
    ...dense(),
    ...moving(),
  ];
}

function real(folder: string, { file, support, arules }: (typeof STATED)[number]): Comparison[] {
  const bytes = gunzipSync(readFileSync(join(folder, file)));
  const baskets = readBaskets(bytes);
  const start = performance.now();
  const sets = itemsetCountOf(frequentItemsets(baskets, { support }));
  const first = performance.now() - start;
  const referenceName = 'R arules (stated)';
  const name = `associate: ${file.split('.')[0]} at ${support}, ${sets} sets`;
  return [
    { name: `${name}, first run`, ours: first, reference: arules, referenceName },
    { name, ours: median(() => frequentItemsets(baskets, { support })), reference: arules, referenceName },
  ];
}

/** A shop of 800 items, some much sought, some bought together: 10 k baskets of 12. */
function sparse(): Comparison[] {
  const random = seeded(6);
  const lists = Array.from({ length: 10_000 }, () => {
    const items = Array.from({ length: 8 }, () => Math.floor(800 * random() ** 3));
    const kit = Math.floor(40 * random() ** 2);
    for (let i = 0; i < 6; i++) if (random() < 0.7) items.push(800 + kit * 3 + i);
    return items;
  });
  const baskets = basketsFromLists(lists);
  const options = { support: 0.005 };
  const sets = frequentItemsets(baskets, options);
  const text = lists.map((list) => list.join(' ')).join('\n');
  return [
    {
      name: `associate: 10 k sparse baskets, ${itemsetCountOf(sets)} sets`,
      ours: median(() => frequentItemsets(baskets, options)),
      reference: median(() => apriori(baskets, sets.leastCount), 3),
      referenceName: 'Apriori with lists of baskets',
    },
    {
      name: 'associate: rules of these with exact tests',
      ours: median(() => associationRules(sets, { confidence: 0.3 })),
      reference: median(() => apriori(baskets, sets.leastCount), 3),
      referenceName: 'finding the sets by Apriori',
    },
    {
      name: 'associate: reading their text',
      ours: median(() => readBaskets(text)),
      reference: median(() => text.split('\n').map((line) => [...new Set(line.split(' '))])),
      referenceName: 'split into arrays of texts',
    },
  ];
}

/** 8,000 rows of 23 columns, as mushrooms have: values depend on ten hidden kinds, and eight columns on others. */
function dense(): Comparison[] {
  const random = seeded(7);
  const kinds = Array.from({ length: 10 }, () =>
    Array.from({ length: 23 }, () => Math.floor(5 * random() ** 2)),
  );
  const lists = Array.from({ length: 8000 }, () => {
    const kind = kinds[Math.floor(10 * random() ** 1.5)] as number[];
    const free = kind.slice(8).map((value) => (random() < 0.9 ? value : Math.floor(5 * random() ** 2)));
    const bound = free.slice(0, 8).map((value) => Math.min(value, 2));
    return [...free, ...bound].map((value, column) => `${column}=${value}`);
  });
  const baskets = basketsFromLists(lists);
  const options = { support: 0.2 };
  const sets = frequentItemsets(baskets, options);
  return [
    {
      name: `associate: 8 k dense rows, ${itemsetCountOf(sets)} sets`,
      ours: median(() => frequentItemsets(baskets, options), 3),
      reference: median(() => apriori(baskets, sets.leastCount), 1),
      referenceName: 'Apriori with lists of baskets',
    },
    {
      name: `associate: closed sets of these, ${itemsetCountOf(closedItemsets(baskets, options))}`,
      ours: median(() => closedItemsets(baskets, options), 3),
      reference: median(() => frequentItemsets(baskets, options), 3),
      referenceName: 'all frequent sets',
    },
  ];
}

/** A window of 20 k baskets that moves on by a hundred. */
function moving(): Comparison[] {
  const random = seeded(8);
  const lists = (count: number) =>
    basketsFromLists(
      Array.from({ length: count }, () => Array.from({ length: 20 }, () => Math.floor(1000 * random() ** 2))),
    );
  const window = new ItemsetWindow({ support: 0.005 });
  window.add(lists(20_000));
  const batches = Array.from({ length: 16 }, () => lists(100));
  window.itemsets();
  let turn = 0;
  return [
    {
      name: 'associate: 100 of 20 k baskets come and 100 go',
      ours: median(() => {
        window.add(batches[turn++ % batches.length] as Baskets);
        window.removeOldest(100);
        return window.itemsets();
      }),
      reference: median(() => frequentItemsets(window.baskets(), { support: 0.005 })),
      referenceName: 'mining all anew',
    },
  ];
}

/** Level by level: join sets that differ in the last item, intersect their lists of baskets. */
function apriori({ items, offsets }: Baskets, leastCount: number): number {
  const listOf = new Map<number, number[]>();
  for (let b = 0; b + 1 < offsets.length; b++) {
    for (const item of items.subarray(offsets[b], offsets[b + 1])) {
      const list = listOf.get(item);
      if (list) list.push(b);
      else listOf.set(item, [b]);
    }
  }
  let level = [...listOf]
    .filter(([, list]) => list.length >= leastCount)
    .sort(([a], [b]) => a - b)
    .map(([item, list]) => ({ set: [item], list }));
  let found = 0;
  while (level.length > 0) {
    found += level.length;
    const next: typeof level = [];
    for (let i = 0; i < level.length; i++) {
      const a = level[i] as (typeof level)[number];
      const prefix = a.set.slice(0, -1).join();
      for (let j = i + 1; j < level.length; j++) {
        const b = level[j] as (typeof level)[number];
        if (b.set.slice(0, -1).join() !== prefix) break;
        const list = common(a.list, b.list);
        if (list.length >= leastCount) next.push({ set: [...a.set, b.set.at(-1) as number], list });
      }
    }
    level = next;
  }
  return found;
}

function common(a: number[], b: number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const difference = (a[i] as number) - (b[j] as number);
    if (difference === 0) both.push(a[i] as number);
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return both;
}
