import type { EventLog } from '../event-log.ts';
import { caseDurations } from '../performance/case-durations.ts';

/** One way through the process: an order of activities, and the cases that took it. */
export interface Variant {
  /** Places in the log's `activities`, in order. */
  activities: Int32Array;
  count: number;
  /** Part of all cases, 0 to 1. */
  share: number;
  /** This and all more frequent ones together, 0 to 1. */
  cumulativeShare: number;
  /** The cases, by their places in the log. */
  cases: Int32Array;
  /** Mean and median time of a case in milliseconds; null if no case of it has a time. */
  meanDuration: number | null;
  medianDuration: number | null;
  /** The case in the middle by time (of an even number the quicker), or the first if no case has a time. */
  typicalCase: number;
}

/** The variants of a log. */
export interface Variants {
  /** The most frequent first; equally frequent ones in order of first appearance. */
  variants: Variant[];
  /** Per case: its place in `variants`. */
  variantOf: Int32Array;
}

/**
 * The variants of a log: cases with the same activities in the same order, together. Orders are compared as numbers
 * through a hash table, never as joined text. O(events + cases log cases).
 *
 * @example variants(log).variants.slice(0, 10).map(({ share }) => share);
 */
export function variants(log: EventLog): Variants {
  const { count, variantOf, example } = groupCases(log);
  const cases = variantOf.length;
  const start = new Int32Array(count + 1);
  for (let c = 0; c < cases; c++) {
    const v = variantOf[c] as number;
    start[v + 1] = (start[v + 1] as number) + 1;
  }
  for (let v = 0; v < count; v++) start[v + 1] = (start[v + 1] as number) + (start[v] as number);
  const members = new Int32Array(cases);
  const next = start.slice(0, count);
  for (let c = 0; c < cases; c++) {
    const v = variantOf[c] as number;
    const place = next[v] as number;
    next[v] = place + 1;
    members[place] = c;
  }
  const size = (v: number) => (start[v + 1] as number) - (start[v] as number);
  const order = Int32Array.from({ length: count }, (_, v) => v).sort((a, b) => size(b) - size(a) || a - b);
  const rank = new Int32Array(count);
  for (let i = 0; i < count; i++) rank[order[i] as number] = i;
  const durations = caseDurations(log);
  const orders = ordersOf(log, order, example);
  let running = 0;
  let at = 0;
  const list = Array.from(order, (v): Variant => {
    const own = members.subarray(start[v], start[v + 1]);
    running += own.length;
    const from = at;
    at += eventsOf(log, example[v] as number);
    return {
      activities: orders.subarray(from, at),
      count: own.length,
      share: own.length / cases,
      cumulativeShare: running / cases,
      cases: own,
      ...durationsOf(own, durations),
    };
  });
  return { variants: list, variantOf: variantOf.map((v) => rank[v] as number) };
}

function eventsOf(log: EventLog, c: number): number {
  return (log.caseStart[c + 1] as number) - (log.caseStart[c] as number);
}

/** The activities of all variants, one after another: one array to allocate, not a hundred thousand. */
function ordersOf(log: EventLog, order: Int32Array, example: readonly number[]): Int32Array {
  let size = 0;
  for (const c of example) size += eventsOf(log, c);
  const all = new Int32Array(size);
  let at = 0;
  for (const v of order) {
    const c = example[v] as number;
    for (let e = log.caseStart[c] as number; e < (log.caseStart[c + 1] as number); e++)
      all[at++] = log.activity[e] as number;
  }
  return all;
}

function durationsOf(
  cases: Int32Array,
  durations: Float64Array,
): Pick<Variant, 'meanDuration' | 'medianDuration' | 'typicalCase'> {
  if (cases.length === 1) {
    const only = cases[0] as number;
    const duration = Number.isNaN(durations[only]) ? null : (durations[only] as number);
    return { meanDuration: duration, medianDuration: duration, typicalCase: only };
  }
  const timed = cases.filter((c) => !Number.isNaN(durations[c]));
  if (timed.length === 0)
    return { meanDuration: null, medianDuration: null, typicalCase: cases[0] as number };
  let total = 0;
  for (let i = 0; i < timed.length; i++) total += durations[timed[i] as number] as number;
  timed.sort((a, b) => (durations[a] as number) - (durations[b] as number) || a - b);
  const low = timed[(timed.length - 1) >> 1] as number;
  const high = timed[timed.length >> 1] as number;
  return {
    meanDuration: total / timed.length,
    medianDuration: ((durations[low] as number) + (durations[high] as number)) / 2,
    typicalCase: low,
  };
}

/** Numbers the orders of activities by first appearance: per case its number, per number the first case with it. */
function groupCases(log: EventLog): { count: number; variantOf: Int32Array; example: number[] } {
  const { activity, caseStart } = log;
  const cases = caseStart.length - 1;
  const variantOf = new Int32Array(cases);
  const example: number[] = [];
  const hashes: number[] = [];
  // Open addressing in a table at most half full; 0 is empty, else number + 1.
  let table = new Int32Array(1024);
  for (let c = 0; c < cases; c++) {
    const from = caseStart[c] as number;
    const to = caseStart[c + 1] as number;
    const hash = hashOf(activity, from, to);
    let slot = hash & (table.length - 1);
    for (;;) {
      const found = (table[slot] as number) - 1;
      if (found < 0) {
        variantOf[c] = example.length;
        example.push(c);
        hashes.push(hash);
        table[slot] = example.length;
        if (example.length * 2 > table.length) table = rehashed(hashes, table.length * 2);
        break;
      }
      const other = example[found] as number;
      if (
        hashes[found] === hash &&
        sameOrder(activity, from, to, caseStart[other] as number, caseStart[other + 1] as number)
      ) {
        variantOf[c] = found;
        break;
      }
      slot = (slot + 1) & (table.length - 1);
    }
  }
  return { count: example.length, variantOf, example };
}

function hashOf(activity: Int32Array, from: number, to: number): number {
  let hash = to - from;
  for (let e = from; e < to; e++) {
    hash = Math.imul(hash ^ (activity[e] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash ^ (hash >>> 13), 0x85ebca6b) ^ (hash >>> 16);
}

function sameOrder(activity: Int32Array, from: number, to: number, other: number, otherTo: number): boolean {
  if (to - from !== otherTo - other) return false;
  for (let i = from, j = other; i < to; i++, j++) if (activity[i] !== activity[j]) return false;
  return true;
}

function rehashed(hashes: readonly number[], size: number): Int32Array<ArrayBuffer> {
  const table = new Int32Array(size);
  for (let v = 0; v < hashes.length; v++) {
    let slot = (hashes[v] as number) & (size - 1);
    while (table[slot] !== 0) slot = (slot + 1) & (size - 1);
    table[slot] = v + 1;
  }
  return table;
}
