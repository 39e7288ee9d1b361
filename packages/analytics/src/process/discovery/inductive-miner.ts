import { requireShare } from '../../checks.ts';
import { AnalyticsError } from '../../errors.ts';
import { distinctTraces, type Traces } from '../distinct-traces.ts';
import { activity, block, type ProcessTree, silent } from '../models/process-tree.ts';
import { reduceProcessTree } from '../models/reduce-process-tree.ts';
import { TraceBag } from '../trace-bag.ts';
import { type Division, fallThrough, type SearchBudget } from './fall-throughs.ts';
import { findCut } from './find-cut.ts';
import { splitLog } from './split-log.ts';
import { type Follows, followsOf, type SubLog, subLogOf } from './sub-log.ts';

/** Above this many activities, a picture helps nobody, and matrices of activity by activity grow large. */
const MOST_ACTIVITIES = 1000;
const SEARCH_BUDGET = 1_000_000_000;

/**
 * Discovers a process tree by dividing the log: find a cut of the directly-follows graph, split the log by it, go on
 * with each part. With noise 0 (variant IM) every trace of the log fits the tree. With noise above 0 (variant IMf),
 * where no cut is found, edges of at most `noise` times the strongest that leaves the same activity are set aside and
 * a cut is sought again, and skipping a part is allowed only if more than that share of the cases skip it: the tree
 * shows the main behaviour.
 *
 * Sources: Leemans, Fahland, van der Aalst, Discovering Block-Structured Process Models from Event Logs – A
 * Constructive Approach (2013) and … Containing Infrequent Behaviour (2014); details as in pm4py. The children of
 * choices and parallels come in the order of their texts, so the tree depends on what is in the log only.
 *
 * An empty log gives a silent step. Searching for an activity to set apart, cubic in the worst case, stops after 10⁹
 * steps in all; then the more general loop is taken, and every trace still fits. O(activities³ × depth) else.
 *
 * @param options.noise share in [0, 1], default 0; 0.2 is usual
 * @throws AnalyticsError if noise is outside [0, 1], the log has more than 1,000 activities, or is malformed
 * @example printProcessTree(inductiveMiner(log, { noise: 0.2 })); // "->( 'register', X( 'check', tau ), 'decide' )"
 */
export function inductiveMiner(log: Traces, { noise = 0 }: { noise?: number } = {}): ProcessTree {
  requireShare('options.noise', noise);
  const { traces, counts } = distinctTraces('log', log);
  const sorted = sortedPlaces(log.activities);
  const bag = new TraceBag();
  for (const [i, trace] of traces.entries()) {
    bag.add(
      trace.map((a) => sorted.placeOf[a] as number),
      0,
      trace.length,
      counts[i] as number,
    );
  }
  const sub = subLogOf(bag, sorted.labels);
  if (sub.labels.length > MOST_ACTIVITIES) {
    const have = `${sub.labels.length}; filter rare ones first`;
    throw new AnalyticsError('log.activities', `must be at most ${MOST_ACTIVITIES} that occur, not ${have}`);
  }
  return sortedTree(reduceProcessTree(mine(sub, noise, { left: SEARCH_BUDGET })));
}

function mine(whole: SubLog, noise: number, budget: SearchBudget): ProcessTree {
  const skips = whole.traces.findIndex((trace) => trace.length === 0);
  const sub = skips < 0 ? whole : without(whole, skips);
  if (skips >= 0) {
    const cases = whole.counts.reduce((a, b) => a + b, 0);
    if ((whole.counts[skips] as number) > noise * cases || sub.traces.length === 0) {
      return block('choice', silent, mine(sub, noise, budget));
    }
  }
  const [first, second] = sub.traces;
  if (!first) return silent;
  if (!second && first.length === 1) return activity(sub.labels[first[0] as number] as string);
  const { operator, parts } = divide(sub, noise, budget);
  return block(operator, ...parts.map((part) => mine(part, noise, budget)));
}

function divide(sub: SubLog, noise: number, budget: SearchBudget): Division {
  const follows = followsOf(sub);
  const cut = findCut(follows) ?? (noise > 0 ? findCut(withoutNoise(follows, noise)) : null);
  return cut ? { operator: cut.operator, parts: splitLog(sub, cut) } : fallThrough(sub, budget);
}

/** The graph without edges that are weak beside the strongest way to leave the same activity, ending included. */
function withoutNoise(follows: Follows, noise: number): Follows {
  const { size, end } = follows;
  const graph = follows.graph.slice();
  for (let a = 0; a < size; a++) {
    const row = graph.subarray(a * size, (a + 1) * size);
    let strongest = end[a] as number;
    for (const count of row) strongest = Math.max(strongest, count);
    for (let b = 0; b < size; b++) if ((row[b] as number) <= noise * strongest) row[b] = 0;
  }
  return { ...follows, graph };
}

function without({ labels, traces, counts }: SubLog, place: number): SubLog {
  return {
    labels,
    traces: traces.filter((_, i) => i !== place),
    counts: counts.filter((_, i) => i !== place),
  };
}

/** Labels in order of text, each once, and where each of the given ones is among them. */
function sortedPlaces(activities: readonly string[]): { labels: string[]; placeOf: Int32Array } {
  const labels = [...new Set(activities)].sort();
  const places = new Map(labels.map((label, i) => [label, i]));
  return { labels, placeOf: Int32Array.from(activities, (label) => places.get(label) as number) };
}

/** Orders children whose order means nothing by the first label within; silent steps come last. */
function sortedTree(tree: ProcessTree): ProcessTree {
  if (!('children' in tree)) return tree;
  const children = tree.children.map(sortedTree);
  if (tree.kind === 'sequence' || tree.kind === 'loop') return block(tree.kind, ...children);
  const keyed = children.map((child) => ({ child, key: leastLabel(child) }));
  keyed.sort((x, y) => (x.key === null ? 1 : y.key === null || x.key < y.key ? -1 : 1));
  return block(tree.kind, ...keyed.map(({ child }) => child));
}

function leastLabel(tree: ProcessTree): string | null {
  if (tree.kind === 'activity') return tree.label;
  let least: string | null = null;
  for (const child of 'children' in tree ? tree.children : []) {
    const label = leastLabel(child);
    if (label !== null && (least === null || label < least)) least = label;
  }
  return least;
}
