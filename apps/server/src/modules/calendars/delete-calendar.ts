import { calendarDeleted } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { deleteCalendarRow, lockCalendar } from './calendar.repo.ts';

/**
 * Deletes a calendar that nothing refers to.
 *
 * @param expected the version that was seen
 * @throws ServiceError not_found, version_conflict, calendar_is_default, still_referenced
 */
export async function deleteCalendar(tx: Tx, call: Call, id: string, expected: number): Promise<void> {
  authorise(call.actor, 'calendars.manage');
  const calendar = await lockCalendar(tx, id);
  refuseStale(expected, calendar.version);
  if (calendar.isDefault) throw new ServiceError('calendar_is_default');
  await deleteCalendarRow(tx, id);
  await appendEvents(tx, [
    {
      definition: calendarDeleted,
      data: { name: calendar.name },
      subject: { type: 'calendar', id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}
