import { type CalendarRules, minutesOfDay, WEEKDAYS, type WorkingInterval } from '@jingyun/contracts';

/** A stretch of a day in minutes since local midnight; `to` is excluded and may be 1440. */
export interface MinuteSpan {
  from: number;
  to: number;
}

/** Years that calendar arithmetic covers; instants outside are refused with a RangeError. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2299;
/** The horizon in epoch milliseconds, a day inside it so that it holds in every time zone. */
export const EARLIEST_MS = Date.UTC(FIRST_YEAR, 0, 2);
export const LATEST_MS = Date.UTC(LAST_YEAR, 11, 30);

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. */
export function epochDayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/**
 * Answers for any date which stretches of it are worked, in order and without overlap.
 * Where lists meet on one date: exception, then make-up day, then holiday, then the week.
 *
 * @param rules a calendar that has passed `calendarRules`
 * @returns a function from days since 1970-01-01 to spans
 */
export function dayPlan(rules: CalendarRules): (epochDay: number) => readonly MinuteSpan[] {
  const week = WEEKDAYS.map((weekday) => spansOf(rules.weekly[weekday]));
  const dated = new Map<number, readonly MinuteSpan[]>();
  for (const day of rules.holidays) dated.set(epochDayOf(day.date), []);
  for (const day of rules.makeupDays) {
    const intervals = day.likeWeekday === undefined ? (day.intervals ?? []) : rules.weekly[day.likeWeekday];
    dated.set(epochDayOf(day.date), spansOf(intervals));
  }
  for (const day of rules.exceptions) dated.set(epochDayOf(day.date), spansOf(day.intervals));
  return (epochDay) => dated.get(epochDay) ?? (week[weekdayIndex(epochDay)] as readonly MinuteSpan[]);
}

/** 0 for Monday to 6 for Sunday; day 0 (1970-01-01) was a Thursday. */
function weekdayIndex(epochDay: number): number {
  return (((epochDay + 3) % 7) + 7) % 7;
}

function spansOf(intervals: readonly WorkingInterval[]): readonly MinuteSpan[] {
  return intervals
    .map((interval) => ({ from: minutesOfDay(interval.from), to: minutesOfDay(interval.to) }))
    .sort((a, b) => a.from - b.from);
}
