import { z } from 'zod';
import type { Words } from './common.ts';

/*
 * Conditions are JSONLogic (https://jsonlogic.com), cut down to what can be shown in a query builder, always
 * ends, and touches nothing but the named fields. `true` holds always.
 */

/** What each refusal of a condition means, and what to do; `{name}` places come from the issue's params. */
export const conditionIssues = {
  condition_too_large: {
    zh: '条件过于复杂（最多 {nodes} 项、{depth} 层），请简化。',
    en: 'The condition is too large (at most {nodes} parts, {depth} levels). Simplify it.',
  },
  condition_operator: {
    zh: '条件中不支持运算“{operator}”。',
    en: 'The operator "{operator}" is not supported in conditions.',
  },
  condition_field: {
    zh: '条件中没有字段“{field}”，可用字段见接口文档。',
    en: 'Conditions have no field "{field}". See the API documentation for the fields.',
  },
  condition_shape: {
    zh: '条件的每一项应是常量，或只含一个运算的对象。',
    en: 'Each part of a condition must be a constant or an object with exactly one operator.',
  },
} as const satisfies Record<string, Words>;

const OPERATORS = new Set([
  'var',
  'and',
  'or',
  '!',
  '==',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'in',
  'some',
  'all',
  'none',
]);
const MAX_NODES = 200;
const MAX_DEPTH = 10;
const MAX_TEXT = 500;

/** JSONLogic over given fields: at most 200 parts and 10 levels, known operators only. */
export type Condition = true | Record<string, unknown>;

/**
 * The shape of a condition over the named fields.
 *
 * @param fields what `{"var": …}` may name; inside `some`, `all` and `none` the element is `{"var": ""}`
 */
export function condition(fields: readonly string[]) {
  const known = new Set(['', ...fields]);
  return z.union([z.literal(true), z.record(z.string(), z.unknown())]).superRefine((root, context) => {
    const refuse = (message: keyof typeof conditionIssues, params: Record<string, unknown> = {}) =>
      context.addIssue({ code: 'custom', message, params });
    let nodes = 0;
    const walk = (part: unknown, depth: number): boolean => {
      nodes += 1;
      if (nodes > MAX_NODES || depth > MAX_DEPTH) {
        refuse('condition_too_large', { nodes: MAX_NODES, depth: MAX_DEPTH });
        return false;
      }
      if (Array.isArray(part)) return part.every((item) => walk(item, depth + 1));
      if (typeof part === 'string' && part.length > MAX_TEXT) {
        refuse('condition_too_large', { nodes: MAX_NODES, depth: MAX_DEPTH });
        return false;
      }
      if (part === null || typeof part !== 'object') return true;
      const entries = Object.entries(part);
      const [operator, operand] = entries[0] ?? [];
      if (entries.length !== 1 || operator === undefined) {
        refuse('condition_shape');
        return false;
      }
      if (!OPERATORS.has(operator)) {
        refuse('condition_operator', { operator });
        return false;
      }
      if (operator === 'var' && !(typeof operand === 'string' && known.has(operand))) {
        refuse('condition_field', { field: String(operand) });
        return false;
      }
      return walk(operand, depth + 1);
    };
    walk(root, 0);
  });
}
