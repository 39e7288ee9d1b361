import type { ImprovementStage } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { visible } from './improvement.repo.ts';

export interface CalendarRow {
  kind: 'countermeasure' | 'recheck' | 'aim' | 'pilot';
  on: string;
  id: string;
  title: string;
  stage: ImprovementStage;
  text: string;
  ownerId: string | null;
  done: boolean;
  days: 30 | 90 | null;
}

/** What is due within some days, of the improvements that the actor may see, by day; one more than `limit` where there is more. */
export async function listDue(
  tx: Tx,
  actor: Actor,
  range: { from: string; to: string; ownerId?: string | undefined },
  limit: number,
): Promise<CalendarRow[]> {
  const { from, to, ownerId } = range;
  const { rows } = await sql<CalendarRow>`
    with i as (select * from improvements i where org_id = ${tx.orgId} and ${visible(actor)}),
    due as (
      select 'countermeasure' as kind, m.due_on as "on", i.id, i.title, i.stage, m.text, m.owner_id as "ownerId",
             m.status = 'done' as done, null::int as days, m.added_at as at
      from countermeasures m join i on i.id = m.improvement_id
      where m.org_id = ${tx.orgId} and m.status <> 'dropped' and m.due_on between ${from} and ${to}
      union all
      select 'recheck', planned.due, i.id, i.title, i.stage, '', i.owner_id,
             exists (select from improvement_checks c
                     where c.org_id = ${tx.orgId} and c.improvement_id = i.id and c.recheck = planned.days),
             planned.days, i.opened_at
      from i cross join lateral (values (30, i.recheck_30_on), (90, i.recheck_90_on)) as planned(days, due)
      where planned.due between ${from} and ${to}
      union all
      select 'aim', i.aim_on, i.id, i.title, i.stage, '', i.owner_id, i.stage = 'closed', null, i.opened_at
      from i where i.aim_on between ${from} and ${to}
      union all
      select 'pilot', (i.pilot ->> 'startOn')::date, i.id, i.title, i.stage, '', i.owner_id, i.stage = 'closed', null,
             i.opened_at
      from i where (i.pilot ->> 'startOn')::date between ${from} and ${to}
    )
    select kind, "on", id, title, stage, text, "ownerId", done, days from due
    where ${ownerId === undefined ? sql`true` : sql`"ownerId" = ${ownerId}`}
    order by "on", kind, at, id limit ${limit + 1}
  `.execute(tx.db);
  return rows;
}
