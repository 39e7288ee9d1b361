import type { TreeOperator } from '../models/process-tree.ts';
import type { ActivityGroups } from './activity-groups.ts';
import { choiceCut } from './choice-cut.ts';
import { loopCut } from './loop-cut.ts';
import { parallelCut } from './parallel-cut.ts';
import { sequenceCut } from './sequence-cut.ts';
import type { Follows } from './sub-log.ts';

/** How the activities divide into parts whose relation is that of an operator's children. */
export interface Cut extends ActivityGroups {
  readonly operator: TreeOperator;
}

/** The first cut that the graph allows: choice, sequence, parallel, loop; null if none. O(activities³ / 32). */
export function findCut(follows: Follows): Cut | null {
  const found =
    named('choice', choiceCut(follows)) ??
    named('sequence', sequenceCut(follows)) ??
    named('parallel', parallelCut(follows)) ??
    named('loop', loopCut(follows));
  return found;
}

function named(operator: TreeOperator, groups: ActivityGroups | null): Cut | null {
  return groups && { operator, ...groups };
}
