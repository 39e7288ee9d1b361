import { calendarCreated } from '@jingyun/contracts';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { chinaWorkingWeek } from '../../platform/time/china-calendar.ts';
import { tellOfCalendars } from './calendar.events.ts';
import { insertCalendar } from './calendar.repo.ts';

const CHINA = new Set([
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Chongqing',
  'Asia/Harbin',
  'Asia/Kashgar',
  'PRC',
]);

/**
 * The default calendar of a new organisation: office hours from Monday to Friday in its time zone; in China
 * with the holidays and make-up workdays of ten years before, for imported history, this year and the next.
 */
export async function setUpCalendar(tx: Tx, call: Call): Promise<void> {
  const { rows } = await sql<{ time_zone: string }>`
    select time_zone from organisations where org_id = ${tx.orgId}
  `.execute(tx.db);
  const timeZone = rows[0]?.time_zone ?? 'Asia/Shanghai';
  const { year } = call.now.toZonedDateTimeISO(timeZone);
  const years = CHINA.has(timeZone) ? Array.from({ length: 12 }, (_, index) => year - 10 + index) : [];
  const name =
    call.actor.locale === 'en'
      ? 'Office hours'
      : call.actor.locale === 'zh-TW'
        ? '標準工作時間'
        : '标准工作时间';
  const calendar = await insertCalendar(
    tx,
    uuidv7(),
    { name, ...chinaWorkingWeek(years, timeZone) },
    true,
    call.now,
  );
  await tellOfCalendars(tx, call, calendarCreated, [calendar]);
}
