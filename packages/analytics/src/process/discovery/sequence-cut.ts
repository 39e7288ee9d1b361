import { type ActivityGroups, Joiner, renumber } from './activity-groups.ts';
import { reachability } from './reachability.ts';
import { type Follows, vertices } from './sub-log.ts';

/**
 * Parts of which each can be reached from those before and from none after; then, parts that can only be skipped
 * together are joined, so that the model does not allow skipping one alone. Source: Leemans (2017), pages 188 and 233.
 */
export function sequenceCut(follows: Follows): ActivityGroups | null {
  const { size } = follows;
  const has = vertices(follows);
  const reaches = reachability(follows);
  const joiner = new Joiner(size);
  for (let a = 0; a < size; a++) {
    if (!has(a)) continue;
    // Neither or both reachable: they are not in an order.
    for (let b = a + 1; b < size; b++) if (has(b) && reaches(a, b) === reaches(b, a)) joiner.join(a, b);
  }
  const joined = joiner.groups(has);
  if (joined.groups < 2) return null;
  const first = new Array<number>(joined.groups);
  for (let a = size - 1; a >= 0; a--) if (has(a)) first[joined.groupOf[a] as number] = a;
  const order = first.map((_, group) => group);
  order.sort((x, y) => (reaches(first[x] as number, first[y] as number) ? -1 : 1));
  return joinSkippable(follows, renumber(joined, order));
}

/** Joins a part that some trace passes by with those neighbours that such traces pass by as well. */
function joinSkippable({ size, graph, start, end }: Follows, cut: ActivityGroups): ActivityGroups | null {
  const { groups } = cut;
  const groupOf = cut.groupOf.slice();
  /** Earliest part that a part is entered from, and latest that it is left to. */
  const from = new Array<number>(groups).fill(Number.POSITIVE_INFINITY);
  const to = new Array<number>(groups).fill(Number.NEGATIVE_INFINITY);
  const edges: [number, number][] = [];
  for (let a = 0; a < size; a++) {
    const group = groupOf[a] as number;
    if (group < 0) continue;
    if (start[a] !== 0) from[group] = Number.NEGATIVE_INFINITY;
    if (end[a] !== 0) to[group] = Number.POSITIVE_INFINITY;
    for (let b = 0; b < size; b++) {
      if (graph[a * size + b] === 0) continue;
      edges.push([a, b]);
      const next = groupOf[b] as number;
      from[next] = Math.min(from[next] as number, group);
      to[group] = Math.max(to[group] as number, next);
    }
  }
  const moveAll = (source: number, target: number) => {
    for (let a = 0; a < size; a++) if (groupOf[a] === source) groupOf[a] = target;
  };
  const isPassedBy = (part: number) =>
    edges.some(([a, b]) => (groupOf[a] as number) < part && (groupOf[b] as number) > part) ||
    groupOf.some(
      (group, a) => (group > part && start[a] !== 0) || (group >= 0 && group < part && end[a] !== 0),
    );
  for (let part = 0; part < groups; part++) {
    if (!isPassedBy(part)) continue;
    for (let q = part - 1; q >= 0 && (to[q] as number) <= part; q--) moveAll(q, part);
    for (let q = part + 1; q < groups && (from[q] as number) >= part; q++) moveAll(q, part);
  }
  const left = [...new Set(groupOf)].filter((group) => group >= 0).sort((a, b) => a - b);
  return left.length > 1 ? renumber({ groupOf, groups }, left) : null;
}
