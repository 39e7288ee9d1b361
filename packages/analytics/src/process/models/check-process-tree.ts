import { AnalyticsError } from '../../errors.ts';
import { childrenOf, type ProcessTree } from './process-tree.ts';

/** Deeper trees are refused: walking them could exhaust the stack, and no process is nested so deep. */
export const DEEPEST_TREE = 1000;

/**
 * Refuses what is no process tree: blocks without children, loops without a part to return by, unknown kinds, nesting
 * deeper than 1,000. Does not recurse, so that a hostile tree cannot exhaust the stack. O(nodes).
 *
 * @throws AnalyticsError naming `argument`
 */
export function checkProcessTree(argument: string, tree: ProcessTree): void {
  const pending: [ProcessTree, number][] = [[tree, 0]];
  for (let entry = pending.pop(); entry; entry = pending.pop()) {
    const [node, depth] = entry;
    if (depth > DEEPEST_TREE)
      throw new AnalyticsError(argument, `must not be nested deeper than ${DEEPEST_TREE}`);
    switch (node.kind) {
      case 'activity':
        if (typeof node.label !== 'string')
          throw new AnalyticsError(argument, 'has an activity without a label');
        break;
      case 'silent':
        break;
      case 'sequence':
      case 'choice':
      case 'parallel':
      case 'loop': {
        const least = node.kind === 'loop' ? 2 : 1;
        if (node.children.length < least)
          throw new AnalyticsError(
            argument,
            `has a ${node.kind} of ${node.children.length} children; at least ${least} needed`,
          );
        for (const child of childrenOf(node)) pending.push([child, depth + 1]);
        break;
      }
      default:
        throw new AnalyticsError(argument, 'has a node of unknown kind');
    }
  }
}
