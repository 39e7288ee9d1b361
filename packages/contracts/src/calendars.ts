import { z } from 'zod';
import { calendarDate, id, line, timeZone, version, type Words } from './common.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';

/**
 * Business calendars: when an organisation or a team works.
 *
 * Terms. An *interval* is a stretch of local wall-clock time on one date, `from` included and `to`
 * excluded; `to` may be `24:00`. A shift over midnight is written as two intervals: `22:00–24:00` on one
 * day and `00:00–06:00` on the next. A *holiday* is a date without work, a *make-up day* (调休) a date
 * that is worked although its weekday is not, an *exception* a date with intervals of its own (a half
 * day, an evening of stock-taking). Where lists meet on one date: exception, then make-up day, then
 * holiday, then the week.
 */

/** Weekdays in ISO order: index 0 is Monday, ISO weekday 1. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What each refusal of a calendar means, and what to do; `{name}` places come from the issue's params. */
export const calendarIssues = {
  unknown_time_zone: {
    zh: '不是有效的 IANA 时区，请使用 Asia/Shanghai 这样的名称。',
    en: 'Not an IANA time zone. Use a name such as Asia/Shanghai or Europe/Berlin.',
  },
  time_of_day: {
    zh: '时间请写成 HH:MM，从 00:00 到 24:00。',
    en: 'Write the time as HH:MM, from 00:00 to 24:00.',
  },
  year_out_of_range: {
    zh: '年份须在 1970 至 2199 之间。',
    en: 'The year must lie between 1970 and 2199.',
  },
  interval_reversed: {
    zh: '结束时间须晚于开始时间；跨午夜的班次请拆成两段：一段到 24:00，一段从次日 00:00 起。',
    en: 'The interval must end after it begins. Split a shift over midnight: one to 24:00, one from 00:00 on the next day.',
  },
  intervals_overlap: {
    zh: '{interval} 与 {other} 重叠，请调整或合并这两段。',
    en: '{interval} overlaps {other}. Move or join the two intervals.',
  },
  makeup_day_form: {
    zh: '调休上班日须二选一：按星期几上班（likeWeekday），或给出时段（intervals）。',
    en: 'Say how the make-up day is worked: either likeWeekday or intervals, not both.',
  },
  date_listed_twice: {
    zh: '{date} 列了两次，请删去一个。',
    en: '{date} is listed twice. Remove one of the two.',
  },
  holiday_and_makeup_day: {
    zh: '{date} 同时是节假日和调休上班日，请从其中一处删去。',
    en: '{date} is both a holiday and a make-up workday. Take it off one of the two lists.',
  },
  no_working_time: {
    zh: '一周没有任何工作时间，请至少给一天设置时段。',
    en: 'The week has no working time. Give at least one weekday an interval.',
  },
  year_without_working_time: {
    zh: '节假日使 {year} 年没有任何工作时间，请至少留一个工作日。',
    en: 'The holidays leave no working time in {year}. Leave at least one working day.',
  },
} as const satisfies Record<string, Words>;

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
const DAY_MS = 86_400_000;

/** Minutes since local midnight of `HH:MM`; `24:00` is 1440. */
export function minutesOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** An IANA name; bare offsets such as +08:00 are refused, as they know nothing of daylight saving. */
const calendarTimeZone = timeZone.regex(/^[A-Za-z]/, { error: 'unknown_time_zone' });

const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'time_of_day' });

const datedDay = calendarDate.refine(
  (date) => {
    const year = Number(date.slice(0, 4));
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  },
  { error: 'year_out_of_range' },
);

const dayName = line(100);

/** One stretch of local working time on a date: `from` included, `to` excluded. */
export const workingInterval = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine((interval) => minutesOfDay(interval.from) < minutesOfDay(interval.to), {
    error: 'interval_reversed',
    path: ['to'],
  });
export type WorkingInterval = z.infer<typeof workingInterval>;

/** The intervals of one day, in any order, at most 24; they may touch, and may not overlap. */
export const dayIntervals = z
  .array(workingInterval)
  .max(24)
  .superRefine((intervals, context) => {
    const order = intervals
      .map((_, index) => index)
      .sort((a, b) => begin(intervals, a) - begin(intervals, b));
    for (let position = 1; position < order.length; position += 1) {
      const before = intervals[order[position - 1] as number];
      const index = order[position] as number;
      const after = intervals[index];
      if (before && after && minutesOfDay(after.from) < minutesOfDay(before.to)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'from'],
          message: 'intervals_overlap',
          params: { interval: `${after.from}–${after.to}`, other: `${before.from}–${before.to}` },
        });
      }
    }
  });

function begin(intervals: readonly WorkingInterval[], index: number): number {
  const interval = intervals[index];
  return interval ? minutesOfDay(interval.from) : 0;
}

export const holiday = z.strictObject({ date: datedDay, name: dayName });
export type Holiday = z.infer<typeof holiday>;

/** A date that is worked out of turn: like a given weekday, or by intervals of its own. */
export const makeupDay = z
  .strictObject({
    date: datedDay,
    name: dayName,
    likeWeekday: z.enum(WEEKDAYS).optional(),
    intervals: dayIntervals.optional(),
  })
  .refine((day) => (day.likeWeekday === undefined) !== (day.intervals === undefined), {
    error: 'makeup_day_form',
    path: ['likeWeekday'],
  });
export type MakeupDay = z.infer<typeof makeupDay>;

/** A date with intervals of its own; an empty list closes it. */
export const calendarException = z.strictObject({ date: datedDay, name: dayName, intervals: dayIntervals });
export type CalendarException = z.infer<typeof calendarException>;

const rulesShape = {
  timeZone: calendarTimeZone,
  weekly: z.strictObject({
    monday: dayIntervals,
    tuesday: dayIntervals,
    wednesday: dayIntervals,
    thursday: dayIntervals,
    friday: dayIntervals,
    saturday: dayIntervals,
    sunday: dayIntervals,
  }),
  holidays: z.array(holiday).max(5_000),
  makeupDays: z.array(makeupDay).max(2_000),
  exceptions: z.array(calendarException).max(2_000),
};
const looseRules = z.object(rulesShape);

/** What a calendar means, without its name: all that arithmetic needs. */
export type CalendarRules = z.infer<typeof looseRules>;

function refineRules(rules: CalendarRules, context: z.RefinementCtx): void {
  for (const list of ['holidays', 'makeupDays', 'exceptions'] as const) {
    const seen = new Set<string>();
    rules[list].forEach((day, index) => {
      if (seen.has(day.date)) {
        context.addIssue({
          code: 'custom',
          path: [list, index, 'date'],
          message: 'date_listed_twice',
          params: { date: day.date },
        });
      }
      seen.add(day.date);
    });
  }
  const holidays = new Set(rules.holidays.map((day) => day.date));
  rules.makeupDays.forEach((day, index) => {
    if (holidays.has(day.date)) {
      context.addIssue({
        code: 'custom',
        path: ['makeupDays', index, 'date'],
        message: 'holiday_and_makeup_day',
        params: { date: day.date },
      });
    }
  });
  if (WEEKDAYS.every((weekday) => rules.weekly[weekday].length === 0)) {
    context.addIssue({
      code: 'custom',
      path: ['weekly'],
      message: 'no_working_time',
    });
    return;
  }
  const idle = idleYear(rules, holidays);
  if (idle !== undefined) {
    context.addIssue({
      code: 'custom',
      path: ['holidays'],
      message: 'year_without_working_time',
      params: { year: idle },
    });
  }
}

/** The first year in which holidays and empty exceptions close every day that the week would work. */
function idleYear(rules: CalendarRules, holidays: ReadonlySet<string>): number | undefined {
  const closed = new Set(rules.exceptions.filter((day) => day.intervals.length === 0).map((day) => day.date));
  const years = new Set([...holidays, ...closed].map((date) => Number(date.slice(0, 4))));
  for (const year of [...years].sort((a, b) => a - b)) {
    let worked = false;
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1) && !worked; day += DAY_MS) {
      const date = new Date(day).toISOString().slice(0, 10);
      const weekday = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7] as Weekday;
      worked = rules.weekly[weekday].length > 0 && !holidays.has(date) && !closed.has(date);
    }
    if (!worked) return year;
  }
  return undefined;
}

const calendarName = line(100);

/** Rules alone, as they are stored. */
export const calendarRules = z.strictObject(rulesShape).superRefine(refineRules);

/** Body of create and replace. */
export const businessCalendarInput = z
  .strictObject({ name: calendarName, ...rulesShape })
  .superRefine(refineRules);
export type BusinessCalendarInput = z.infer<typeof businessCalendarInput>;

/** A calendar as the API gives it. `version` is the value for `If-Match`. */
export const businessCalendar = z.object({
  id,
  name: calendarName,
  /** The calendar that counts where none is named. Each organisation has exactly one. */
  isDefault: z.boolean(),
  version,
  ...rulesShape,
});
export type BusinessCalendar = z.infer<typeof businessCalendar>;

/** Public holidays and make-up workdays of China, to take into a calendar. */
export const chinaDaysQuery = z.strictObject({
  year: z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR),
});
export const chinaDaysAnswer = z.object({
  holidays: z.array(holiday),
  makeupDays: z.array(makeupDay),
  /** Years whose arrangement has not been published. */
  unpublishedYears: z.array(z.int()),
});

const calendarEvent = z.object({ calendar: businessCalendar });
export const calendarCreated = defineEvent('calendar.created', calendarEvent);
export const calendarUpdated = defineEvent('calendar.updated', calendarEvent);
export const calendarDeleted = defineEvent('calendar.deleted', z.object({ name: z.string() }));

export const calendarPermissions = definePermissions({
  'calendars.read': {
    words: { zh: '查看工作日历', en: 'See business calendars' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'all',
      agent: 'all',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
  'calendars.manage': {
    words: { zh: '管理工作日历', en: 'Manage business calendars' },
    roles: { owner: 'all', manager: 'all' },
  },
});
