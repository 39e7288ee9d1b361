import { AnalyticsError } from '../../errors.ts';
import { activity, block, type ProcessTree, silent } from './process-tree.ts';

/** A step of a written procedure: mandatory and done once, unless it says otherwise. */
export interface ProcedureStep {
  readonly activity: string;
  readonly isOptional?: boolean;
  readonly isRepeatable?: boolean;
}

/**
 * The tree that allows what a procedure allows: its steps in order, optional ones perhaps left out, repeatable ones
 * perhaps done again at once. O(steps).
 *
 * @throws AnalyticsError if there is no step
 * @example printProcessTree(procedureToTree([{ activity: 'receive' }, { activity: 'inspect', isOptional: true }]));
 *   // "->( 'receive', X( 'inspect', tau ) )"
 */
export function procedureToTree(steps: readonly ProcedureStep[]): ProcessTree {
  if (steps.length === 0) throw new AnalyticsError('steps', 'must have at least 1 step');
  const [first, ...more] = steps.map((step): ProcessTree => {
    const once = activity(step.activity);
    const often = step.isRepeatable ? block('loop', once, silent) : once;
    return step.isOptional ? block('choice', often, silent) : often;
  });
  return more.length === 0 ? (first as ProcessTree) : block('sequence', first as ProcessTree, ...more);
}
