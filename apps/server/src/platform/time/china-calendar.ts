import type { CalendarRules, Holiday, MakeupDay, WorkingInterval } from '@jingyun/contracts';
import chineseDays from 'chinese-days';

/** Public holidays and make-up workdays (调休) of a span of years. */
export interface ChinaDays {
  holidays: Holiday[];
  makeupDays: MakeupDay[];
  /** Years whose arrangement the State Council has not published, as far as the installed data goes. */
  unpublishedYears: number[];
}

const FIRST_PUBLISHED = 2004;

/**
 * The public holidays and make-up workdays of China, from `chinese-days`, which follows the notices of the
 * State Council. The notice for a year comes out in the November before, so that a coming year may have to be
 * added later: it is named in `unpublishedYears` and has neither holidays nor make-up days here.
 *
 * Weekends within a holiday are listed as holidays, which they are. A make-up day works like a Monday, as the
 * notices do not say which weekday it stands for.
 *
 * @param years calendar years, in any order
 * @returns days in order of date
 */
export function chinaDays(years: readonly number[]): ChinaDays {
  const days: ChinaDays = { holidays: [], makeupDays: [], unpublishedYears: [] };
  for (const year of [...new Set(years)].sort((a, b) => a - b)) {
    const found = year < FIRST_PUBLISHED ? { holidays: [], makeupDays: [] } : chinaDaysOfYear(year);
    if (found.holidays.length === 0) days.unpublishedYears.push(year);
    days.holidays.push(...found.holidays);
    days.makeupDays.push(...found.makeupDays);
  }
  return days;
}

function chinaDaysOfYear(year: number): Pick<ChinaDays, 'holidays' | 'makeupDays'> {
  const holidays: Holiday[] = [];
  const makeupDays: MakeupDay[] = [];
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  for (let day = first; day.year === year; day = day.add({ days: 1 })) {
    const date = day.toString();
    const detail = chineseDays.getDayDetail(date);
    // An ordinary day is named by its weekday alone, an arranged one "National Day,国庆节,3".
    const name = detail.name.split(',')[1];
    if (name === undefined) continue;
    if (detail.work) makeupDays.push({ date, name: `${name}调休`, likeWeekday: 'monday' });
    else holidays.push({ date, name });
  }
  return { holidays, makeupDays };
}

const OFFICE_HOURS: readonly WorkingInterval[] = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];

/**
 * The calendar that an organisation in China starts with: Monday to Friday, 09:00–12:00 and 13:00–18:00, with
 * the holidays and make-up workdays of the given years. Everything in it can be edited afterwards.
 *
 * @param years calendar years to take holidays for
 * @param timeZone IANA name, Asia/Shanghai unless given
 */
export function chinaWorkingWeek(years: readonly number[], timeZone = 'Asia/Shanghai'): CalendarRules {
  const { holidays, makeupDays } = chinaDays(years);
  const office = (): WorkingInterval[] => OFFICE_HOURS.map((interval) => ({ ...interval }));
  return {
    timeZone,
    weekly: {
      monday: office(),
      tuesday: office(),
      wednesday: office(),
      thursday: office(),
      friday: office(),
      saturday: [],
      sunday: [],
    },
    holidays,
    makeupDays,
    exceptions: [],
  };
}
