import { type Kysely, sql } from 'kysely';

export interface IdentityRow {
  userId: string;
  orgId: string;
  name: string;
  email: string;
  twoFactor: boolean;
  createdAt: Date;
}

export interface SessionRow {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  address: string | null;
  device: string | null;
}

const columns = sql`u.id as "userId", u."orgId" as "orgId", u.name, u.email, u."twoFactorEnabled" as "twoFactor", u."createdAt"`;

export async function findIdentity(db: Kysely<unknown>, email: string): Promise<IdentityRow | null> {
  const { rows } =
    await sql<IdentityRow>`select ${columns} from auth."user" u where u.email = ${email}`.execute(db);
  return rows[0] ?? null;
}

export async function identityOf(db: Kysely<unknown>, userId: string): Promise<IdentityRow | null> {
  const { rows } =
    await sql<IdentityRow>`select ${columns} from auth."user" u where u.id = ${userId}`.execute(db);
  return rows[0] ?? null;
}

/** Identity and password in one statement. @returns false where the e-mail address or the user has an identity already. */
export async function insertIdentity(
  db: Kysely<unknown>,
  person: { orgId: string; userId: string; email: string; name: string; passwordHash: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with person as (
      insert into auth."user" (id, "orgId", name, email, "emailVerified")
      values (${person.userId}, ${person.orgId}, ${person.name}, ${person.email}, true)
      on conflict do nothing returning id
    )
    insert into auth.account (id, "accountId", "providerId", "userId", password)
    select id, id, 'credential', id, ${person.passwordHash} from person
  `.execute(db);
  return numAffectedRows === 1n;
}

export async function deleteIdentity(db: Kysely<unknown>, userId: string): Promise<void> {
  await sql`delete from auth."user" where id = ${userId}`.execute(db);
}

/** @returns false where another identity has the e-mail address. */
export async function updateIdentity(
  db: Kysely<unknown>,
  userId: string,
  person: { name: string; email: string },
): Promise<boolean> {
  try {
    await sql`
      update auth."user" set name = ${person.name}, email = ${person.email}, "updatedAt" = now() where id = ${userId}
    `.execute(db);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return false;
    throw error;
  }
}

/** Sessions in force, newest first. */
export async function selectSessions(db: Kysely<unknown>, userId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, "createdAt", "expiresAt", nullif("ipAddress", '') as address, nullif("userAgent", '') as device
    from auth.session where "userId" = ${userId} and "expiresAt" > now() order by "createdAt" desc, id desc
  `.execute(db);
  return rows;
}

/** @returns false where the user has no such session. */
export async function deleteSession(
  db: Kysely<unknown>,
  userId: string,
  sessionId: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from auth.session where "userId" = ${userId} and id = ${sessionId}
  `.execute(db);
  return numAffectedRows === 1n;
}

export async function deleteSessions(db: Kysely<unknown>, userId: string): Promise<void> {
  await sql`delete from auth.session where "userId" = ${userId}`.execute(db);
}

export async function deleteExpiredSessions(db: Kysely<unknown>, userId: string): Promise<void> {
  await sql`delete from auth.session where "userId" = ${userId} and "expiresAt" <= now()`.execute(db);
}
