import { type BusinessCalendar, type BusinessCalendarInput, calendarCreated } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { tellOfCalendars } from './calendar.events.ts';
import { insertCalendar } from './calendar.repo.ts';

/**
 * Makes a calendar.
 *
 * @param input a calendar that has passed `businessCalendarInput`
 * @throws ServiceError already_exists for a name in use
 */
export async function createCalendar(
  tx: Tx,
  call: Call,
  input: BusinessCalendarInput,
): Promise<BusinessCalendar> {
  authorise(call.actor, 'calendars.manage');
  const calendar = await insertCalendar(tx, uuidv7(), input, false, call.now);
  await tellOfCalendars(tx, call, calendarCreated, [calendar]);
  return calendar;
}
