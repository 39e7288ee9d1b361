import type { SlaPolicy, SlaPolicyInput } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

type Terms = Pick<
  SlaPolicy,
  'condition' | 'targets' | 'calendar' | 'pauseStatuses' | 'pausedClocks' | 'warnBefore'
>;

interface Row {
  id: string;
  name: string;
  position: number;
  active: boolean;
  valid_from: Temporal.Instant;
  terms: Terms;
  version: number;
}

const columns = sql`id, name, position, active, valid_from, terms, version`;

function present({ id, name, position, active, valid_from, terms, version }: Row): SlaPolicy {
  return { id, name, position, active, version, validFrom: valid_from.toString(), ...terms };
}

/** A page of policies in the order in which they are tried, one row more than asked for where there are further ones. */
export async function listPolicies(tx: Tx, after: number, limit: number): Promise<SlaPolicy[]> {
  const { rows } = await sql<Row>`
    select ${columns} from sla_policies where org_id = ${tx.orgId} and position > ${after}
    order by position limit ${limit + 1}
  `.execute(tx.db);
  return rows.map(present);
}

/** @throws ServiceError not_found */
export async function getPolicy(tx: Tx, id: string): Promise<SlaPolicy> {
  return one(
    await sql<Row>`select ${columns} from sla_policies where org_id = ${tx.orgId} and id = ${id}`.execute(
      tx.db,
    ),
  );
}

/** Locks all policies in one order: whoever changes their order or number takes turns. */
export async function lockPolicies(tx: Tx): Promise<SlaPolicy[]> {
  const { rows } = await sql<Row>`
    select ${columns} from sla_policies where org_id = ${tx.orgId} order by id for update
  `.execute(tx.db);
  return rows.map(present).sort((a, b) => a.position - b.position);
}

/** Appends a policy at the end of the order. */
export async function insertPolicy(
  tx: Tx,
  id: string,
  input: SlaPolicyInput,
  now: Temporal.Instant,
): Promise<SlaPolicy> {
  return one(
    await sql<Row>`
      insert into sla_policies (org_id, id, name, position, active, valid_from, terms, calendar_id, created_at, updated_at)
      select ${tx.orgId}, ${id}, ${input.name}, coalesce(max(position) + 1, 0), ${input.active},
             ${input.validFrom ?? now.toString()}::timestamptz, ${termsOf(input)}::jsonb, ${calendarOf(input)}::uuid, ${now}, ${now}
      from sla_policies where org_id = ${tx.orgId}
      returning ${columns}
    `.execute(tx.db),
  );
}

/** Writes a policy whole, in its place, and raises its version. */
export async function updatePolicy(
  tx: Tx,
  id: string,
  position: number,
  input: SlaPolicyInput,
  now: Temporal.Instant,
): Promise<SlaPolicy> {
  return one(
    await sql<Row>`
      update sla_policies
      set name = ${input.name}, position = ${position}, active = ${input.active}, terms = ${termsOf(input)}::jsonb,
          valid_from = ${input.validFrom ?? now.toString()}::timestamptz, calendar_id = ${calendarOf(input)}::uuid,
          version = version + 1, updated_at = ${now}
      where org_id = ${tx.orgId} and id = ${id}
      returning ${columns}
    `.execute(tx.db),
  );
}

export async function deletePolicyRow(tx: Tx, id: string): Promise<void> {
  await sql`delete from sla_policies where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

function termsOf({
  condition,
  targets,
  calendar,
  pauseStatuses,
  pausedClocks,
  warnBefore,
}: SlaPolicyInput): Terms {
  return { condition, targets, calendar, pauseStatuses, pausedClocks, warnBefore };
}

function calendarOf({ calendar }: SlaPolicyInput): string | null {
  return calendar.from === 'calendar' ? calendar.calendarId : null;
}

function one(result: { rows: Row[] }): SlaPolicy {
  const row = result.rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return present(row);
}
