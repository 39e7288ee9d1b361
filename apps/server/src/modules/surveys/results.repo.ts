import type { Locale, SurveyAnswers, SurveyBreakdown, SurveyScoreKind } from '@jingyun/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Whose answers a reader may see. */
export interface ResultScope {
  scope: 'own' | 'team' | 'all';
  actorId: string | null;
  teamIds: readonly string[];
}

export interface ResultFilter {
  from?: string | undefined;
  to?: string | undefined;
  teamId?: string[] | undefined;
  assigneeId?: string[] | undefined;
  categoryId?: string[] | undefined;
}

/** The rows of answers or invitations that pass filter and scope; both tables name these columns alike. */
function passing(scope: ResultScope, filter: ResultFilter, at: RawBuilder<unknown>): RawBuilder<unknown> {
  const among = (column: RawBuilder<unknown>, ids: readonly string[] | undefined) =>
    ids === undefined ? sql`true` : sql`${column} = any(${[...ids]}::uuid[])`;
  const inScope =
    scope.scope === 'all'
      ? sql`true`
      : scope.scope === 'own'
        ? sql`assignee_id = ${scope.actorId}::uuid`
        : sql`(team_id = any(${[...scope.teamIds]}::uuid[]) or assignee_id = ${scope.actorId}::uuid)`;
  return sql`${inScope}
    and ${filter.from === undefined ? sql`true` : sql`${at} >= ${filter.from}::timestamptz`}
    and ${filter.to === undefined ? sql`true` : sql`${at} < ${filter.to}::timestamptz`}
    and ${among(sql`team_id`, filter.teamId)} and ${among(sql`assignee_id`, filter.assigneeId)}
    and ${among(sql`category_id`, filter.categoryId)}`;
}

export interface Counts {
  sent: number;
  answered: number;
  open: number;
  started: number;
  withheld: number;
}

/** Invitations of the range and what became of them; answers by open links; invitations withheld. */
export async function countResults(
  tx: Tx,
  surveyId: string,
  scope: ResultScope,
  filter: ResultFilter,
): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*)::int as sent, count(*) filter (where state = 'answered')::int as answered,
      count(*) filter (where partial is not null)::int as started,
      (select count(*)::int from survey_answers where org_id = ${tx.orgId} and survey_id = ${surveyId} and invitation_id is null
        and ${passing(scope, filter, sql`answered_at`)}) as open,
      (select count(*)::int from survey_withheld where org_id = ${tx.orgId} and survey_id = ${surveyId}
        and ${filter.from === undefined ? sql`true` : sql`at >= ${filter.from}::timestamptz`}
        and ${filter.to === undefined ? sql`true` : sql`at < ${filter.to}::timestamptz`}) as withheld
    from survey_invitations where org_id = ${tx.orgId} and survey_id = ${surveyId} and ${passing(scope, filter, sql`sent_at`)}
  `.execute(tx.db);
  return rows[0] ?? { sent: 0, answered: 0, open: 0, started: 0, withheld: 0 };
}

/** The same for all surveys of the organisation. */
export async function countAll(
  tx: Tx,
  scope: ResultScope,
): Promise<Map<string, { sent: number; answered: number; open: number }>> {
  const { rows } = await sql<{ surveyId: string; sent: number; answered: number; open: number }>`
    select survey_id as "surveyId", sum(sent)::int as sent, sum(answered)::int as answered, sum(open)::int as open from (
      select survey_id, count(*) as sent, count(*) filter (where state = 'answered') as answered, 0 as open
      from survey_invitations where org_id = ${tx.orgId} and ${passing(scope, {}, sql`sent_at`)} group by 1
      union all
      select survey_id, 0, 0, count(*) from survey_answers
      where org_id = ${tx.orgId} and invitation_id is null and ${passing(scope, {}, sql`answered_at`)} group by 1) counted
    group by 1
  `.execute(tx.db);
  return new Map(rows.map(({ surveyId, ...counts }) => [surveyId, counts]));
}

export interface ScoreCount {
  value: string | null;
  score: number;
  n: number;
}

const groupColumns: Record<SurveyBreakdown, RawBuilder<unknown>> = {
  team: sql`team_id::text`,
  assignee: sql`assignee_id::text`,
  category: sql`category_id::text`,
  channel: sql`channel`,
  tier: sql`tier`,
};

/** Weeks (from Monday) or months in a time zone. */
export interface Steps {
  grain: 'week' | 'month';
  timeZone: string;
}

/** How often each main score was given, by a breakdown or by the week or month it was given in. */
export async function countScores(
  tx: Tx,
  surveyId: string,
  kind: SurveyScoreKind,
  scope: ResultScope,
  filter: ResultFilter,
  by: SurveyBreakdown | Steps,
): Promise<ScoreCount[]> {
  const value =
    typeof by === 'string'
      ? groupColumns[by]
      : sql`to_char(date_trunc(${by.grain}, answered_at at time zone ${by.timeZone}) at time zone ${by.timeZone} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  const { rows } = await sql<ScoreCount>`
    select value, score::int as score, count(*)::int as n from (
      select ${value} as value, score from survey_answers
      where org_id = ${tx.orgId} and survey_id = ${surveyId} and kind = ${kind} and ${passing(scope, filter, sql`answered_at`)}) given
    group by 1, 2 order by 1, 2
  `.execute(tx.db);
  return rows;
}

/** Answers to each question, by option or value; `row=column` for a matrix. Questions of text are counted only. */
export async function countValues(
  tx: Tx,
  surveyId: string,
  textIds: readonly string[],
  scope: ResultScope,
  filter: ResultFilter,
): Promise<{ question: string; value: string | null; n: number }[]> {
  const { rows } = await sql<{ question: string; value: string | null; n: number }>`
    select e.key as question, v.value, count(*)::int as n
    from survey_answers, jsonb_each(answers) e
    cross join lateral (
      select case when e.key = any(${[...textIds]}::text[]) then null else e.value #>> '{}' end as value
        where jsonb_typeof(e.value) in ('number', 'string')
      union all select o from jsonb_array_elements_text(case jsonb_typeof(e.value) when 'array' then e.value else '[]' end) o
      union all select r.key || '=' || r.value from jsonb_each_text(case jsonb_typeof(e.value) when 'object' then e.value else '{}' end) r
    ) v
    where org_id = ${tx.orgId} and survey_id = ${surveyId} and ${passing(scope, filter, sql`answered_at`)}
    group by 1, 2 order by 1, 3 desc, 2 limit 2000
  `.execute(tx.db);
  return rows;
}

export interface ListedAnswer {
  id: string;
  version: number;
  kind: SurveyScoreKind | null;
  score: number | null;
  answers: SurveyAnswers;
  locale: Locale;
  answeredAt: Temporal.Instant;
  ticketId: string | null;
  followUpId: string | null;
  teamId: string | null;
  assigneeId: string | null;
}

export interface AskedRow {
  id: string;
  surveyId: string;
  name: string;
  version: number;
  by: 'email' | 'link';
  state: 'sent' | 'answered' | 'expired';
  started: boolean;
  sentAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  kind: SurveyScoreKind | null;
  score: number | null;
  answers: SurveyAnswers | null;
  answeredAt: Temporal.Instant | null;
  followUpId: string | null;
}

/** How often one was asked about a ticket, and what came of it, the newest first. */
export async function askedAbout(tx: Tx, ticketId: string, scope: ResultScope): Promise<AskedRow[]> {
  const { rows } = await sql<AskedRow>`
    select i.id, i.survey_id as "surveyId", s.name, i.version, i.by, i.state, i.partial is not null as started,
      i.sent_at as "sentAt", i.expires_at as "expiresAt", a.kind, a.score::int as score, a.answers,
      a.answered_at as "answeredAt", a.follow_up_id as "followUpId"
    from (select * from survey_invitations
          where org_id = ${tx.orgId} and ticket_id = ${ticketId} and ${passing(scope, {}, sql`sent_at`)}) i
    join surveys s on s.org_id = i.org_id and s.id = i.survey_id
    left join survey_answers a on a.org_id = i.org_id and a.invitation_id = i.id
    order by i.sent_at desc, i.id desc limit 20
  `.execute(tx.db);
  return rows;
}

/** Answers, newest first, after the cursor's key. */
export async function listAnswers(
  tx: Tx,
  surveyId: string,
  scope: ResultScope,
  filter: ResultFilter & {
    minScore?: number | undefined;
    maxScore?: number | undefined;
    verbatim?: boolean | undefined;
  },
  after: readonly [string, string] | null,
  limit: number,
): Promise<ListedAnswer[]> {
  const { rows } = await sql<ListedAnswer>`
    select id, version, kind, score::int as score, answers, locale, answered_at as "answeredAt", ticket_id as "ticketId",
      follow_up_id as "followUpId", team_id as "teamId", assignee_id as "assigneeId"
    from survey_answers
    where org_id = ${tx.orgId} and survey_id = ${surveyId} and ${passing(scope, filter, sql`answered_at`)}
      and ${filter.minScore === undefined ? sql`true` : sql`score >= ${filter.minScore}`}
      and ${filter.maxScore === undefined ? sql`true` : sql`score <= ${filter.maxScore}`}
      and ${filter.verbatim === true ? sql`has_text` : sql`true`}
      and ${after === null ? sql`true` : sql`(answered_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by answered_at desc, id desc limit ${limit}
  `.execute(tx.db);
  return rows;
}
