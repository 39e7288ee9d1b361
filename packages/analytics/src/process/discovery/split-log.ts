import { TraceBag } from '../trace-bag.ts';
import type { Cut } from './find-cut.ts';
import { type SubLog, subLogOf } from './sub-log.ts';

/**
 * One sub-log a part of the cut. Events that do not belong where the cut puts them, which only a filtered graph or a
 * part that was dropped leaves over, are left out. Source: Leemans (2017), 6.1.2 and 6.2. O(distinct events × parts).
 */
export function splitLog(sub: SubLog, cut: Cut): SubLog[] {
  const bags = Array.from({ length: cut.groups }, () => new TraceBag());
  const split = { choice: splitChoice, sequence: splitSequence, parallel: splitParallel, loop: splitLoop }[
    cut.operator
  ];
  for (const [i, trace] of sub.traces.entries()) split(trace, sub.counts[i] as number, cut, bags);
  return bags.map((bag) => subLogOf(bag, sub.labels));
}

type Split = (trace: Int32Array, count: number, cut: Cut, bags: readonly TraceBag[]) => void;

/** The whole trace goes to the part that has most of its events. */
const splitChoice: Split = (trace, count, { groupOf, groups }, bags) => {
  const events = new Int32Array(groups);
  for (const a of trace) if ((groupOf[a] as number) >= 0) events[groupOf[a] as number]! += 1;
  let best = 0;
  for (let group = 1; group < groups; group++) {
    if ((events[group] as number) >= (events[best] as number)) best = group;
  }
  add(
    bags[best],
    trace.filter((a) => groupOf[a] === best),
    count,
  );
};

/** Each part takes the prefix of what is left with the best balance of own events against those of later parts. */
const splitSequence: Split = (trace, count, { groupOf, groups }, bags) => {
  let from = 0;
  for (let group = 0; group < groups; group++) {
    let to = from;
    let least = 0;
    for (let i = from, cost = 0; i < trace.length; i++) {
      const of = groupOf[trace[i] as number] as number;
      if (of === group) cost--;
      else if (of < 0 || of > group) cost++;
      if (cost >= least) continue;
      least = cost;
      to = i + 1;
    }
    add(
      bags[group],
      trace.subarray(from, to).filter((a) => groupOf[a] === group),
      count,
    );
    from = to;
  }
};

const splitParallel: Split = (trace, count, { groupOf, groups }, bags) => {
  for (let group = 0; group < groups; group++)
    add(
      bags[group],
      trace.filter((a) => groupOf[a] === group),
      count,
    );
};

/** Runs of the body's events, and between them runs of others, each for the part most of whose activities it has. */
const splitLoop: Split = (trace, count, { groupOf, groups }, bags) => {
  const known = trace.filter((a) => (groupOf[a] as number) >= 0);
  const isBody = (i: number) => groupOf[known[i] as number] === 0;
  let bodyEnded = true;
  for (let from = 0; from < known.length; ) {
    let to = from;
    while (to < known.length && isBody(to) === isBody(from)) to++;
    const run = known.subarray(from, to);
    add(bags[isBody(from) ? 0 : closestPart(run, groupOf, groups)], run, count);
    bodyEnded = isBody(from);
    from = to;
  }
  // A trace that ends within a part that leads back still needs the body once more, if empty.
  if (!bodyEnded || known.length === 0) add(bags[0], new Int32Array(0), count);
};

function closestPart(run: Int32Array, groupOf: Int32Array, groups: number): number {
  const activities = new Int32Array(groups);
  for (const a of new Set(run)) activities[groupOf[a] as number]! += 1;
  let best = 1;
  for (let group = 2; group < groups; group++) {
    if ((activities[group] as number) >= (activities[best] as number)) best = group;
  }
  return best;
}

function add(bag: TraceBag | undefined, trace: Int32Array, count: number): void {
  bag?.add(trace, 0, trace.length, count);
}
