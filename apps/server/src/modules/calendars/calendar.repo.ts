import type { BusinessCalendar, BusinessCalendarInput, CalendarRules } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';

interface Row {
  id: string;
  name: string;
  is_default: boolean;
  rules: CalendarRules;
  version: number;
}

const columns = sql`id, name, is_default, rules, version`;

function present({ id, name, is_default, rules, version }: Row): BusinessCalendar {
  return { id, name, isDefault: is_default, version, ...rules };
}

/** A page of calendars by name, one row more than asked for where there are further ones. */
export async function listCalendars(
  tx: Tx,
  after: string | null,
  limit: number,
): Promise<BusinessCalendar[]> {
  const { rows } = await sql<Row>`
    select ${columns} from business_calendars
    where org_id = ${tx.orgId} and (${after}::text is null or name > ${after}::text)
    order by name limit ${limit + 1}
  `.execute(tx.db);
  return rows.map(present);
}

/** @throws ServiceError not_found */
export async function getCalendar(tx: Tx, id: string): Promise<BusinessCalendar> {
  return one(
    await sql<Row>`select ${columns} from business_calendars where org_id = ${tx.orgId} and id = ${id}`.execute(
      tx.db,
    ),
  );
}

/** Locks the calendar until the transaction ends. @throws ServiceError not_found */
export async function lockCalendar(tx: Tx, id: string): Promise<BusinessCalendar> {
  return one(
    await sql<Row>`select ${columns} from business_calendars where org_id = ${tx.orgId} and id = ${id} for update`.execute(
      tx.db,
    ),
  );
}

/** Locks every calendar of the organisation, in one order, so that two moves of the default take turns. */
export async function lockCalendars(tx: Tx): Promise<BusinessCalendar[]> {
  const { rows } = await sql<Row>`
    select ${columns} from business_calendars where org_id = ${tx.orgId} order by id for update
  `.execute(tx.db);
  return rows.map(present);
}

export async function insertCalendar(
  tx: Tx,
  id: string,
  input: BusinessCalendarInput,
  isDefault: boolean,
  now: Temporal.Instant,
): Promise<BusinessCalendar> {
  const { name, ...rules } = input;
  return one(
    await sql<Row>`
      insert into business_calendars (org_id, id, name, is_default, rules, created_at, updated_at)
      values (${tx.orgId}, ${id}, ${name}, ${isDefault}, ${rules}::jsonb, ${now}, ${now})
      returning ${columns}
    `.execute(tx.db),
  );
}

/** Writes a calendar whole and raises its version. */
export async function updateCalendar(
  tx: Tx,
  calendar: Omit<BusinessCalendar, 'version'>,
  now: Temporal.Instant,
): Promise<BusinessCalendar> {
  const { id, name, isDefault, timeZone, weekly, holidays, makeupDays, exceptions } = calendar;
  const rules: CalendarRules = { timeZone, weekly, holidays, makeupDays, exceptions };
  return one(
    await sql<Row>`
      update business_calendars
      set name = ${name}, is_default = ${isDefault}, rules = ${rules}::jsonb, version = version + 1, updated_at = ${now}
      where org_id = ${tx.orgId} and id = ${id}
      returning ${columns}
    `.execute(tx.db),
  );
}

export async function deleteCalendarRow(tx: Tx, id: string): Promise<void> {
  await sql`delete from business_calendars where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}

function one(result: { rows: Row[] }): BusinessCalendar {
  const row = result.rows[0];
  if (row === undefined) throw new ServiceError('not_found');
  return present(row);
}
