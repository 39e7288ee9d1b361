import { clockNow } from '../../lib/time/clock.ts';
import { addDays, dateIn } from '../../lib/time/format.ts';

/** Half a year of days up to today or, of an improvement that is closed, up to a month after that. */
export function halfYearOf(
  closedAt: string | null,
  timeZone: string,
  now: number = clockNow(),
): { from: string; to: string } {
  const today = dateIn(timeZone, now);
  const month = closedAt === null ? today : addDays(dateIn(timeZone, Date.parse(closedAt)), 30);
  const [to = today] = [month, today].sort();
  return { from: addDays(to, -182), to };
}
