const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A calendar day of a time zone as it really passed: 23, 24 or 25 hours long, now and then another length. */
export interface LocalDay {
  /** `YYYY-MM-DD` */
  date: string;
  /** Days from 1970-01-01 to the date. */
  number: number;
  /** Epoch milliseconds, the end excluded. */
  start: number;
  end: number;
  /**
   * When each hour of the day began, in milliseconds since `start`. An hour begins when
   * the clock shows a full hour, and also where the clock was changed: the half hour
   * that Lord Howe Island repeats in April is an hour of its own, of 30 minutes.
   */
  hours: readonly number[];
  /** No clock change, full hours only: hours are found by division. */
  regular: boolean;
}

/**
 * The days and hours of one time zone. Asking Temporal for each event would cost more
 * than all other work on it; days are worked out once and kept.
 */
export class LocalDays {
  readonly timeZone: string;
  readonly #byDate = new Map<string, LocalDay>();
  /** Days that overlap a UTC day, by its number. */
  readonly #byUtcDay = new Map<number, LocalDay[]>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  /** The day that an instant falls on. @param ms epoch milliseconds */
  dayOf(ms: number): LocalDay {
    const number = Math.floor(ms / dayMs);
    let days = this.#byUtcDay.get(number);
    if (days === undefined) {
      days = this.#overlapping(number);
      this.#byUtcDay.set(number, days);
    }
    for (const day of days) if (ms >= day.start && ms < day.end) return day;
    throw new RangeError(`no local day holds ${ms} in ${this.timeZone}`);
  }

  /** @param date `YYYY-MM-DD`; one that a zone skipped altogether (Samoa, 30 December 2011) has no length. */
  dayAt(date: string): LocalDay {
    const kept = this.#byDate.get(date);
    if (kept !== undefined) return kept;
    const day = this.#workOut(date);
    this.#byDate.set(date, day);
    return day;
  }

  /** The hour an instant falls in, as minutes from the start of its day to the start of the hour. */
  slotOf(day: LocalDay, ms: number): number {
    const passed = ms - day.start;
    if (day.regular) return Math.floor(passed / hourMs) * 60;
    let index = day.hours.length - 1;
    while (index > 0 && day.hours[index]! > passed) index--;
    return slotAt(day, index);
  }

  #overlapping(utcDay: number): LocalDay[] {
    const at = (ms: number) =>
      Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(this.timeZone).toPlainDate();
    const last = at((utcDay + 1) * dayMs - 1);
    const days: LocalDay[] = [];
    for (
      let date = at(utcDay * dayMs);
      Temporal.PlainDate.compare(date, last) <= 0;
      date = date.add({ days: 1 })
    ) {
      days.push(this.dayAt(date.toString()));
    }
    return days;
  }

  #workOut(date: string): LocalDay {
    const first = Temporal.PlainDate.from(date);
    const begin = first.toZonedDateTime(this.timeZone);
    const start = begin.epochMilliseconds;
    const end = first.add({ days: 1 }).toZonedDateTime(this.timeZone).epochMilliseconds;
    const changes: number[] = [];
    for (let next = begin.getTimeZoneTransition('next'); next !== null && next.epochMilliseconds < end; ) {
      changes.push(next.epochMilliseconds);
      next = next.getTimeZoneTransition('next');
    }
    const hours: number[] = [];
    for (let ms = start; ms < end; ) {
      hours.push(ms - start);
      const full = ms + hourMs - pastTheHour(ms, this.timeZone);
      ms = changes.find((change) => change > ms && change < full) ?? full;
    }
    const regular = changes.length === 0 && end - start === dayMs && hours.length === 24;
    return { date, number: Date.parse(date) / dayMs, start, end, hours, regular };
  }
}

/** The name that a day's hour is kept under; see packed-hours.ts. */
export function slotAt(day: LocalDay, index: number): number {
  return Math.floor(day.hours[index]! / 60_000);
}

function pastTheHour(ms: number, timeZone: string): number {
  const { minute, second, millisecond } =
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  return (minute * 60 + second) * 1_000 + millisecond;
}

/** The date `YYYY-MM-DD` of a day's number. */
export function dateOfDay(number: number): string {
  let date = dates.get(number);
  if (date === undefined) {
    date = new Date(number * dayMs).toISOString().slice(0, 10);
    if (dates.size >= mostDates) dates.clear();
    dates.set(number, date);
  }
  return date;
}

const dates = new Map<number, string>();
const mostDates = 10_000;

const zones = new Map<string, LocalDays>();

/** The days of a zone, shared by all that ask in this process. */
export function localDays(timeZone: string): LocalDays {
  let days = zones.get(timeZone);
  if (days === undefined) {
    days = new LocalDays(timeZone);
    zones.set(timeZone, days);
  }
  return days;
}
