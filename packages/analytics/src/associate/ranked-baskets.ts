import { type Baskets, basketCountOf } from './baskets.ts';

/** Stands before, between and after the baskets of `RankedBaskets.items`. */
export const END = -1;

/**
 * Baskets made ready for mining: only items frequent enough, by rank (0 is in the most baskets), ascending in each
 * basket; and for each rank the places where it stands. From a place, one side holds the more frequent items of the
 * same basket and the other the less frequent, up to `END`.
 */
export interface RankedBaskets {
  items: Int32Array;
  /** Places of rank r: `places[starts[r]]` to `places[starts[r + 1] - 1]`. */
  places: Int32Array;
  starts: Int32Array;
  /** Baskets that hold each rank. */
  counts: Int32Array;
  codeOfRank: Int32Array;
  /** Baskets with at least one of the items. */
  basketCount: number;
  /** Sum over the baskets of the pairs in them: what it costs to look at each item's companions. */
  pairs: number;
}

/** Ranks the items and sorts each basket by rank, by counting sort: O(items + frequent items log frequent items). */
export function rankBaskets(baskets: Baskets, leastCount: number): RankedBaskets {
  const { items, offsets, labels } = baskets;
  const basketCount = basketCountOf(baskets);
  const countOfCode = new Int32Array(labels.length);
  for (let i = 0; i < items.length; i++) {
    const code = items[i] as number;
    countOfCode[code] = (countOfCode[code] as number) + 1;
  }
  const codeOfRank = Int32Array.from(countOfCode.keys())
    .filter((code) => (countOfCode[code] as number) >= leastCount)
    .sort((a, b) => (countOfCode[b] as number) - (countOfCode[a] as number) || a - b);
  const rankCount = codeOfRank.length;
  const rankOfCode = new Int32Array(labels.length).fill(END);
  const starts = new Int32Array(rankCount + 1);
  const counts = new Int32Array(rankCount);
  for (let rank = 0; rank < rankCount; rank++) {
    const code = codeOfRank[rank] as number;
    rankOfCode[code] = rank;
    counts[rank] = countOfCode[code] as number;
    starts[rank + 1] = (starts[rank] as number) + (counts[rank] as number);
  }

  // First the baskets of each rank, then, rank by rank, its place in each of them.
  const total = starts[rankCount] as number;
  const places = new Int32Array(total);
  const nextOfRank = starts.slice();
  const nextOfBasket = new Int32Array(basketCount);
  let pairs = 0;
  let end = 1;
  let held = 0;
  for (let b = 0; b < basketCount; b++) {
    let size = 0;
    for (let i = offsets[b] as number; i < (offsets[b + 1] as number); i++) {
      const rank = rankOfCode[items[i] as number] as number;
      if (rank === END) continue;
      const next = nextOfRank[rank] as number;
      places[next] = b;
      nextOfRank[rank] = next + 1;
      size++;
    }
    nextOfBasket[b] = end;
    if (size > 0) {
      end += size + 1;
      held++;
    }
    pairs += (size * (size - 1)) / 2;
  }
  const ranked = new Int32Array(end).fill(END);
  for (let rank = 0; rank < rankCount; rank++) {
    for (let i = starts[rank] as number; i < (starts[rank + 1] as number); i++) {
      const basket = places[i] as number;
      const place = nextOfBasket[basket] as number;
      ranked[place] = rank;
      places[i] = place;
      nextOfBasket[basket] = place + 1;
    }
  }
  return { items: ranked, places, starts, counts, codeOfRank, basketCount: held, pairs };
}
