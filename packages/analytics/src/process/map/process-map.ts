import { requireShare } from '../../checks.ts';
import type { EventLog } from '../event-log.ts';
import { filterActivities } from '../filter/filter-activities.ts';
import { directlyFollows } from '../performance/directly-follows.ts';
import type { DurationSummary } from '../performance/duration-summary.ts';
import { widestPaths } from './widest-paths.ts';

/**
 * A process as a drawing needs it: few enough nodes and edges to be read, and every node on a way through. Nodes and
 * edges are of the form that `layoutLayered` takes.
 */
export interface ProcessMap {
  /** The start, the activities from the most to the least frequent, the end. Empty for a log without events. */
  nodes: ProcessMapNode[];
  /** From the most to the least frequent. */
  edges: ProcessMapEdge[];
  /** Activities and edges that are not shown. */
  hiddenActivities: number;
  hiddenEdges: number;
  /** Part of the events, and of the moves between shown activities, that the map shows; 1 for an empty log. */
  eventShare: number;
  moveShare: number;
}

export interface ProcessMapNode {
  /** `start`, `end`, or `a` and the place in the log's `activities`: `a7`. */
  id: string;
  kind: 'start' | 'activity' | 'end';
  /** Name of the activity; empty for start and end. */
  label: string;
  count: number;
  cases: number;
  /** Milliseconds from the start to the end of the work; null if unknown. */
  working: DurationSummary | null;
}

export interface ProcessMapEdge {
  /** Ids of nodes. */
  from: string;
  to: string;
  count: number;
  /** The count again, as layouts call it. */
  weight: number;
  cases: number;
  /** Milliseconds, as in `directlyFollows`; null at start and end and without times. */
  time: DurationSummary | null;
  /** Kept because a node would be cut off without it, whatever `pathShare` says. */
  backbone: boolean;
}

export interface ProcessMapOptions {
  /** Part of the activities to show, the most frequent first, 0 to 1; at least one is shown. Default 1. */
  activityShare?: number;
  /** Part of the edges to show, the most frequent first, 0 to 1, besides those that hold the map together. Default 1. */
  pathShare?: number;
}

/**
 * A process map: the directly-follows graph with a start and an end, made simpler by two sliders. Events of
 * activities that are not shown are left out before counting, so every number on the map is true of what it shows:
 * an edge means "the next thing shown". Every node stays on a way from start to end: the widest ways (those whose
 * rarest edge is the most frequent) are always kept. O(events + edges log edges + activities²).
 *
 * @throws AnalyticsError if a share is outside [0, 1]
 * @example
 * const { nodes, edges } = processMap(log, { activityShare: 0.5, pathShare: 0.2 });
 * layoutLayered(nodes, edges);
 */
export function processMap(
  log: EventLog,
  { activityShare = 1, pathShare = 1 }: ProcessMapOptions = {},
): ProcessMap {
  requireShare('options.activityShare', activityShare);
  requireShare('options.pathShare', pathShare);
  const whole = directlyFollows(log, { times: false });
  if (whole.nodes.length === 0)
    return { nodes: [], edges: [], hiddenActivities: 0, hiddenEdges: 0, eventShare: 1, moveShare: 1 };
  const shown = Math.max(1, Math.round(activityShare * whole.nodes.length));
  const names = whole.nodes.slice(0, shown).map(({ name }) => name);
  const part = shown === whole.nodes.length ? log : filterActivities(log, names, { keep: 'events' });
  const { nodes, edges, cases } = directlyFollows(part);

  // Nodes as small numbers: activities, then the start, then the end.
  const start = nodes.length;
  const end = start + 1;
  const place = new Map(nodes.map((node, i) => [node.activity, i]));
  const all = edges.map((edge) => ({
    ...edge,
    from: place.get(edge.source) as number,
    to: place.get(edge.target) as number,
  }));
  for (const [i, node] of nodes.entries()) {
    const bound = { source: node.activity, target: node.activity, time: null };
    if (node.starts > 0) all.push({ ...bound, from: start, to: i, count: node.starts, cases: node.starts });
    if (node.ends > 0) all.push({ ...bound, from: i, to: end, count: node.ends, cases: node.ends });
  }
  all.sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to);
  const backbone = new Set([
    ...widestPaths(nodes.length + 2, all, start),
    ...widestPaths(
      nodes.length + 2,
      all.map(({ from, to, count }) => ({ from: to, to: from, count })),
      end,
    ),
  ]);
  const frequent = Math.round(pathShare * all.length);
  const kept = all.map((edge, i) => ({ edge, i })).filter(({ i }) => i < frequent || backbone.has(i));
  const idOf = (i: number) => (i === start ? 'start' : i === end ? 'end' : `a${nodes[i]?.activity}`);
  const bound = { label: '', count: cases, cases, working: null };
  const moves = (list: { count: number }[]) => list.reduce((sum, { count }) => sum + count, 0);
  return {
    nodes: [
      { id: 'start', kind: 'start', ...bound },
      ...nodes.map(({ name, count, cases: having, working }, i): ProcessMapNode => {
        return { id: idOf(i), kind: 'activity', label: name, count, cases: having, working };
      }),
      { id: 'end', kind: 'end', ...bound },
    ],
    edges: kept.map(({ edge, i }) => ({
      from: idOf(edge.from),
      to: idOf(edge.to),
      count: edge.count,
      weight: edge.count,
      cases: edge.cases,
      time: edge.time,
      backbone: backbone.has(i),
    })),
    hiddenActivities: whole.nodes.length - shown,
    hiddenEdges: all.length - kept.length,
    eventShare: part.activity.length / log.activity.length,
    moveShare: moves(kept.map(({ edge }) => edge)) / moves(all),
  };
}
