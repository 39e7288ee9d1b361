import { type ActivityGroups, Joiner } from './activity-groups.ts';
import { type Follows, vertices } from './sub-log.ts';

/**
 * A body (group 0) that begins and ends every trace, and parts that lead from its ends back to its starts: components
 * of the rest, except those that are entered from a start that is no end, left to an end that is no start, or lead
 * back to some starts (come from some ends) but not to all; these belong to the body. Source: Leemans (2017), page 190.
 */
export function loopCut(follows: Follows): ActivityGroups | null {
  const { size, graph, start, end } = follows;
  const has = vertices(follows);
  const isBorder = (a: number) => start[a] !== 0 || end[a] !== 0;
  const joiner = new Joiner(size);
  let edges = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      if (graph[a * size + b] === 0) continue;
      edges++;
      if (!isBorder(a) && !isBorder(b)) joiner.join(a, b);
    }
  }
  if (edges === 0) return null;
  const { groupOf, groups } = joiner.groups((a) => has(a) && !isBorder(a));
  const inBody = new Uint8Array(groups);
  const starts: number[] = [];
  const ends: number[] = [];
  for (let a = 0; a < size; a++) {
    if (start[a] !== 0) starts.push(a);
    if (end[a] !== 0) ends.push(a);
  }
  for (let a = 0; a < size; a++) {
    const group = groupOf[a] as number;
    if (group < 0) continue;
    const toStarts = starts.filter((s) => graph[a * size + s] !== 0);
    const fromEnds = ends.filter((e) => graph[e * size + a] !== 0);
    const belongs =
      (toStarts.length > 0 && toStarts.length < starts.length) ||
      (fromEnds.length > 0 && fromEnds.length < ends.length) ||
      starts.some((s) => end[s] === 0 && graph[s * size + a] !== 0) ||
      ends.some((e) => start[e] === 0 && graph[a * size + e] !== 0);
    if (belongs) inBody[group] = 1;
  }
  const numberOf = new Int32Array(groups);
  let next = 1;
  for (let group = 0; group < groups; group++) numberOf[group] = inBody[group] === 1 ? 0 : next++;
  if (next === 1) return null;
  return {
    groupOf: groupOf.map((group, a) => (group >= 0 ? (numberOf[group] as number) : has(a) ? 0 : -1)),
    groups: next,
  };
}
