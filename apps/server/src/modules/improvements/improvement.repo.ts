import type {
  ImprovementOutcome,
  ImprovementSource,
  ImprovementStage,
  MetricFilters,
  PilotScope,
  ProblemStatement,
} from '@jingyun/contracts';
import { sql } from 'kysely';
import { type Actor, authorise } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

export interface ImprovementRow {
  id: string;
  title: string;
  stage: ImprovementStage;
  stageAt: Temporal.Instant;
  source: ImprovementSource;
  fromType: 'alert' | 'ticket' | null;
  fromId: string | null;
  suggestion: string;
  ownerId: string | null;
  memberIds: string[];
  teamIds: string[];
  problem: ProblemStatement;
  metric: string | null;
  filters: MetricFilters;
  aim: number | null;
  aimOn: string | null;
  pilot: PilotScope | null;
  openedAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
  outcome: ImprovementOutcome | null;
  reason: string;
  standardise: string;
  lessons: string;
  proofId: string | null;
  recheck30On: string | null;
  recheck90On: string | null;
  /** The event that opened it. */
  eventId: string;
  eventDepth: number;
  version: number;
}

const columns = sql`id, title, stage, stage_at as "stageAt", source, from_type as "fromType", from_id as "fromId",
  suggestion, owner_id as "ownerId", member_ids as "memberIds", team_ids as "teamIds", problem, metric, filters, aim,
  aim_on as "aimOn", pilot, opened_at as "openedAt", closed_at as "closedAt", outcome, reason, standardise, lessons,
  proof_id as "proofId", recheck_30_on as "recheck30On", recheck_90_on as "recheck90On",
  event_id as "eventId", event_depth as "eventDepth", version`;

/** What a list keeps. */
export interface ImprovementFilter {
  stages?: readonly ImprovementStage[] | undefined;
  outcome?: ImprovementOutcome | undefined;
  ownerId?: string | undefined;
  team?: string | undefined;
  metric?: string | undefined;
  search?: string | undefined;
}

/** A page of the improvements that the actor may see, newest first, after the given one; one more where there are more. */
export async function listImprovements(
  tx: Tx,
  actor: Actor,
  filter: ImprovementFilter,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<ImprovementRow[]> {
  const { stages, outcome, ownerId, team, metric, search } = filter;
  const { rows } = await sql<ImprovementRow>`
    select ${columns} from improvements i
    where org_id = ${tx.orgId} and ${visible(actor)}
      and ${stages === undefined ? sql`true` : sql`stage = any(${[...stages]}::text[])`}
      and ${outcome === undefined ? sql`true` : sql`outcome = ${outcome}`}
      and ${ownerId === undefined ? sql`true` : sql`owner_id = ${ownerId}`}
      and ${team === undefined ? sql`true` : sql`${team}::uuid = any(team_ids)`}
      and ${metric === undefined ? sql`true` : sql`metric = ${metric}`}
      and ${
        search === undefined
          ? sql`true`
          : sql`strpos(lower(title || ' ' || (problem ->> 'what') || ' ' || (problem ->> 'where')), lower(${search})) > 0`
      }
      and ${after === null ? sql`true` : sql`(opened_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by opened_at desc, id desc limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}

/** The rule of improvement.policy.ts as a condition on `i`. */
export function visible(actor: Actor) {
  const scope = authorise(actor, 'improvements.read');
  if (scope === 'all') return sql`true`;
  const mine = sql`(i.owner_id::text = ${actor.id} or ${actor.id} = any(i.member_ids::text[]))`;
  if (scope === 'own') return mine;
  return sql`(${mine} or i.team_ids && ${[...actor.teamIds]}::uuid[])`;
}

/** Those of the given improvements that the actor may see. */
export async function improvementsByIds(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ImprovementRow[]> {
  const { rows } = await sql<ImprovementRow>`
    select ${columns} from improvements i
    where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[]) and ${visible(actor)}
  `.execute(tx.db);
  return rows;
}

/** @throws ServiceError not_found */
export async function getImprovement(tx: Tx, id: string): Promise<ImprovementRow> {
  return find(tx, id, sql``);
}

/** Locks the improvement until the transaction ends. @throws ServiceError not_found */
export async function lockImprovement(tx: Tx, id: string): Promise<ImprovementRow> {
  return find(tx, id, sql`for update`);
}

async function find(tx: Tx, id: string, lock: ReturnType<typeof sql>): Promise<ImprovementRow> {
  const { rows } = await sql<ImprovementRow>`
    select ${columns} from improvements where org_id = ${tx.orgId} and id = ${id} ${lock}
  `.execute(tx.db);
  if (rows[0] === undefined) throw new ServiceError('not_found');
  return rows[0];
}

export async function insertImprovement(tx: Tx, row: ImprovementRow): Promise<void> {
  await sql`
    insert into improvements (org_id, id, title, stage, stage_at, source, from_type, from_id, suggestion, owner_id,
                              member_ids, team_ids, problem, metric, filters, aim, aim_on, opened_at,
                              event_id, event_depth, version)
    values (${tx.orgId}, ${row.id}, ${row.title}, ${row.stage}, ${row.stageAt}, ${row.source}, ${row.fromType},
            ${row.fromId}, ${row.suggestion}, ${row.ownerId}, ${row.memberIds}::uuid[], ${row.teamIds}::uuid[],
            ${row.problem}::jsonb, ${row.metric}, ${row.filters}::jsonb, ${row.aim}, ${row.aimOn}, ${row.openedAt},
            ${row.eventId}, ${row.eventDepth}, ${row.version})
  `.execute(tx.db);
}

/** Writes the whole of a locked improvement but for where it came from; raises its version. @returns the row as it is now */
export async function updateImprovement(tx: Tx, row: ImprovementRow): Promise<ImprovementRow> {
  const version = row.version + 1;
  await sql`
    update improvements set title = ${row.title}, stage = ${row.stage}, stage_at = ${row.stageAt},
      owner_id = ${row.ownerId}, member_ids = ${row.memberIds}::uuid[], team_ids = ${row.teamIds}::uuid[],
      problem = ${row.problem}::jsonb, metric = ${row.metric}, filters = ${row.filters}::jsonb, aim = ${row.aim},
      aim_on = ${row.aimOn}, pilot = ${row.pilot}::jsonb, closed_at = ${row.closedAt}, outcome = ${row.outcome},
      reason = ${row.reason}, standardise = ${row.standardise}, lessons = ${row.lessons}, proof_id = ${row.proofId},
      recheck_30_on = ${row.recheck30On}, recheck_90_on = ${row.recheck90On}, version = ${version}
    where org_id = ${tx.orgId} and id = ${row.id}
  `.execute(tx.db);
  return { ...row, version };
}

/** Improvements with a recheck that is due by a day and was not made, by id. */
export async function dueRechecks(tx: Tx, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from improvements i
    where org_id = ${tx.orgId} and recheck_30_on <= ${today}
      and (not exists (select from improvement_checks c where c.org_id = i.org_id and c.improvement_id = i.id and c.recheck = 30)
           or recheck_90_on <= ${today} and not exists (
             select from improvement_checks c where c.org_id = i.org_id and c.improvement_id = i.id and c.recheck = 90))
    order by id
  `.execute(tx.db);
  return rows.map(({ id }) => id);
}
