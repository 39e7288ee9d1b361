import type { BuiltInRole, Grants, PermissionRow, RowScope } from '@jingyun/contracts';

/** Every permission that a module declares. */
export type PermissionRows = Readonly<Record<string, PermissionRow>>;

const reach: Record<RowScope, number> = { own: 1, team: 2, all: 3 };

/** What a built-in role may do: as the modules declare it; the owner may do everything. */
export function grantsOfBuiltInRole(key: BuiltInRole, permissions: PermissionRows): Grants {
  const grants: Grants = {};
  for (const [name, row] of Object.entries(permissions)) {
    const scope = key === 'owner' ? 'all' : row.roles[key];
    if (scope !== undefined) grants[name] = scope;
  }
  return grants;
}

/** What a role may do. A permission that no module declares any more counts for nothing. */
export function grantsOfRole(
  role: { key: string | null; grants: Grants },
  permissions: PermissionRows,
): Grants {
  if (role.key !== null) return grantsOfBuiltInRole(role.key as BuiltInRole, permissions);
  return Object.fromEntries(Object.entries(role.grants).filter(([name]) => Object.hasOwn(permissions, name)));
}

/** The grants of several roles together: of each permission the widest reach. */
export function unionOfGrants(all: readonly Grants[]): Map<string, RowScope> {
  const union = new Map<string, RowScope>();
  for (const grants of all) {
    for (const [name, scope] of Object.entries(grants)) {
      const had = union.get(name);
      if (had === undefined || reach[scope] > reach[had]) union.set(name, scope);
    }
  }
  return union;
}

/** What both sides allow: of each permission in both the narrower reach. */
export function narrowGrants(grants: Grants, limit: ReadonlyMap<string, RowScope>): Grants {
  const narrowed: Grants = {};
  for (const [name, scope] of Object.entries(grants)) {
    const most = limit.get(name);
    if (most !== undefined) narrowed[name] = reach[scope] <= reach[most] ? scope : most;
  }
  return narrowed;
}

/** The first permission that goes beyond what its giver has; null where nothing does. */
export function grantBeyond(grants: Grants, giver: ReadonlyMap<string, RowScope>): string | null {
  for (const [name, scope] of Object.entries(grants)) {
    const most = giver.get(name);
    if (most === undefined || reach[scope] > reach[most]) return name;
  }
  return null;
}

/** The first name that is no permission; null where all are. */
export function unknownPermission(grants: Grants, permissions: PermissionRows): string | null {
  return Object.keys(grants).find((name) => !Object.hasOwn(permissions, name)) ?? null;
}
