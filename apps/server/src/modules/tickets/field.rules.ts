import type { CustomFieldValues, TicketField, TicketKind } from '@jingyun/contracts';
import type { FieldProblem } from '../../platform/errors/service-error.ts';

const isDate = (value: string) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
};

/** Why a value does not fit a field, or null where it does. Null always fits: it takes the value away. */
function misfit(field: TicketField, value: unknown): string | null {
  if (value === null) return null;
  const allowed = (text: unknown) => field.options.some((option) => option.value === text);
  switch (field.type) {
    case 'text':
      return typeof value === 'string' ? null : 'expected_text';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'expected_number';
    case 'date':
      return typeof value === 'string' && isDate(value) ? null : 'expected_date';
    case 'checkbox':
      return typeof value === 'boolean' ? null : 'expected_true_or_false';
    case 'select':
      return allowed(value) ? null : 'not_an_option';
    case 'multiselect':
      return Array.isArray(value) && value.every(allowed) ? null : 'not_an_option';
  }
}

/** Whether tickets of a kind have a field. */
export function hasField(field: TicketField, kind: TicketKind): boolean {
  return !field.archived && (field.kinds.length === 0 || field.kinds.includes(kind));
}

/** What is wrong with values given for a ticket of some kind, field by field. */
export function valueProblems(
  fields: readonly TicketField[],
  kind: TicketKind,
  given: CustomFieldValues,
): FieldProblem[] {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return Object.entries(given).flatMap(([key, value]) => {
    const path = `customFields.${key}`;
    const field = byKey.get(key);
    // Taking away a value is always possible, also of a field that is archived since.
    if (value === null) return [];
    if (field === undefined || !hasField(field, kind)) {
      return [{ path, code: 'unknown_field', message: 'unknown_field' }];
    }
    const code = misfit(field, value);
    return code === null ? [] : [{ path, code, message: code }];
  });
}

/** Values after a change: null takes away, what is absent stays. */
export function mergeValues(before: CustomFieldValues, given: CustomFieldValues): CustomFieldValues {
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null));
}

/** Names of the fields without which a ticket of this kind cannot be solved. */
export function missingToSolve(
  fields: readonly TicketField[],
  kind: TicketKind,
  values: CustomFieldValues,
): string[] {
  return fields
    .filter((field) => field.requiredToSolve && hasField(field, kind) && isEmpty(values[field.key]))
    .map((field) => field.name);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
