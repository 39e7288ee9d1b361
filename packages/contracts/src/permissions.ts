import { z } from 'zod';
import type { Words } from './common.ts';

/** The roles an organisation starts with. Further roles are made from the same permissions. */
export const builtInRoles = [
  'owner',
  'manager',
  'teamLead',
  'agent',
  'quality',
  'trainer',
  'analyst',
] as const;
export type BuiltInRole = (typeof builtInRoles)[number];

/** Which rows a permission reaches: those a person owns, those of the person's teams, or all of the organisation. */
export const rowScopes = ['own', 'team', 'all'] as const;
export const rowScopeSchema = z.enum(rowScopes);
export type RowScope = z.infer<typeof rowScopeSchema>;

export interface PermissionRow {
  /** What it allows, as an administrator reads it. */
  words: Words;
  /** The built-in roles that have it from the start, with the rows they reach. */
  roles: Partial<Record<BuiltInRole, RowScope>>;
}

/** Declares the permissions of one module; names are `<plural>.<verb>`. */
export function definePermissions<const T extends Record<string, PermissionRow>>(rows: T): T {
  return rows;
}
