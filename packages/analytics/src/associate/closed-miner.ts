import { Companions } from './companions.ts';
import { IntList } from './int-list.ts';
import type { ItemsetSink } from './itemset-sink.ts';
import type { RankedBaskets } from './ranked-baskets.ts';
import { TidWords } from './tid-words.ts';

const NONE = -1;

/** One set on the way down, with the sets it may still grow by. */
interface Level {
  tids: TidWords;
  /** Its candidates in the stack, the next of them to try, and where they end. */
  next: number;
  to: number;
  /** Length of the set, and of the list of items tried before, as they are on this level. */
  length: number;
  tried: number;
  /** The candidate whose sets are being found below: it counts as tried for those after it, not for its own. */
  current: number;
}

/**
 * Finds closed sets (no further item is in all their baskets) without finding the others, each once: a set is left
 * out where an item tried before is in all its baskets, for then its closure was found under that item. Source:
 * Lucchese, Orlando, Perego, "Fast and memory efficient mining of frequent closed itemsets", IEEE TKDE 18 (2006) 21.
 * Levels are kept in a list, not on the call stack: chains of closed sets can be as long as there are baskets.
 */
export class ClosedMiner {
  readonly #counts: Int32Array;
  readonly #sink: ItemsetSink;
  readonly #leastCount: number;
  /** Whether to report only those that no frequent set contains. */
  readonly #maximalOnly: boolean;
  readonly #companions: Companions;
  readonly #chosen: Int32Array;
  #length = 0;
  /** Ranks of the rows of bits of the item at hand: of those laid out for it, or every rank its own. */
  #rankOfRow: Int32Array;
  readonly #companionRanks: Int32Array;
  readonly #everyRank: Int32Array;
  /** Baskets of the item at hand where rows are over all baskets. */
  #own: TidWords | null = null;
  readonly #rows = new IntList();
  readonly #rowCounts = new IntList();
  /** Rows of the items tried before, which must not be in all baskets of a set. */
  readonly #tried = new IntList();
  readonly #levels: Level[] = [];

  constructor(ranked: RankedBaskets, sink: ItemsetSink, leastCount: number, maximalOnly: boolean) {
    this.#counts = ranked.counts;
    this.#sink = sink;
    this.#leastCount = leastCount;
    this.#maximalOnly = maximalOnly;
    this.#companions = new Companions(ranked);
    this.#chosen = new Int32Array(ranked.counts.length + 1);
    this.#companionRanks = new Int32Array(ranked.counts.length);
    this.#everyRank = Int32Array.from(ranked.counts.keys());
    this.#rankOfRow = this.#companionRanks;
  }

  /** All closed sets of this rank and more frequent ones. */
  mine(rank: number): void {
    const { counts } = this.#companions;
    const count = this.#counts[rank] as number;
    this.#companions.countLessFrequent(rank);
    const tried: number[] = [];
    for (let other = rank + 1; other < counts.length; other++) {
      const common = counts[other] as number;
      if (common === count) return;
      if (common >= this.#leastCount) tried.push(other);
    }
    this.#companions.countMoreFrequent(rank);
    this.#chosen[0] = rank;
    this.#length = 1;
    let candidates = 0;
    for (let other = 0; other < rank; other++) {
      const common = counts[other] as number;
      if (common < this.#leastCount) continue;
      if (common === count) this.#chosen[this.#length++] = other;
      else this.#companionRanks[candidates++] = other;
    }
    if (!this.#maximalOnly || (candidates === 0 && tried.length === 0)) {
      this.#sink.add(this.#chosen, this.#length, count);
    }
    if (candidates === 0) return;
    const ranks = this.#companionRanks.subarray(0, candidates + tried.length);
    ranks.subarray(0, candidates).sort((a, b) => (counts[a] as number) - (counts[b] as number));
    ranks.set(tried, candidates);
    this.#own = this.#companions.layOut(rank, ranks, tried.length > 0);
    this.#rankOfRow = this.#own ? this.#everyRank : ranks;
    this.#rows.length = 0;
    this.#rowCounts.length = 0;
    this.#tried.length = 0;
    for (let i = 0; i < ranks.length; i++) {
      const other = ranks[i] as number;
      const row = this.#own ? other : i;
      if (i >= candidates) this.#tried.push(row);
      else {
        this.#rows.push(row);
        this.#rowCounts.push(counts[other] as number);
      }
    }
    this.#descend(candidates);
  }

  #descend(candidates: number): void {
    let depth = 0;
    const top = this.#level(0);
    top.next = 0;
    top.to = candidates;
    top.length = this.#length;
    top.tried = this.#tried.length;
    top.current = NONE;
    while (depth >= 0) {
      const level = this.#levels[depth] as Level;
      if (level.current !== NONE) this.#tried.push(level.current);
      level.current = NONE;
      if (level.next === level.to) {
        // The items tried below are no bar to what comes beside this set.
        this.#tried.length = level.tried;
        depth--;
      } else if (this.#tryNext(depth, level)) depth++;
    }
  }

  /** Adds the next candidate and closes the set; says whether there is a level below to go on with. */
  #tryNext(depth: number, level: Level): boolean {
    const { bits, words } = this.#companions;
    const rows = this.#rows;
    const rowCounts = this.#rowCounts;
    const i = level.next++;
    const row = rows.values[i] as number;
    const count = rowCounts.values[i] as number;
    const below = this.#level(depth + 1);
    const { tids } = below;
    const above = depth === 0 ? this.#own : level.tids;
    if (above) tids.intersect(above, bits, row * words);
    else tids.take(bits, row * words, words);
    for (let t = this.#tried.length - 1; t >= 0; t--) {
      if (tids.isWithin(bits, (this.#tried.values[t] as number) * words)) return false;
    }
    let length = level.length;
    this.#chosen[length++] = this.#rankOfRow[row] as number;
    rows.length = level.to;
    rowCounts.length = level.to;
    const spare = count - this.#leastCount;
    for (let j = i + 1; j < level.to; j++) {
      const other = rows.values[j] as number;
      const missing = tids.countMissing(bits, other * words, spare);
      if (missing === 0) this.#chosen[length++] = this.#rankOfRow[other] as number;
      else if (missing <= spare) {
        rows.push(other);
        rowCounts.push(count - missing);
      }
    }
    const grows = rows.length > level.to;
    if (!this.#maximalOnly || (!grows && this.#isMaximal(tids, spare)))
      this.#sink.add(this.#chosen, length, count);
    level.current = row;
    if (grows) {
      below.next = level.to;
      below.to = rows.length;
      below.length = length;
      below.tried = this.#tried.length;
      below.current = NONE;
    }
    return grows;
  }

  /** Whether no item tried before makes a frequent set with these baskets. */
  #isMaximal(tids: TidWords, spare: number): boolean {
    const { bits, words } = this.#companions;
    for (let t = this.#tried.length - 1; t >= 0; t--) {
      if (tids.countMissing(bits, (this.#tried.values[t] as number) * words, spare) <= spare) return false;
    }
    return true;
  }

  #level(depth: number): Level {
    const { words } = this.#companions;
    const kept = this.#levels[depth];
    if (kept && kept.tids.words.length >= words) return kept;
    const made = { tids: new TidWords(2 * words), next: 0, to: 0, length: 0, tried: 0, current: NONE };
    this.#levels[depth] = made;
    return made;
  }
}
