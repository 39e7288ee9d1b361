import type { Condition } from '@jingyun/contracts';
import jsonLogic from 'json-logic-js';

/** Whether a condition holds of the data. Conditions are checked when they are saved (contracts/conditions.ts), so this always ends. */
export function holds(condition: Condition, data: Record<string, unknown>): boolean {
  return condition === true || Boolean(jsonLogic.apply(condition as never, data));
}
