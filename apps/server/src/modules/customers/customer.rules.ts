import type { UpdateCustomerInput } from '@jingyun/contracts';
import type { CustomerFields } from './customer.repo.ts';

/** The facts of a customer that events tell. */
export function factsOf({ kind, name, accountId, tier, tags, ownerId }: CustomerFields) {
  return { kind, name, accountId, tier, tags, ownerId };
}

/** A customer with a change applied. Only what is given changes; of `custom` only the keys that are given, null removes one. */
export function applyChange(before: CustomerFields, change: UpdateCustomerInput): CustomerFields {
  const given = <K extends keyof CustomerFields>(
    key: K,
    value: CustomerFields[K] | undefined,
  ): CustomerFields[K] => (value === undefined ? before[key] : value);
  return {
    kind: given('kind', change.kind),
    name: given('name', change.name),
    accountId: given('accountId', change.accountId),
    tier: given('tier', change.tier),
    tags: change.tags === undefined ? before.tags : [...new Set(change.tags)],
    ownerId: given('ownerId', change.ownerId),
    note: given('note', change.note),
    locale: given('locale', change.locale),
    custom: change.custom === undefined ? before.custom : mergeCustom(before.custom, change.custom),
  };
}

/** The names of the fields that differ. */
export function changedFields(before: CustomerFields, after: CustomerFields): (keyof CustomerFields)[] {
  const keys = Object.keys(before) as (keyof CustomerFields)[];
  return keys.filter((key) => stable(before[key]) !== stable(after[key]));
}

function mergeCustom(
  before: Record<string, unknown>,
  change: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null));
}

/** JSON with its keys in order: PostgreSQL orders the keys of jsonb its own way. */
function stable(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
