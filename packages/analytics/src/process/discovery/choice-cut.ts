import { type ActivityGroups, Joiner } from './activity-groups.ts';
import { type Follows, vertices } from './sub-log.ts';

/** Parts without any edge between them. Source: Leemans (2017), page 188. */
export function choiceCut(follows: Follows): ActivityGroups | null {
  const { size, graph } = follows;
  const joiner = new Joiner(size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) if (graph[a * size + b] !== 0) joiner.join(a, b);
  const cut = joiner.groups(vertices(follows));
  return cut.groups > 1 ? cut : null;
}
