/** The n-grams of one length that are frequent. */
export interface NgramLevel {
  /** Number of the n-gram that begins at each unit, -1 where none does or it is rare. */
  idAt: Int32Array;
  counts: Uint32Array;
  /** Where each n-gram begins: those of n-gram i are places[starts[i]] to places[starts[i + 1]], ascending. */
  starts: Uint32Array;
  places: Uint32Array;
}

/**
 * Counts runs of 1 to `maxLength` units, each length from the one before: a run can be frequent only if the run
 * without its first and the run without its last unit are (as Apriori has it), so rare ones are never named.
 */
export function countNgrams(
  units: Int32Array,
  unitCount: number,
  maxLength: number,
  minCount: number,
): NgramLevel[] {
  // Single units all count, for they are the parts of pairs.
  const levels = [levelOf(units, unitCount, 1)];
  for (let length = 2; length <= maxLength; length++) {
    const before = levels[length - 2] as NgramLevel;
    const numbers = new Map<number, number>();
    const idAt = new Int32Array(units.length).fill(-1);
    const breadth = before.counts.length;
    for (let i = 0; i + 1 < units.length; i++) {
      const left = before.idAt[i] as number;
      const right = before.idAt[i + 1] as number;
      if (left < 0 || right < 0) continue;
      const key = left * breadth + right;
      let id = numbers.get(key);
      if (id === undefined) {
        id = numbers.size;
        numbers.set(key, id);
      }
      idAt[i] = id;
    }
    const level = levelOf(idAt, numbers.size, minCount);
    if (level.counts.length === 0) break;
    levels.push(level);
  }
  return levels;
}

/** Drops the rare, numbers the rest anew, and lists their places (a counting sort). */
function levelOf(ids: Int32Array, count: number, minCount: number): NgramLevel {
  const counts = new Uint32Array(count);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    if (id >= 0) counts[id] = (counts[id] as number) + 1;
  }
  const renumbered = new Int32Array(count).fill(-1);
  const kept: number[] = [];
  for (let id = 0; id < count; id++) {
    if ((counts[id] as number) >= minCount) {
      renumbered[id] = kept.length;
      kept.push(counts[id] as number);
    }
  }
  const starts = new Uint32Array(kept.length + 1);
  for (let id = 0; id < kept.length; id++) starts[id + 1] = (starts[id] as number) + (kept[id] as number);
  const next = starts.slice();
  const places = new Uint32Array(starts[kept.length] as number);
  const idAt = new Int32Array(ids.length).fill(-1);
  for (let i = 0; i < ids.length; i++) {
    const old = ids[i] as number;
    const id = old < 0 ? -1 : (renumbered[old] as number);
    if (id < 0) continue;
    idAt[i] = id;
    places[next[id] as number] = i;
    next[id] = (next[id] as number) + 1;
  }
  return { idAt, counts: Uint32Array.from(kept), starts, places };
}
