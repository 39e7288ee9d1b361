import type { Condition } from '@jingyun/contracts';
import type { RuleGroupType, RuleType } from 'react-querybuilder';

export interface ConditionField {
  name: string;
  label: string;
  type: 'text' | 'number' | 'boolean' | 'list';
  options?: readonly { value: string; label: string }[];
}

export type ConditionOperator =
  | '='
  | '!='
  | 'in'
  | 'notIn'
  | 'contains'
  | 'doesNotContain'
  | '<'
  | '<='
  | '>'
  | '>=';

const byType: Record<ConditionField['type'], readonly ConditionOperator[]> = {
  text: ['=', '!=', 'in', 'notIn'],
  number: ['=', '!=', '<', '<=', '>', '>='],
  boolean: ['='],
  list: ['contains', 'doesNotContain'],
};

/** The comparisons that make sense for a field. */
export function operatorsOf(field: ConditionField): readonly ConditionOperator[] {
  return byType[field.type];
}

const compared: Partial<Record<ConditionOperator, string>> = {
  '=': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Rows and groups as JSONLogic, of the operators that the server takes; no rows hold always. */
export function toCondition(group: RuleGroupType, fields: readonly ConditionField[]): Condition {
  const parts = group.rules.flatMap((rule) => {
    if (typeof rule === 'string') return [];
    if ('rules' in rule) {
      const inner = toCondition(rule, fields);
      return inner === true ? [] : [inner];
    }
    // A row that is still being filled in asks nothing yet.
    return isEmpty(rule.value) ? [] : [ruleTo(rule, fields)];
  });
  if (parts.length === 0) return true;
  return group.combinator === 'or' ? { or: parts } : { and: parts };
}

/** Whether some row is still being filled in: saved like that, the condition would hold for more than was meant. */
export function isUnfinished(group: RuleGroupType): boolean {
  return group.rules.some((rule) =>
    typeof rule === 'string' ? false : 'rules' in rule ? isUnfinished(rule) : isEmpty(rule.value),
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  );
}

function ruleTo(rule: RuleType, fields: readonly ConditionField[]): Record<string, unknown> {
  const field = fields.find((known) => known.name === rule.field);
  const variable = { var: rule.field };
  const value =
    field?.type === 'number'
      ? Number(rule.value)
      : field?.type === 'boolean'
        ? rule.value === true || rule.value === 'true'
        : (rule.value ?? '');
  switch (rule.operator) {
    case 'in':
      return { in: [variable, listOf(rule.value)] };
    case 'notIn':
      return { '!': [{ in: [variable, listOf(rule.value)] }] };
    case 'contains':
      return { in: [value, variable] };
    case 'doesNotContain':
      return { '!': [{ in: [value, variable] }] };
    default:
      return { [compared[rule.operator as ConditionOperator] ?? '==']: [variable, value] };
  }
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(',').filter(Boolean) : [];
}

/** JSONLogic as rows and groups. What cannot be shown so (written through the API) gives no rows: see `isEditable`. */
export function fromCondition(condition: Condition): RuleGroupType {
  if (condition === true) return { combinator: 'and', rules: [] };
  const part = partFrom(condition);
  if (part === null) return { combinator: 'and', rules: [] };
  return 'rules' in part ? part : { combinator: 'and', rules: [part] };
}

/** False for a condition that rows cannot show; it is then left as it is. */
export function isEditable(condition: Condition): boolean {
  return condition === true || partFrom(condition) !== null;
}

function partFrom(part: unknown): RuleGroupType | RuleType | null {
  if (part === null || typeof part !== 'object' || Array.isArray(part)) return null;
  const [operator, operand] = Object.entries(part)[0] ?? [];
  if (operator === undefined) return null;
  if (operator === 'and' || operator === 'or') {
    if (!Array.isArray(operand)) return null;
    const rules = operand.map(partFrom);
    return rules.every((rule) => rule !== null) ? { combinator: operator, rules } : null;
  }
  if (operator === '!') {
    const inner = partFrom(Array.isArray(operand) ? operand[0] : operand);
    if (inner === null || 'rules' in inner) return null;
    if (inner.operator === 'in') return { ...inner, operator: 'notIn' };
    return inner.operator === 'contains' ? { ...inner, operator: 'doesNotContain' } : null;
  }
  if (!Array.isArray(operand) || operand.length !== 2) return null;
  const [left, right] = operand as [unknown, unknown];
  if (operator === 'in') {
    const field = variableOf(left);
    if (field !== null && Array.isArray(right)) return { field, operator: 'in', value: right };
    const list = variableOf(right);
    return list === null ? null : { field: list, operator: 'contains', value: left };
  }
  const field = variableOf(left);
  const shown = Object.entries(compared).find(([, logic]) => logic === operator)?.[0];
  return field === null || shown === undefined ? null : { field, operator: shown, value: right };
}

function variableOf(part: unknown): string | null {
  if (part === null || typeof part !== 'object' || !('var' in part)) return null;
  return typeof part.var === 'string' ? part.var : null;
}
