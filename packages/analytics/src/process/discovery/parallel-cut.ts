import { type ActivityGroups, Joiner } from './activity-groups.ts';
import { type Follows, vertices } from './sub-log.ts';

/**
 * Parts of which any activity follows any of another part, both ways, and each of which begins and ends some trace: a
 * part that does not is joined with the one before, smallest parts first. Source: Leemans (2017), page 189.
 */
export function parallelCut(follows: Follows): ActivityGroups | null {
  const { size, graph, start, end } = follows;
  const has = vertices(follows);
  const joiner = new Joiner(size);
  for (let a = 0; a < size; a++) {
    if (!has(a)) continue;
    for (let b = a + 1; b < size; b++) {
      if (has(b) && (graph[a * size + b] === 0 || graph[b * size + a] === 0)) joiner.join(a, b);
    }
  }
  const cut = joiner.groups(has);
  if (cut.groups < 2) return null;
  let parts = Array.from({ length: cut.groups }, (_, group) => ({
    groups: [group],
    size: 0,
    starts: false,
    ends: false,
  }));
  for (let a = 0; a < size; a++) {
    const part = parts[cut.groupOf[a] as number];
    if (!part) continue;
    part.size++;
    part.starts ||= start[a] !== 0;
    part.ends ||= end[a] !== 0;
  }
  parts = parts.sort((x, y) => x.size - y.size);
  for (let i = 0; i < parts.length && parts.length > 1; ) {
    const part = parts[i] as (typeof parts)[number];
    if (part.starts && part.ends) {
      i++;
      continue;
    }
    parts.splice(i, 1);
    const target = parts[Math.max(0, i - 1)] as typeof part;
    target.groups.push(...part.groups);
    target.starts ||= part.starts;
    target.ends ||= part.ends;
  }
  if (parts.length < 2) return null;
  const partOf = new Int32Array(cut.groups);
  for (const [i, part] of parts.entries()) for (const group of part.groups) partOf[group] = i;
  return {
    groupOf: cut.groupOf.map((group) => (group < 0 ? -1 : (partOf[group] as number))),
    groups: parts.length,
  };
}
