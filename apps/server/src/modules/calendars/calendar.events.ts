import type { BusinessCalendar, calendarCreated, calendarUpdated } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';

/** Appends that calendars were made or changed, each event with the calendar as it is now. */
export async function tellOfCalendars(
  tx: Tx,
  call: Call,
  definition: typeof calendarCreated | typeof calendarUpdated,
  calendars: readonly BusinessCalendar[],
): Promise<void> {
  await appendEvents(
    tx,
    calendars.map((calendar) => ({
      definition,
      data: { calendar },
      subject: { type: 'calendar', id: calendar.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    })),
  );
}
