import { block, type ProcessTree, silent } from './process-tree.ts';

/**
 * The same language with fewer nodes: blocks within blocks of the same kind are joined (loops are not), silent steps
 * in sequences and parallels dropped, silent alternatives kept once, blocks of one child replaced by the child, loops
 * of nothing by nothing. O(nodes).
 *
 * @example reduceProcessTree(parseProcessTree("->( tau, ->( 'a', 'b' ), X( tau, tau ) )")); // ->( 'a', 'b' )
 */
export function reduceProcessTree(tree: ProcessTree): ProcessTree {
  if (!('children' in tree)) return tree;
  const { kind } = tree;
  const reduced = tree.children.map(reduceProcessTree);
  if (kind === 'loop') {
    const redo = withOneSilent(reduced.slice(1));
    const body = reduced[0] as ProcessTree;
    if (body.kind === 'silent' && redo.every((child) => child.kind === 'silent')) return silent;
    return block('loop', body, ...redo);
  }
  const joined = reduced.flatMap((child) => (child.kind === kind ? child.children : [child]));
  const kept = kind === 'choice' ? withOneSilent(joined) : joined.filter((child) => child.kind !== 'silent');
  const [only = silent] = kept;
  return kept.length < 2 ? only : block(kind, ...kept);
}

function withOneSilent(children: readonly ProcessTree[]): ProcessTree[] {
  const first = children.findIndex((child) => child.kind === 'silent');
  return children.filter((child, i) => child.kind !== 'silent' || i === first);
}
