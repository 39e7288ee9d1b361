import { builtInRoleWords, type Locale, type User } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import type { UserRow } from './user.repo.ts';

/** A user as the API gives it, built-in roles named in the reader's language. */
export function presentUser(row: UserRow, locale: Locale): User {
  return {
    ...row,
    roles: row.roles.map((role) => ({ ...role, name: roleName(role, locale) })),
    joinedAt: row.joinedAt?.toString() ?? null,
  };
}

/** The name of a role as its readers know it. */
export function roleName(
  role: { key: keyof typeof builtInRoleWords | null; name: string },
  locale: Locale,
): string {
  return role.key === null ? role.name : say(builtInRoleWords[role.key], locale);
}

/** The facts of a user as events tell them. */
export function userFacts(row: UserRow) {
  return {
    name: row.name,
    email: row.email,
    roleIds: row.roles.map((role) => role.id).sort(),
    teams: row.teams.map(({ id, lead }) => ({ teamId: id, lead })),
  };
}
