import { type BusinessCalendar, type BusinessCalendarInput, calendarUpdated } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { tellOfCalendars } from './calendar.events.ts';
import { lockCalendar, updateCalendar } from './calendar.repo.ts';

/**
 * Replaces a calendar whole. Clocks that run by it are due anew; what has ended stays as it ended.
 *
 * @param expected the version that was edited
 * @throws ServiceError not_found, version_conflict, already_exists
 */
export async function replaceCalendar(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: BusinessCalendarInput,
): Promise<BusinessCalendar> {
  authorise(call.actor, 'calendars.manage');
  const current = await lockCalendar(tx, id);
  refuseStale(expected, current.version);
  const calendar = await updateCalendar(tx, { ...input, id, isDefault: current.isDefault }, call.now);
  await tellOfCalendars(tx, call, calendarUpdated, [calendar]);
  return calendar;
}
