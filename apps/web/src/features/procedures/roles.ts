import type { BuiltInRole } from '@jingyun/contracts';

/** The built-in roles in the order in which they are offered; each is held to be one by its type. */
export const roles = [
  'agent',
  'teamLead',
  'manager',
  'quality',
  'trainer',
  'analyst',
  'owner',
] as const satisfies readonly BuiltInRole[];
