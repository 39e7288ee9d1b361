import { requireInteger } from '../checks.ts';
import { type Baskets, basketCountOf, requireBaskets } from './baskets.ts';
import { Companions } from './companions.ts';
import { IntList } from './int-list.ts';
import { ItemsetSink } from './itemset-sink.ts';
import type { Itemsets } from './itemsets.ts';
import { itemsetLimitOf, leastCountOf, type SupportOptions } from './mining-options.ts';
import { type RankedBaskets, rankBaskets } from './ranked-baskets.ts';
import { TidWords } from './tid-words.ts';

/** What `frequentItemsets` is asked for. */
export interface FrequentItemsetsOptions extends SupportOptions {
  /** Most items of a set; default any number. */
  maxLength?: number;
}

/**
 * All sets of items that stand together in at least so many baskets.
 *
 * Depth first, as Eclat (Zaki, IEEE TKDE 12 (2000) 372) on bits: each item's companions among the more frequent items
 * are counted by walking its own baskets, then laid out as bits over these baskets only, and intersected (`Companions`
 * tells what is done where baskets are long and items few). Items in all baskets of a set are set aside and multiply the result instead of being tried again ("perfect extensions").
 * O(pairs within baskets), then for each set found about count / 32 words a candidate.
 *
 * @returns none for no baskets, or if no item is frequent; the empty set is never reported
 * @throws AnalyticsError if baskets are malformed, an option is out of range, or there are more than `maxItemsets`
 * @example frequentItemsets(readBaskets(text), { support: 0.01 });
 */
export function frequentItemsets(baskets: Baskets, options: FrequentItemsetsOptions): Itemsets {
  requireBaskets(baskets);
  const { maxLength = Number.POSITIVE_INFINITY } = options;
  if (maxLength !== Number.POSITIVE_INFINITY) requireInteger('options.maxLength', maxLength, 1);
  const basketCount = basketCountOf(baskets);
  const leastCount = leastCountOf(options, basketCount);
  const limit = itemsetLimitOf(options);
  const ranked = rankBaskets(baskets, leastCount);
  const sink = new ItemsetSink(ranked.codeOfRank, limit, leastCount);
  const miner = new FrequentMiner(ranked, sink, leastCount, maxLength);
  for (let rank = ranked.counts.length - 1; rank >= 0; rank--) miner.mine(rank);
  return sink.itemsets({ kind: 'frequent', labels: baskets.labels, basketCount, maxLength });
}

class FrequentMiner {
  readonly #counts: Int32Array;
  readonly #sink: ItemsetSink;
  readonly #leastCount: number;
  readonly #maxLength: number;
  readonly #companions: Companions;
  /** Ranks of the set at hand. */
  readonly #chosen: Int32Array;
  #length = 0;
  /** Ranks in all baskets of the set at hand: any of them may join it without changing its count. */
  readonly #perfect: Int32Array;
  #perfectLength = 0;
  /** Ranks of the rows of bits of the item at hand: of those laid out for it, or every rank its own. */
  #rankOfRow: Int32Array;
  readonly #candidates: Int32Array;
  readonly #everyRank: Int32Array;
  /** Baskets of the item at hand where rows are over all baskets. */
  #own: TidWords | null = null;
  /** Stack of candidates (rows) of each level, with their counts. */
  readonly #rows = new IntList();
  readonly #rowCounts = new IntList();
  readonly #levels: TidWords[] = [];

  constructor(ranked: RankedBaskets, sink: ItemsetSink, leastCount: number, maxLength: number) {
    this.#counts = ranked.counts;
    this.#sink = sink;
    this.#leastCount = leastCount;
    this.#maxLength = maxLength;
    this.#companions = new Companions(ranked);
    this.#chosen = new Int32Array(ranked.counts.length + 1);
    this.#perfect = new Int32Array(ranked.counts.length + 1);
    this.#candidates = new Int32Array(ranked.counts.length);
    this.#everyRank = Int32Array.from(ranked.counts.keys());
    this.#rankOfRow = this.#candidates;
  }

  /** All sets of this rank and more frequent ones. */
  mine(rank: number): void {
    const count = this.#counts[rank] as number;
    this.#chosen[0] = rank;
    this.#length = 1;
    this.#perfectLength = 0;
    if (this.#maxLength === 1) {
      this.#sink.add(this.#chosen, 1, count);
      return;
    }
    const companions = this.#companions;
    companions.countMoreFrequent(rank);
    let candidates = 0;
    for (let other = 0; other < rank; other++) {
      const common = companions.counts[other] as number;
      if (common < this.#leastCount) continue;
      if (common === count) this.#perfect[this.#perfectLength++] = other;
      else this.#candidates[candidates++] = other;
    }
    this.#report(count);
    if (candidates === 0) return;
    const ranks = this.#candidates.subarray(0, candidates);
    ranks.sort((a, b) => (companions.counts[a] as number) - (companions.counts[b] as number));
    this.#own = candidates > 1 && this.#maxLength > 2 ? companions.layOut(rank, ranks, false) : null;
    this.#rankOfRow = this.#own ? this.#everyRank : ranks;
    this.#rows.length = 0;
    this.#rowCounts.length = 0;
    for (let i = 0; i < candidates; i++) {
      const other = ranks[i] as number;
      this.#rows.push(this.#own ? other : i);
      this.#rowCounts.push(companions.counts[other] as number);
    }
    this.#extend(0, 0, candidates);
  }

  /** Adds each candidate of a level in turn, with those after it as candidates of the next level. */
  #extend(level: number, from: number, to: number): void {
    const rows = this.#rows;
    const rowCounts = this.#rowCounts;
    const { bits, words } = this.#companions;
    const perfectBefore = this.#perfectLength;
    for (let i = from; i < to; i++) {
      const row = rows.values[i] as number;
      const count = rowCounts.values[i] as number;
      this.#chosen[this.#length++] = this.#rankOfRow[row] as number;
      if (i + 1 === to || this.#length >= this.#maxLength) this.#report(count);
      else {
        const tids = this.#tidsOf(level, words);
        const above = level === 0 ? this.#own : (this.#levels[level - 1] as TidWords);
        if (above) tids.intersect(above, bits, row * words);
        else tids.take(bits, row * words, words);
        rows.length = to;
        rowCounts.length = to;
        const spare = count - this.#leastCount;
        for (let j = i + 1; j < to; j++) {
          const other = rows.values[j] as number;
          const missing = tids.countMissing(bits, other * words, spare);
          if (missing > spare) continue;
          if (missing === 0) this.#perfect[this.#perfectLength++] = this.#rankOfRow[other] as number;
          else {
            rows.push(other);
            rowCounts.push(count - missing);
          }
        }
        this.#report(count);
        if (rows.length > to) this.#extend(level + 1, to, rows.length);
        this.#perfectLength = perfectBefore;
      }
      this.#length--;
    }
  }

  #tidsOf(level: number, words: number): TidWords {
    const kept = this.#levels[level];
    if (kept && kept.words.length >= words) return kept;
    const made = new TidWords(2 * words);
    this.#levels[level] = made;
    return made;
  }

  /** Reports the set at hand with every choice of perfect items, unless it shows that there are too many sets. */
  #report(count: number): void {
    // All subsets of a frequent set are frequent, which bounds the depth of the recursion, too.
    if (2 ** this.#length > this.#sink.limit + 1) throw this.#sink.tooMany();
    if (this.#perfectLength === 0) {
      this.#sink.add(this.#chosen, this.#length, count);
      return;
    }
    const most = Math.min(this.#perfectLength, this.#maxLength - this.#length);
    if (subsetsUpTo(this.#perfectLength, most) > this.#sink.room) throw this.#sink.tooMany();
    this.#reportWithPerfect(0, count);
  }

  #reportWithPerfect(from: number, count: number): void {
    this.#sink.add(this.#chosen, this.#length, count);
    if (this.#length >= this.#maxLength) return;
    for (let i = from; i < this.#perfectLength; i++) {
      this.#chosen[this.#length++] = this.#perfect[i] as number;
      this.#reportWithPerfect(i + 1, count);
      this.#length--;
    }
  }
}

/** Subsets of at most `most` of `size` things. */
function subsetsUpTo(size: number, most: number): number {
  if (most >= size) return 2 ** size;
  let ways = 1;
  let total = 1;
  for (let k = 1; k <= most; k++) {
    ways *= (size - k + 1) / k;
    total += ways;
  }
  return total;
}
