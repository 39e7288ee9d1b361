import type { ImportMapping } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { wholeMapping } from './import.repo.ts';

export interface TemplateRow {
  id: string;
  name: string;
  mapping: ImportMapping;
  headers: string[];
  createdAt: Temporal.Instant;
  version: number;
}

const columns = sql`id, name, ${wholeMapping}, headers, created_at as "createdAt", version`;

export async function insertTemplate(
  tx: Tx,
  template: Pick<TemplateRow, 'id' | 'name' | 'mapping' | 'headers'> & { createdBy: string | null },
): Promise<void> {
  await sql`
    insert into import_templates (org_id, id, name, mapping, headers, created_by)
    values (${tx.orgId}, ${template.id}, ${template.name}, ${template.mapping}::jsonb, ${template.headers}::text[], ${template.createdBy})
  `.execute(tx.db);
}

export async function updateTemplate(
  tx: Tx,
  template: Pick<TemplateRow, 'id' | 'name' | 'mapping' | 'headers'>,
): Promise<void> {
  await sql`
    update import_templates set name = ${template.name}, mapping = ${template.mapping}::jsonb,
      headers = ${template.headers}::text[], version = version + 1
    where org_id = ${tx.orgId} and id = ${template.id}
  `.execute(tx.db);
}

export async function removeTemplate(tx: Tx, id: string): Promise<void> {
  await sql`delete from import_templates where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

/** Locked against others until the transaction ends. @throws ServiceError not_found */
export async function getTemplate(tx: Tx, id: string): Promise<TemplateRow> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from import_templates where org_id = ${tx.orgId} and id = ${id} for update`.execute(
    tx.db,
  );
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

export async function listTemplates(tx: Tx, after: string | null, limit: number): Promise<TemplateRow[]> {
  const from = after === null ? sql`true` : sql`lower(name) > lower(${after})`;
  const { rows } = await sql<TemplateRow>`
    select ${columns} from import_templates where org_id = ${tx.orgId} and ${from} order by lower(name) limit ${limit}
  `.execute(tx.db);
  return rows;
}

/** The template that uses the most of these columns and none besides; the newest of equals. */
export async function templateFor(tx: Tx, headers: readonly string[]): Promise<TemplateRow | undefined> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from import_templates where org_id = ${tx.orgId} and headers <@ ${headers}::text[]
    order by cardinality(headers) desc, created_at desc limit 1
  `.execute(tx.db);
  return rows[0];
}
