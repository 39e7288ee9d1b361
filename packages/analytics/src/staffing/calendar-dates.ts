import { AnalyticsError } from '../errors.ts';

const MS_PER_DAY = 86_400_000;

/** Names of what happens on each date (`2026-02-17`): holidays, festivals by the lunar calendar, promotions. */
export type CalendarEvents = Readonly<Record<string, readonly string[]>>;

/**
 * Days since 1970-01-01 of an ISO date. O(1).
 *
 * @throws AnalyticsError unless it is a real date written YYYY-MM-DD
 */
export function dayNumber(argument: string, date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // Date.parse rolls 30 February over in some engines and refuses it in others.
  if (Number.isNaN(time) || isoDate(time / MS_PER_DAY) !== date) {
    throw new AnalyticsError(argument, `must be a date written YYYY-MM-DD, not ${date}`);
  }
  return time / MS_PER_DAY;
}

/** The ISO date of so many days since 1970-01-01. O(1). */
export function isoDate(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** 0 for Monday to 6 for Sunday. O(1). */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

/**
 * A festival with its days before and after as events of their own (`spring-festival-1`, `spring-festival`,
 * `spring-festival+1`), because calls fall before and rise after. O(dates × days).
 *
 * @param dates when it happens: one date a year, for a lunar festival
 * @throws AnalyticsError if a date is none, or `before` or `after` is not a whole number from 0
 * @example eventWindow('spring-festival', ['2025-01-29', '2026-02-17'], { before: 3, after: 7 });
 */
export function eventWindow(
  name: string,
  dates: readonly string[],
  { before = 0, after = 0 }: { before?: number; after?: number } = {},
): Record<string, string[]> {
  for (const [option, value] of Object.entries({ before, after })) {
    if (!(Number.isSafeInteger(value) && value >= 0)) {
      throw new AnalyticsError(`options.${option}`, `must be an integer from 0, not ${value}`);
    }
  }
  const events: Record<string, string[]> = {};
  for (const [i, date] of dates.entries()) {
    const day = dayNumber(`dates[${i}]`, date);
    for (let offset = -before; offset <= after; offset++) {
      const label = offset === 0 ? name : `${name}${offset > 0 ? '+' : ''}${offset}`;
      const on = isoDate(day + offset);
      events[on] = [...(events[on] ?? []), label];
    }
  }
  return events;
}

/** Several calendars as one. O(dates). */
export function mergeEvents(...calendars: readonly CalendarEvents[]): CalendarEvents {
  const merged: Record<string, string[]> = {};
  for (const calendar of calendars) {
    for (const [date, names] of Object.entries(calendar)) merged[date] = [...(merged[date] ?? []), ...names];
  }
  return merged;
}
