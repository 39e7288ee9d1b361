import type { CalendarRules, Weekday, WorkingInterval } from '@jingyun/contracts';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[];

export interface DayPlan {
  date: string;
  kind: 'work' | 'off' | 'holiday' | 'makeup' | 'exception';
  /** The holiday's or exception's name. */
  name: string | null;
  intervals: readonly WorkingInterval[];
}

/** The weekday of a date. */
export function weekdayOf(date: string): Weekday {
  return weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] as Weekday;
}

/** How a date is worked. Where lists meet: exception, then make-up day, then holiday, then the week. */
export function planOf(rules: CalendarRules, date: string): DayPlan {
  const exception = rules.exceptions.find((day) => day.date === date);
  if (exception !== undefined)
    return { date, kind: 'exception', name: exception.name, intervals: exception.intervals };
  const makeup = rules.makeupDays.find((day) => day.date === date);
  if (makeup !== undefined) {
    const intervals =
      makeup.intervals ?? (makeup.likeWeekday === undefined ? [] : rules.weekly[makeup.likeWeekday]);
    return { date, kind: 'makeup', name: makeup.name, intervals };
  }
  const holiday = rules.holidays.find((day) => day.date === date);
  if (holiday !== undefined) return { date, kind: 'holiday', name: holiday.name, intervals: [] };
  const intervals = rules.weekly[weekdayOf(date)];
  return { date, kind: intervals.length > 0 ? 'work' : 'off', name: null, intervals };
}

/** The days of a month (`YYYY-MM`), with the blanks before its first Monday-based column. */
export function monthGrid(month: string): { blanks: number; dates: string[] } {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const dates = Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  return { blanks: weekdays.indexOf(weekdayOf(`${month}-01`)), dates };
}

/** The month some months away. */
export function shiftMonth(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Hours worked on a day. */
export function hoursOf(intervals: readonly WorkingInterval[]): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return intervals.reduce((sum, interval) => sum + minutes(interval.to) - minutes(interval.from), 0) / 60;
}
