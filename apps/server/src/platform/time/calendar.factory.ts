import { type CalendarRules, WEEKDAYS, type WorkingInterval } from '@jingyun/contracts';

/** A calendar for tests: every weekday of `days` works `hours`, the rest as given. */
export function calendarOf(
  options: Partial<Omit<CalendarRules, 'weekly'>> & {
    hours?: readonly string[];
    days?: readonly (typeof WEEKDAYS)[number][];
  } = {},
): CalendarRules {
  const { hours = ['09:00-18:00'], days = WEEKDAYS.slice(0, 5), ...rest } = options;
  const none = Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [] as WorkingInterval[]]));
  const worked = Object.fromEntries(days.map((weekday) => [weekday, intervals(...hours)]));
  return {
    timeZone: 'Asia/Shanghai',
    holidays: [],
    makeupDays: [],
    exceptions: [],
    ...rest,
    weekly: { ...none, ...worked } as CalendarRules['weekly'],
  };
}

/** `intervals('09:00-12:00', '13:00-18:00')`. */
export function intervals(...hours: readonly string[]): WorkingInterval[] {
  return hours.map((hour) => ({ from: hour.slice(0, 5), to: hour.slice(6) }));
}
