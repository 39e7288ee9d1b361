import { CompiledQuery } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { toRow } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import type { MessageRow } from './message.repo.ts';
import { ticketRecord } from './ticket.sql.repo.ts';
import type { TicketState } from './ticket.state.ts';

/** Everything that comes into being with new tickets, written together. */
export interface NewTickets {
  tickets: readonly TicketState[];
  messages: readonly MessageRow[];
  /** Search terms by ticket, without the number. */
  terms: readonly { ticketId: string; terms: string[] }[];
  events: readonly EventDraft[];
}

export interface Inserted {
  id: string;
  number: number;
}

/**
 * Text made once: composing it anew takes as long as a third of what the server needs to execute it. It holds
 * constants of this module only. A number is taken from the organisation's sequence, which its first ticket makes.
 */
const text = `
  with made as (
    insert into tickets (${ticketRecord.columns})
    select $1::uuid, r.id,
           case when to_regclass($2::text) is null then next_ticket_number($1::uuid)
                else nextval(to_regclass($2::text)) end,
           ${ticketRecord.values}
    from jsonb_to_recordset($3::jsonb) as r(${ticketRecord.definition})
    where $7::boolean or (select revision from ticket_settings where org_id = $1::uuid) is not distinct from $8::uuid
    on conflict (org_id, source, external_id) where external_id is not null do nothing
    returning id, number
  ), said as (
    insert into ticket_messages (org_id, id, ticket_id, kind, author_type, author_id, author_name, channel, text,
                                 html, attachments, mentions, created_at)
    select $1::uuid, m.id, m."ticketId", m.kind, m."authorType", m."authorId", m."authorName", m.channel,
           m.text, m.html, m.attachments, m.mentions, m."createdAt"
    from jsonb_to_recordset($4::jsonb) as m(
      id uuid, "ticketId" uuid, kind text, "authorType" text, "authorId" text, "authorName" text, channel text,
      text text, html text, attachments uuid[], mentions uuid[], "createdAt" timestamptz)
    join made on made.id = m."ticketId"
  ), found as (
    insert into ticket_texts (org_id, ticket_id, number, bucket, document)
    select $1::uuid, made.id, made.number, made.number / 16384, array_to_tsvector(array_append(x.terms, made.number::text))
    from jsonb_to_recordset($5::jsonb) as x("ticketId" uuid, terms text[])
    join made on made.id = x."ticketId"
  ), logged as (
    insert into events (org_id, id, type, version, occurred_at, actor_type, actor_id, subject_type, subject_id,
                        ticket_id, customer_id, causation_id, depth, data)
    select $1::uuid, e.id, e.type, e.version, e.occurred_at, e.actor_type, e.actor_id, e.subject_type,
           e.subject_id, e.ticket_id, e.customer_id, e.causation_id, e.depth,
           jsonb_set(e.data, '{ticket,number}', to_jsonb(made.number))
    from jsonb_to_recordset($6::jsonb) as e(
      id uuid, type text, version smallint, occurred_at timestamptz, actor_type text, actor_id text,
      subject_type text, subject_id uuid, ticket_id uuid, customer_id uuid, causation_id uuid, depth smallint,
      data jsonb)
    join made on made.id = e.ticket_id
  )
  select id, number from made`;

/**
 * Inserts tickets with their first messages, search terms and events in one statement, and gives each its
 * number. Writes nothing where the settings are no longer of the revision that the tickets were checked
 * against (imports are not checked), and leaves out tickets whose (source, externalId) is taken.
 *
 * @returns the tickets that were inserted.
 */
export async function insertTickets(
  tx: Tx,
  given: NewTickets,
  revision: string | null | 'unchecked',
): Promise<Inserted[]> {
  const unchecked = revision === 'unchecked';
  const { rows } = await tx.db.executeQuery<Inserted>(
    CompiledQuery.raw(text, [
      tx.orgId,
      `ticket_numbers_${tx.orgId.replaceAll('-', '')}`,
      given.tickets,
      given.messages,
      given.terms,
      given.events.map(toRow),
      unchecked,
      unchecked ? null : revision,
    ]),
  );
  if (rows.length > 0) tx.announce();
  return rows;
}
