import type { QuestionContent } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface QuestionRow {
  id: string;
  content: QuestionContent;
  procedureId: string | null;
  tags: string[];
  active: boolean;
  ownerId: string | null;
  version: number;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
}

const columns = sql`id, content, procedure_id as "procedureId", tags, active, owner_id as "ownerId", version,
  created_at as "createdAt", updated_at as "updatedAt"`;

export interface QuestionFilter {
  search?: string | undefined;
  kind?: string | undefined;
  tag?: string | undefined;
  procedureId?: string | undefined;
  active?: boolean | undefined;
  ids?: readonly string[] | undefined;
}

/** A page of the bank, newest first; one row more than asked for where there are further ones. */
export async function listQuestions(
  tx: Tx,
  filter: QuestionFilter,
  after: string | null,
  limit: number,
): Promise<QuestionRow[]> {
  const { search, kind, tag, procedureId, active, ids } = filter;
  const { rows } = await sql<QuestionRow>`
    select ${columns} from training_questions
    where org_id = ${tx.orgId}
      and ${search === undefined ? sql`true` : sql`exists (select from jsonb_each_text(content -> 'title') t where strpos(lower(t.value), lower(${search})) > 0)`}
      and ${kind === undefined ? sql`true` : sql`content ->> 'kind' = ${kind}`}
      and ${tag === undefined ? sql`true` : sql`${tag} = any(tags)`}
      and ${procedureId === undefined ? sql`true` : sql`procedure_id = ${procedureId}`}
      and ${active === undefined ? sql`true` : sql`active = ${active}`}
      and ${ids === undefined ? sql`true` : sql`id = any(${[...ids]}::uuid[])`}
      and ${after === null ? sql`true` : sql`id < ${after}::uuid`}
    order by id desc limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getQuestion(tx: Tx, id: string): Promise<QuestionRow> {
  return find(tx, id, sql``);
}

/** Locks the question until the transaction ends. @throws ServiceError not_found */
export async function lockQuestion(tx: Tx, id: string): Promise<QuestionRow> {
  return find(tx, id, sql`for update`);
}

async function find(tx: Tx, id: string, lock: ReturnType<typeof sql>): Promise<QuestionRow> {
  const { rows } = await sql<QuestionRow>`
    select ${columns} from training_questions where org_id = ${tx.orgId} and id = ${id} ${lock}
  `.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

/** Those that may be asked, among some ids, in the order of the ids. */
export async function activeQuestions(tx: Tx, ids: readonly string[]): Promise<QuestionRow[]> {
  const { rows } = await sql<QuestionRow>`
    select ${columns} from training_questions where org_id = ${tx.orgId} and active and id = any(${[...ids]}::uuid[])
    order by array_position(${[...ids]}::uuid[], id)
  `.execute(tx.db);
  return rows;
}

/** The ids of the questions that may be asked about a procedure, oldest first. */
export async function questionsOfProcedure(tx: Tx, procedureId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from training_questions where org_id = ${tx.orgId} and procedure_id = ${procedureId} and active
    order by id limit ${most}
  `.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** Writes a new question, or the whole of one that is there. */
export async function writeQuestion(tx: Tx, row: QuestionRow): Promise<void> {
  await sql`
    insert into training_questions (org_id, id, content, procedure_id, tags, active, owner_id, version, created_at, updated_at)
    values (${tx.orgId}, ${row.id}, ${row.content}::jsonb, ${row.procedureId}, ${row.tags}::text[], ${row.active},
            ${row.ownerId}, ${row.version}, ${row.createdAt}, ${row.updatedAt})
    on conflict (org_id, id) do update set content = excluded.content, procedure_id = excluded.procedure_id,
      tags = excluded.tags, active = excluded.active, version = excluded.version, updated_at = excluded.updated_at
  `.execute(tx.db);
}
