import { type BusinessCalendar, calendarUpdated } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { tellOfCalendars } from './calendar.events.ts';
import { lockCalendars, updateCalendar } from './calendar.repo.ts';

/**
 * Makes a calendar the one that counts where none is named; the default until now is one no more.
 *
 * @throws ServiceError not_found
 */
export async function makeDefaultCalendar(tx: Tx, call: Call, id: string): Promise<BusinessCalendar> {
  authorise(call.actor, 'calendars.manage');
  const calendars = await lockCalendars(tx);
  const chosen = calendars.find((candidate) => candidate.id === id);
  if (chosen === undefined) throw new ServiceError('not_found');
  if (chosen.isDefault) return chosen;
  const changed: BusinessCalendar[] = [];
  for (const former of calendars.filter((candidate) => candidate.isDefault)) {
    changed.push(await updateCalendar(tx, { ...former, isDefault: false }, call.now));
  }
  const calendar = await updateCalendar(tx, { ...chosen, isDefault: true }, call.now);
  await tellOfCalendars(tx, call, calendarUpdated, [...changed, calendar]);
  return calendar;
}
