import type { Tx } from '../../platform/database/transaction.ts';
import { getOrganisation } from '../people/index.ts';

/** The organisation's local day at an instant, `YYYY-MM-DD`: due days and certifications count by it. */
export async function localDay(tx: Tx, now: Temporal.Instant): Promise<string> {
  return dayIn((await getOrganisation(tx)).timeZone, now);
}

export function dayIn(timeZone: string, now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** `addDays('2026-03-02', 7)` is `2026-03-09`. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
