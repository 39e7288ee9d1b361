import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** A message as it is written. */
export interface MessageRow {
  id: string;
  ticketId: string;
  kind: 'reply' | 'note';
  authorType: 'user' | 'customer' | 'apiKey' | 'system';
  authorId: string | null;
  authorName: string | null;
  channel: string;
  text: string;
  html: string | null;
  attachments: string[];
  mentions: string[];
  createdAt: Temporal.Instant;
}

/** A message as it is read. */
export interface ReadMessage extends MessageRow {
  mergedFromId: string | null;
}

export async function insertMessages(tx: Tx, messages: readonly MessageRow[]): Promise<void> {
  if (messages.length === 0) return;
  await sql`
    insert into ticket_messages (org_id, id, ticket_id, kind, author_type, author_id, author_name, channel, text, html,
                                 attachments, mentions, created_at)
    select ${tx.orgId}::uuid, m.id, m."ticketId", m.kind, m."authorType", m."authorId", m."authorName", m.channel, m.text,
           m.html, m.attachments, m.mentions, m."createdAt"
    from jsonb_to_recordset(${messages}::jsonb) as m(
      id uuid, "ticketId" uuid, kind text, "authorType" text, "authorId" text, "authorName" text, channel text,
      text text, html text, attachments uuid[], mentions uuid[], "createdAt" timestamptz)
  `.execute(tx.db);
}

/** A conversation that never ends is found by its first words only. */
const maxTerms = 5_000;

/** Adds terms by which tickets are found. */
export async function addTerms(
  tx: Tx,
  given: readonly { ticketId: string; terms: string[] }[],
): Promise<void> {
  if (given.length === 0) return;
  await sql`
    update ticket_texts x set document = x.document || array_to_tsvector(t.terms)
    from jsonb_to_recordset(${given}::jsonb) as t("ticketId" uuid, terms text[])
    where x.org_id = ${tx.orgId} and x.ticket_id = t."ticketId"
      and length(x.document) < ${maxTerms}
  `.execute(tx.db);
}

/** One page of a conversation, newest first. */
export async function listMessages(
  tx: Tx,
  ticketId: string,
  options: { before: readonly [string, string] | null; limit: number; publicOnly?: boolean },
): Promise<ReadMessage[]> {
  const { before } = options;
  const older =
    before === null ? sql`true` : sql`(created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`;
  const { rows } = await sql<ReadMessage>`
    select id, ticket_id as "ticketId", kind, author_type as "authorType", author_id as "authorId",
           author_name as "authorName", channel, text, html, attachments, mentions,
           merged_from_id as "mergedFromId", created_at as "createdAt"
    from ticket_messages
    where org_id = ${tx.orgId} and ticket_id = ${ticketId} and ${older}
      and ${options.publicOnly === true ? sql`kind = 'reply'` : sql`true`}
    order by created_at desc, id desc limit ${options.limit}
  `.execute(tx.db);
  return rows;
}

/** Moves a conversation to another ticket, with what it is found by. @returns how many messages. */
export async function moveConversation(tx: Tx, fromId: string, intoId: string): Promise<number> {
  const moved = await sql`
    update ticket_messages set ticket_id = ${intoId}, merged_from_id = coalesce(merged_from_id, ${fromId}::uuid)
    where org_id = ${tx.orgId} and ticket_id = ${fromId}
  `.execute(tx.db);
  await sql`
    update ticket_texts t set document = t.document || s.document
    from ticket_texts s
    where t.org_id = ${tx.orgId} and t.ticket_id = ${intoId} and s.org_id = ${tx.orgId} and s.ticket_id = ${fromId}
  `.execute(tx.db);
  return Number(moved.numAffectedRows ?? 0n);
}
