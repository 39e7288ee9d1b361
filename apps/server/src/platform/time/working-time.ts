import type { CalendarRules } from '@jingyun/contracts';
import { dayPlan, epochDayOf, FIRST_YEAR, LAST_YEAR, type MinuteSpan } from './calendar-days.ts';
import { firstInstantAt } from './wall-clock.ts';

/*
 * The plain form of working-time arithmetic: it walks the calendar day by day. Its cost grows with the span
 * it crosses; `CompiledCalendar` gives the same answers in logarithmic time. Instants count to the
 * millisecond (finer parts are dropped), seconds likewise.
 */

/**
 * Working time from one instant to another.
 *
 * @returns seconds, exact to the millisecond; negative where `to` lies before `from`, so that
 *   `between(a, b) = -between(b, a)` and `between(a, b) + between(b, c) = between(a, c)`
 * @throws RangeError outside the years 1900 to 2299
 */
export function workingTimeBetween(
  calendar: CalendarRules,
  from: Temporal.Instant,
  to: Temporal.Instant,
): number {
  const [a, b] = [from.epochMilliseconds, to.epochMilliseconds];
  if (b < a) return 0 - workingTimeBetween(calendar, to, from);
  let worked = 0;
  for (const [start, end] of spansAfter(calendar, a)) {
    if (start >= b) break;
    worked += Math.min(end, b) - Math.max(start, a);
  }
  return worked / 1000;
}

/**
 * The instant by which an amount of working time has passed: the earliest `t ≥ instant` with
 * `workingTimeBetween(instant, t) = seconds`. For negative seconds the latest `t ≤ instant` with
 * `workingTimeBetween(t, instant) = -seconds`. Zero seconds give the instant itself, worked or not.
 *
 * @param seconds working time, exact to the millisecond
 * @throws RangeError where the answer lies outside the years 1900 to 2299
 */
export function addWorkingTime(
  calendar: CalendarRules,
  instant: Temporal.Instant,
  seconds: number,
): Temporal.Instant {
  const origin = instant.epochMilliseconds;
  let left = Math.abs(Math.round(seconds * 1000));
  if (left === 0) return Temporal.Instant.fromEpochMilliseconds(origin);
  for (const [start, end] of seconds > 0 ? spansAfter(calendar, origin) : spansBefore(calendar, origin)) {
    const length = end - start;
    if (length >= left) {
      return Temporal.Instant.fromEpochMilliseconds(seconds > 0 ? start + left : end - left);
    }
    left -= length;
  }
  throw outsideHorizon();
}

/** Whether work goes on at an instant. An interval's first instant is worked, its end is not. */
export function isWorkingTime(calendar: CalendarRules, instant: Temporal.Instant): boolean {
  return nextWorkingInstant(calendar, instant).epochMilliseconds === instant.epochMilliseconds;
}

/**
 * The first working instant at or after an instant: itself while work goes on, else the next opening.
 *
 * @throws RangeError where none follows before the year 2300
 */
export function nextWorkingInstant(calendar: CalendarRules, instant: Temporal.Instant): Temporal.Instant {
  for (const [start] of spansAfter(calendar, instant.epochMilliseconds)) {
    return Temporal.Instant.fromEpochMilliseconds(start);
  }
  throw outsideHorizon();
}

/** Stretches of working time at or after an instant, in order, cut at it. */
function* spansAfter(calendar: CalendarRules, origin: number): Generator<[number, number]> {
  const plan = dayPlan(calendar);
  // One day back: where the clock is set back over midnight the local date runs ahead of this one.
  for (let day = localDay(calendar, origin) - 1; yearOf(day) <= LAST_YEAR; day += 1) {
    for (const [start, end] of spansOfDay(plan(day), day, calendar.timeZone)) {
      if (end > origin) yield [Math.max(start, origin), end];
    }
  }
}

/** Stretches of working time before an instant, latest first, cut at it. */
function* spansBefore(calendar: CalendarRules, origin: number): Generator<[number, number]> {
  const plan = dayPlan(calendar);
  for (let day = localDay(calendar, origin) + 1; yearOf(day) >= FIRST_YEAR; day -= 1) {
    for (const [start, end] of spansOfDay(plan(day), day, calendar.timeZone).reverse()) {
      if (start < origin) yield [start, Math.min(end, origin)];
    }
  }
}

function spansOfDay(spans: readonly MinuteSpan[], epochDay: number, timeZone: string): [number, number][] {
  const midnight = Temporal.PlainDateTime.from({ year: 1970, month: 1, day: 1 }).add({ days: epochDay });
  return spans
    .map((span): [number, number] => [
      firstInstantAt(midnight.add({ minutes: span.from }), timeZone),
      firstInstantAt(midnight.add({ minutes: span.to }), timeZone),
    ])
    .filter(([start, end]) => start < end);
}

function localDay(calendar: CalendarRules, epochMs: number): number {
  const date = Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDate();
  if (date.year < FIRST_YEAR || date.year > LAST_YEAR) throw outsideHorizon();
  return epochDayOf(date.toString());
}

function yearOf(epochDay: number): number {
  return new Date(epochDay * 86_400_000).getUTCFullYear();
}

function outsideHorizon(): RangeError {
  return new RangeError(`Working time is reckoned for the years ${FIRST_YEAR} to ${LAST_YEAR} only.`);
}
