import type { Locale, ProcedureVersionStatus, ProcedureWords } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { RunRow } from './run.repo.ts';

/* Names of records for other rooms: without their contents, which are large. */

interface Named {
  id: string;
  name: ProcedureWords;
  /** The language of its newest version, or of the version named. */
  locale: Locale;
}

/** As text: what somebody filters a number by need not be an id. */
const among = (column: RawBuilder<unknown>, ids: readonly string[]) =>
  sql`${column}::text = any(${[...ids]}::text[])`;

export async function namedProcedures(tx: Tx, ids: readonly string[]): Promise<(Named & { code: string })[]> {
  const { rows } = await sql<Named & { code: string }>`
    select p.id, p.code, p.name, coalesce((select v.content ->> 'locale' from procedure_versions v
      where v.org_id = p.org_id and v.procedure_id = p.id order by v.number desc limit 1), 'zh-CN') as locale
    from procedures p where p.org_id = ${tx.orgId} and ${among(sql`p.id`, ids)}
  `.execute(tx.db);
  return rows;
}

type NamedVersion = Named & { procedureId: string; number: number; status: ProcedureVersionStatus };

export async function namedVersions(tx: Tx, ids: readonly string[]): Promise<NamedVersion[]> {
  const { rows } = await sql<NamedVersion>`
    select v.id, v.procedure_id as "procedureId", v.number, v.status, p.name, v.content ->> 'locale' as locale
    from procedure_versions v join procedures p on p.org_id = v.org_id and p.id = v.procedure_id
    where v.org_id = ${tx.orgId} and ${among(sql`v.id`, ids)}
  `.execute(tx.db);
  return rows;
}

type NamedRun = Named & Pick<RunRow, 'ticketId' | 'status' | 'asWritten'>;

export async function namedRuns(tx: Tx, ids: readonly string[]): Promise<NamedRun[]> {
  const { rows } = await sql<NamedRun>`
    select r.id, r.ticket_id as "ticketId", r.status, r.as_written as "asWritten", p.name, v.content ->> 'locale' as locale
    from procedure_runs r
    join procedure_versions v on v.org_id = r.org_id and v.id = r.version_id
    join procedures p on p.org_id = r.org_id and p.id = r.procedure_id
    where r.org_id = ${tx.orgId} and ${among(sql`r.id`, ids)}
  `.execute(tx.db);
  return rows;
}
