import type { TreeOperator } from '../models/process-tree.ts';
import { TraceBag } from '../trace-bag.ts';
import { findCut } from './find-cut.ts';
import { followsOf, project, type SubLog, subLogOf } from './sub-log.ts';

/** An operator and the logs of its children. */
export interface Division {
  operator: TreeOperator;
  parts: readonly SubLog[];
}

/** How much searching for an activity to set apart may cost in one run of the miner, in matrix cells and events. */
export interface SearchBudget {
  left: number;
}

const nothing: SubLog = { labels: [], traces: [], counts: [] };

/**
 * What to do where no cut is found: the first that applies of an activity once in every trace, an activity without
 * which there is a cut, a loop at the borders, a loop at the starts, and the flower that allows everything. All keep
 * every trace possible. Source: Leemans (2017), 6.1.4; order as in pm4py.
 */
export function fallThrough(sub: SubLog, budget: SearchBudget): Division {
  const apart = onceInEveryTrace(sub) ?? leavesCut(sub, budget);
  if (apart !== null) {
    const only = project(sub, (a) => a === apart);
    return { operator: 'parallel', parts: [only, project(sub, (a) => a !== apart)] };
  }
  const rounds = splitAtStarts(sub, true) ?? splitAtStarts(sub, false);
  return { operator: 'loop', parts: [rounds ?? flower(sub), nothing] };
}

function onceInEveryTrace({ labels, traces }: SubLog): number | null {
  const always = new Uint8Array(labels.length).fill(1);
  for (const trace of traces) {
    const times = new Int32Array(labels.length);
    for (const a of trace) times[a]! += 1;
    for (let a = 0; a < labels.length; a++) if (times[a] !== 1) always[a] = 0;
  }
  const found = always.indexOf(1);
  return found < 0 ? null : found;
}

function leavesCut(sub: SubLog, budget: SearchBudget): number | null {
  const size = sub.labels.length;
  // What findCut does with the matrix, bits counted as words, and what counting the events takes.
  const events = sub.traces.reduce((sum, trace) => sum + trace.length, 0);
  const cost = size * size * (8 + size / 32) + 4 * events;
  for (let candidate = 0; candidate < size; candidate++) {
    budget.left -= cost;
    if (budget.left < 0) return null;
    if (findCut(followsOf(project(sub, (a) => a !== candidate)))) return candidate;
  }
  return null;
}

/** Traces cut before every start activity, if `strict` only where it comes after an end; null if none was cut. */
function splitAtStarts(sub: SubLog, strict: boolean): SubLog | null {
  const { start, end } = followsOf(sub);
  const bag = new TraceBag();
  let isCut = false;
  for (const [i, trace] of sub.traces.entries()) {
    let from = 0;
    for (let e = 1; e < trace.length; e++) {
      if (start[trace[e] as number] === 0 || (strict && end[trace[e - 1] as number] === 0)) continue;
      bag.add(trace, from, e, sub.counts[i] as number);
      from = e;
      isCut = true;
    }
    bag.add(trace, from, trace.length, sub.counts[i] as number);
  }
  return isCut ? subLogOf(bag, sub.labels) : null;
}

function flower({ labels }: SubLog): SubLog {
  return { labels, traces: labels.map((_, a) => Int32Array.of(a)), counts: labels.map(() => 1) };
}
