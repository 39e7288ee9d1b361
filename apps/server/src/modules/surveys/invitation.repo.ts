import type { Locale, SurveyAnswers, TicketFacts } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

export interface InvitationRow {
  id: string;
  surveyId: string;
  version: number;
  state: 'sent' | 'answered' | 'expired';
  by: 'email' | 'link';
  /** Whom the frequency cap counts; null where nobody is known. */
  asked: string | null;
  recipient: string | null;
  locale: Locale;
  ticketId: string | null;
  customerId: string | null;
  facts: TicketFacts | null;
  secretHash: string;
  reminderHash: string | null;
  partial: SurveyAnswers | null;
  eventId: string | null;
  eventDepth: number;
  sentAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  remindAt: Temporal.Instant | null;
}

const columns = sql`id, survey_id as "surveyId", version, state, by, asked, recipient, locale, ticket_id as "ticketId",
  customer_id as "customerId", facts, secret_hash as "secretHash",
  reminder_hash as "reminderHash", partial, event_id as "eventId", event_depth as "eventDepth",
  sent_at as "sentAt", expires_at as "expiresAt", remind_at as "remindAt"`;

/** Several at once, in one statement. */
export async function insertInvitations(tx: Tx, rows: readonly InvitationRow[]): Promise<void> {
  const records = rows.map((row) => ({
    id: row.id,
    survey_id: row.surveyId,
    version: row.version,
    state: row.state,
    by: row.by,
    asked: row.asked,
    recipient: row.recipient,
    locale: row.locale,
    ticket_id: row.ticketId,
    customer_id: row.customerId,
    facts: row.facts,
    team_id: row.facts?.teamId ?? null,
    assignee_id: row.facts?.assigneeId ?? null,
    category_id: row.facts?.categoryId ?? null,
    channel: row.facts?.channel ?? null,
    secret_hash: row.secretHash,
    event_id: row.eventId,
    event_depth: row.eventDepth,
    sent_at: row.sentAt.toString(),
    expires_at: row.expiresAt.toString(),
    remind_at: row.remindAt?.toString() ?? null,
  }));
  await sql`
    insert into survey_invitations (org_id, id, survey_id, version, state, by, asked, recipient, locale, ticket_id, customer_id, facts,
      team_id, assignee_id, category_id, channel, secret_hash, event_id, event_depth, sent_at, expires_at, remind_at)
    select ${tx.orgId}, i.id, i.survey_id, i.version, i.state, i.by, i.asked, i.recipient, i.locale, i.ticket_id, i.customer_id, i.facts,
      i.team_id, i.assignee_id, i.category_id, i.channel, i.secret_hash, i.event_id, i.event_depth, i.sent_at, i.expires_at, i.remind_at
    from jsonb_to_recordset(${records}::jsonb) as i(id uuid, survey_id uuid, version int, state text, by text, asked text, recipient text,
      locale text, ticket_id uuid, customer_id uuid, facts jsonb, team_id uuid, assignee_id uuid, category_id uuid, channel text,
      secret_hash text, event_id uuid, event_depth smallint, sent_at timestamptz, expires_at timestamptz, remind_at timestamptz)
  `.execute(tx.db);
}

/** @param lock holds the row until the transaction ends: of two answers by one link, one waits for the other */
export async function findInvitation(tx: Tx, id: string, lock: boolean): Promise<InvitationRow | null> {
  const { rows } = await sql<InvitationRow>`
    select ${columns} from survey_invitations where org_id = ${tx.orgId} and id = ${id} ${lock ? sql`for update` : sql``}
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** From here to the end of the transaction nobody else asks the same customer: two automations at once count each other. */
export async function lockAsked(tx: Tx, asked: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`survey ${tx.orgId} ${asked}`}, 0))`.execute(
    tx.db,
  );
}

/** How often one was asked since an instant, over all surveys. */
export async function countAsked(tx: Tx, asked: string, since: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from survey_invitations where org_id = ${tx.orgId} and asked = ${asked} and sent_at > ${since}
  `.execute(tx.db);
  return rows[0]?.n ?? 0;
}

export async function insertWithheld(
  tx: Tx,
  row: { id: string; surveyId: string; reason: string; at: Temporal.Instant },
): Promise<void> {
  await sql`
    insert into survey_withheld (org_id, id, survey_id, reason, at) values (${tx.orgId}, ${row.id}, ${row.surveyId}, ${row.reason}, ${row.at})
  `.execute(tx.db);
}

export async function savePartial(tx: Tx, id: string, answers: SurveyAnswers): Promise<void> {
  await sql`update survey_invitations set partial = ${answers}::jsonb where org_id = ${tx.orgId} and id = ${id}`.execute(
    tx.db,
  );
}

export async function markAnswered(tx: Tx, id: string): Promise<void> {
  await sql`
    update survey_invitations set state = 'answered', partial = null, recipient = null where org_id = ${tx.orgId} and id = ${id}
  `.execute(tx.db);
}

/** Invitations that are over, locked and ended, their address forgotten; the rest stays for the next time. */
export async function takeExpired(tx: Tx, now: Temporal.Instant, limit: number): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`
    update survey_invitations set state = 'expired', recipient = null where org_id = ${tx.orgId} and id in (
      select id from survey_invitations where org_id = ${tx.orgId} and state = 'sent' and expires_at <= ${now}
      order by expires_at limit ${limit} for update skip locked)
    returning ${columns}
  `.execute(tx.db);
  return rows;
}

/** Invitations whose reminder is due, locked and marked as reminded. */
export async function takeToRemind(tx: Tx, now: Temporal.Instant, limit: number): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`
    update survey_invitations set remind_at = null, reminded_at = ${now} where org_id = ${tx.orgId} and id in (
      select id from survey_invitations where org_id = ${tx.orgId} and state = 'sent' and remind_at <= ${now} and expires_at > ${now}
      order by remind_at limit ${limit} for update skip locked)
    returning ${columns}
  `.execute(tx.db);
  return rows;
}

/** The reminder's link opens the invitation besides the first one's. */
export async function addReminderSecret(tx: Tx, id: string, secretHash: string): Promise<void> {
  await sql`update survey_invitations set reminder_hash = ${secretHash} where org_id = ${tx.orgId} and id = ${id}`.execute(
    tx.db,
  );
}
