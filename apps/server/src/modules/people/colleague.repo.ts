import type { BuiltInRole, Locale } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Somebody who works here now, as other modules look for them. */
export interface Colleague {
  id: string;
  name: string;
  /** Null for people without an account. */
  email: string | null;
  locale: Locale;
  /** Keys of the built-in roles; roles of the organisation's own have none. */
  roles: BuiltInRole[];
  /** In the order of the teams' names. */
  teamIds: string[];
}

/**
 * Active people by name: all of them, or those among some ids. One query; an organisation has at most some thousands.
 * Ids that are nobody's, or somebody's who has left, are left out.
 */
export async function findColleagues(tx: Tx, ids: readonly string[] | null = null): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select u.id, u.name, u.email, u.locale,
      coalesce((select array_agg(r.key) from user_roles ur join roles r on r.org_id = ur.org_id and r.id = ur.role_id
                where ur.org_id = u.org_id and ur.user_id = u.id and r.key is not null), '{}') as roles,
      coalesce((select array_agg(t.id order by t.name, t.id) from team_members m
                join teams t on t.org_id = m.org_id and t.id = m.team_id
                where m.org_id = u.org_id and m.user_id = u.id), '{}') as "teamIds"
    from users u
    where u.org_id = ${tx.orgId} and u.active and ${ids === null ? sql`true` : sql`u.id = any(${[...ids]}::uuid[])`}
    order by u.name, u.id
  `.execute(tx.db);
  return rows;
}
