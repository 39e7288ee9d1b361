/**
 * A block-structured process model. Source: Leemans, Robust Process Mining with Guarantees (2017), chapter 2.
 *
 * - `sequence`: all children, in order; `choice`: exactly one child; `parallel`: all children, in any interleaving;
 * - `loop`: the first child, then any number of times one of the other children followed by the first again;
 * - `silent`: a step that leaves no event.
 */
export type ProcessTree =
  | { readonly kind: 'activity'; readonly label: string }
  | { readonly kind: 'silent' }
  | { readonly kind: TreeOperator; readonly children: readonly ProcessTree[] };

/** The operators of a process tree. */
export type TreeOperator = 'sequence' | 'choice' | 'parallel' | 'loop';

/** A step without event: one object for all, as trees are never changed. */
export const silent: ProcessTree = { kind: 'silent' };

/** A step that leaves an event of this activity. */
export function activity(label: string): ProcessTree {
  return { kind: 'activity', label };
}

/** A block of the given children; see `ProcessTree` for what each operator means. */
export function block(kind: TreeOperator, ...children: readonly ProcessTree[]): ProcessTree {
  return { kind, children };
}

/** Children of a block; none of a leaf. */
export function childrenOf(tree: ProcessTree): readonly ProcessTree[] {
  return 'children' in tree ? tree.children : [];
}
