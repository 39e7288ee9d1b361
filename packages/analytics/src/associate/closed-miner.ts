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
  readonly #rankOfRow: Int32Array;
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
    this.#rankOfRow = new Int32Array(ranked.counts.length);
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
      else this.#rankOfRow[candidates++] = other;
    }
    if (!this.#maximalOnly || (candidates === 0 && tried.length === 0)) {
      this.#sink.add(this.#chosen, this.#length, count);
    }
    if (candidates === 0) return;
    this.#rankOfRow.subarray(0, candidates).sort((a, b) => (counts[a] as number) - (counts[b] as number));
    this.#rankOfRow.set(tried, candidates);
    this.#rows.length = 0;
    this.#rowCounts.length = 0;
    this.#tried.length = 0;
    for (let row = 0; row < candidates; row++) {
      this.#rows.push(row);
      this.#rowCounts.push(counts[this.#rankOfRow[row] as number] as number);
    }
    for (let row = candidates; row < candidates + tried.length; row++) this.#tried.push(row);
    this.#companions.project(rank, this.#rankOfRow, candidates, tried.length);
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
    if (depth === 0) tids.take(bits, row * words, words);
    else tids.intersect(level.tids, bits, row * words);
    for (let t = this.#tried.length - 1; t >= 0; t--) {
      if (tids.isWithin(bits, (this.#tried.values[t] as number) * words)) return false;
    }
    let length = level.length;
    this.#chosen[length++] = this.#rankOfRow[row] as number;
    rows.length = level.to;
    rowCounts.length = level.to;
    for (let j = i + 1; j < level.to; j++) {
      const other = rows.values[j] as number;
      const common = tids.countCommon(bits, other * words);
      if (common === count) this.#chosen[length++] = this.#rankOfRow[other] as number;
      else if (common >= this.#leastCount) {
        rows.push(other);
        rowCounts.push(common);
      }
    }
    const grows = rows.length > level.to;
    if (!this.#maximalOnly || (!grows && this.#isMaximal(tids))) this.#sink.add(this.#chosen, length, count);
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
  #isMaximal(tids: TidWords): boolean {
    const { bits, words } = this.#companions;
    for (let t = this.#tried.length - 1; t >= 0; t--) {
      if (tids.countCommon(bits, (this.#tried.values[t] as number) * words) >= this.#leastCount) return false;
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
