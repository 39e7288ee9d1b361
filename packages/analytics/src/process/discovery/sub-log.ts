import { TraceBag } from '../trace-bag.ts';

/** The part of a log that the miner looks at in one step of its recursion. */
export interface SubLog {
  /** Labels of the activities that occur, in order of text, so that the result does not depend on the log's order. */
  readonly labels: readonly string[];
  /** Distinct traces as places in `labels`. */
  readonly traces: readonly Int32Array[];
  /** Cases of each trace. */
  readonly counts: readonly number[];
}

/** What directly follows what in a sub-log, as a square matrix by place in `labels`. */
export interface Follows {
  readonly size: number;
  /** `graph[a * size + b]`: how often b directly follows a. */
  readonly graph: Float64Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/** Traces without those activities that do not occur, numbered anew. */
export function subLogOf(bag: TraceBag, labels: readonly string[]): SubLog {
  const occurs = new Uint8Array(labels.length);
  for (const trace of bag.traces) for (const a of trace) occurs[a] = 1;
  const places = new Int32Array(labels.length);
  const kept = labels.filter((_, a) => occurs[a] === 1);
  for (let a = 0, next = 0; a < labels.length; a++) if (occurs[a] === 1) places[a] = next++;
  return {
    labels: kept,
    traces: bag.traces.map((trace) => trace.map((a) => places[a] as number)),
    counts: bag.counts,
  };
}

/** Counts what directly follows what. O(distinct events + labels²). */
export function followsOf({ labels, traces, counts }: SubLog): Follows {
  const size = labels.length;
  const follows: Follows = {
    size,
    graph: new Float64Array(size * size),
    start: new Float64Array(size),
    end: new Float64Array(size),
  };
  for (const [i, trace] of traces.entries()) {
    if (trace.length === 0) continue;
    const count = counts[i] as number;
    add(follows.start, trace[0] as number, count);
    for (let e = 1; e < trace.length; e++)
      add(follows.graph, (trace[e - 1] as number) * size + (trace[e] as number), count);
    add(follows.end, trace.at(-1) as number, count);
  }
  return follows;
}

function add(array: Float64Array, at: number, count: number): void {
  array[at] = (array[at] as number) + count;
}

/**
 * The traces again, each of their activities kept or not, with repeated ones joined.
 */
export function project(sub: SubLog, keeps: (a: number) => boolean): SubLog {
  const bag = new TraceBag();
  for (const [i, trace] of sub.traces.entries()) {
    const kept = trace.filter(keeps);
    bag.add(kept, 0, kept.length, sub.counts[i] as number);
  }
  return subLogOf(bag, sub.labels);
}

/** Whether an activity is in the graph: a filtered one may have lost some. */
export function vertices({ size, graph, start, end }: Follows): (a: number) => boolean {
  const present = new Uint8Array(size);
  for (let a = 0; a < size; a++) {
    if (start[a] !== 0 || end[a] !== 0) present[a] = 1;
    for (let b = 0; b < size; b++) if (graph[a * size + b] !== 0) present[a] = present[b] = 1;
  }
  return (a) => present[a] === 1;
}
