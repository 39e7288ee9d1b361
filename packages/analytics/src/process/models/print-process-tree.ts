import type { ProcessTree, TreeOperator } from './process-tree.ts';

const SYMBOLS: Readonly<Record<TreeOperator, string>> = {
  sequence: '->',
  choice: 'X',
  parallel: '+',
  loop: '*',
};

/**
 * A process tree as one line, in the notation that pm4py prints: `->( 'a', X( 'b', tau ), *( 'c', tau ) )`. A quote or
 * backslash within a label is preceded by a backslash, so that `parseProcessTree` reads back the same tree. O(nodes).
 *
 * @example printProcessTree(block('choice', activity('b'), silent)); // "X( 'b', tau )"
 */
export function printProcessTree(tree: ProcessTree): string {
  if (tree.kind === 'silent') return 'tau';
  if (tree.kind === 'activity') return `'${tree.label.replaceAll(/[\\']/g, '\\$&')}'`;
  return `${SYMBOLS[tree.kind]}( ${tree.children.map(printProcessTree).join(', ')} )`;
}
