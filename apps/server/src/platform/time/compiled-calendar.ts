import type { CalendarRules } from '@jingyun/contracts';
import { dayPlan, epochDayOf, FIRST_YEAR, LAST_YEAR, type MinuteSpan } from './calendar-days.ts';
import { firstInstantAt } from './wall-clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * A calendar laid out for millions of clocks: the starts and ends of its working stretches as sorted epoch
 * milliseconds, with the working time that precedes each. A query is a binary search; Temporal is used only
 * around changes of the zone's offset while a year is laid out. Years are laid out when first asked for, and
 * those in between with them (a year costs some tens of microseconds and 12 kB).
 *
 * Every method takes and gives whole epoch milliseconds, and answers exactly as its namesake in
 * `working-time.ts`, which documents the meaning.
 *
 * @throws RangeError from every method outside the years 1900 to 2299
 */
export class CompiledCalendar {
  readonly #timeZone: string;
  readonly #plan: (epochDay: number) => readonly MinuteSpan[];
  #firstYear = 0;
  #lastYear = -1;
  /** The laid-out years cover `[#coverFrom, #coverTo)`. */
  #coverFrom = 0;
  #coverTo = 0;
  #starts = new Float64Array(0);
  #ends = new Float64Array(0);
  /** `#before[i]`: milliseconds of working time before stretch i; one longer than the others, for the total. */
  #before = new Float64Array(1);

  constructor(rules: CalendarRules) {
    this.#timeZone = rules.timeZone;
    this.#plan = dayPlan(rules);
  }

  /** `addWorkingTime` on epoch milliseconds. */
  add(fromMs: number, seconds: number): number {
    const amount = Math.round(seconds * 1000);
    if (amount === 0) return fromMs;
    this.#cover(fromMs);
    // Laying out further years can shift the sums, so the target is taken anew after each.
    if (amount > 0) {
      while (this.#worked(fromMs) + amount > this.#total()) this.#extend(this.#lastYear + 1);
      const target = this.#worked(fromMs) + amount;
      const index = lastBelow(this.#before, this.#starts.length, target);
      return at(this.#starts, index) + (target - at(this.#before, index));
    }
    while (this.#worked(fromMs) + amount < 0) this.#extend(this.#firstYear - 1);
    const target = this.#worked(fromMs) + amount;
    const index = lastAtOrBelow(this.#before, this.#starts.length, target);
    return at(this.#starts, index) + (target - at(this.#before, index));
  }

  /** `workingTimeBetween` on epoch milliseconds: seconds, negative where `toMs` comes first. */
  between(fromMs: number, toMs: number): number {
    this.#cover(fromMs);
    this.#cover(toMs);
    return (this.#worked(toMs) - this.#worked(fromMs)) / 1000;
  }

  /** `isWorkingTime` on epoch milliseconds. */
  isWorking(atMs: number): boolean {
    this.#cover(atMs);
    const index = lastAtOrBelow(this.#starts, this.#starts.length, atMs);
    return index >= 0 && atMs < at(this.#ends, index);
  }

  /** `nextWorkingInstant` on epoch milliseconds. */
  nextWorking(atMs: number): number {
    this.#cover(atMs);
    let index = this.#firstEndingAfter(atMs);
    while (index >= this.#starts.length) {
      this.#extend(this.#lastYear + 1);
      index = this.#firstEndingAfter(atMs);
    }
    return Math.max(at(this.#starts, index), atMs);
  }

  /**
   * The working stretches between two instants, in order and cut at them; stretches that touch are one.
   * For explaining a clock to a person; its cost is that of its answer.
   */
  stretches(fromMs: number, toMs: number): { from: number; to: number }[] {
    this.#cover(fromMs);
    this.#cover(toMs);
    const found: { from: number; to: number }[] = [];
    for (let index = this.#firstEndingAfter(fromMs); index < this.#starts.length; index += 1) {
      const start = at(this.#starts, index);
      if (start >= toMs) break;
      found.push({ from: Math.max(start, fromMs), to: Math.min(at(this.#ends, index), toMs) });
    }
    return found;
  }

  /** Milliseconds of working time from the start of the laid-out years to an instant in them. */
  #worked(atMs: number): number {
    const index = lastAtOrBelow(this.#starts, this.#starts.length, atMs);
    if (index < 0) return 0;
    return at(this.#before, index) + Math.min(atMs, at(this.#ends, index)) - at(this.#starts, index);
  }

  #total(): number {
    return at(this.#before, this.#starts.length);
  }

  #firstEndingAfter(atMs: number): number {
    const index = lastAtOrBelow(this.#starts, this.#starts.length, atMs);
    return index >= 0 && atMs < at(this.#ends, index) ? index : index + 1;
  }

  #cover(atMs: number): void {
    if (atMs >= this.#coverFrom && atMs < this.#coverTo) return;
    const year = new Date(atMs).getUTCFullYear();
    if (Number.isNaN(year)) throw outsideHorizon();
    if (this.#lastYear < this.#firstYear) this.#layOutFirst(year);
    while (atMs >= this.#coverTo) this.#extend(this.#lastYear + 1);
    while (atMs < this.#coverFrom) this.#extend(this.#firstYear - 1);
  }

  #layOutFirst(year: number): void {
    if (year < FIRST_YEAR || year > LAST_YEAR) throw outsideHorizon();
    this.#firstYear = year;
    this.#lastYear = year;
    this.#replace(this.#stretchesOfYear(year));
  }

  #extend(year: number): void {
    if (year < FIRST_YEAR || year > LAST_YEAR) throw outsideHorizon();
    const added = this.#stretchesOfYear(year);
    const kept: number[] = [];
    for (let index = 0; index < this.#starts.length; index += 1) {
      kept.push(at(this.#starts, index), at(this.#ends, index));
    }
    const later = year > this.#lastYear;
    this.#firstYear = Math.min(this.#firstYear, year);
    this.#lastYear = Math.max(this.#lastYear, year);
    this.#replace(later ? joined(kept, added) : joined(added, kept));
  }

  #replace(bounds: readonly number[]): void {
    const count = bounds.length / 2;
    this.#starts = new Float64Array(count);
    this.#ends = new Float64Array(count);
    this.#before = new Float64Array(count + 1);
    for (let index = 0; index < count; index += 1) {
      const [start, end] = [bounds[2 * index] as number, bounds[2 * index + 1] as number];
      this.#starts[index] = start;
      this.#ends[index] = end;
      this.#before[index + 1] = at(this.#before, index) + end - start;
    }
    this.#coverFrom = this.#newYear(this.#firstYear);
    this.#coverTo = this.#newYear(this.#lastYear + 1);
  }

  #newYear(year: number): number {
    return firstInstantAt(Temporal.PlainDateTime.from({ year, month: 1, day: 1 }), this.#timeZone);
  }

  /** Starts and ends of the stretches of a local year, alternating, in order, touching ones joined. */
  #stretchesOfYear(year: number): number[] {
    const bounds: number[] = [];
    const lastDay = epochDayOf(`${year}-12-31`);
    const offsets = new OffsetCursor(this.#timeZone, year);
    for (let day = epochDayOf(`${year}-01-01`); day <= lastDay; day += 1) {
      const spans = this.#plan(day);
      if (spans.length === 0) continue;
      const offset = offsets.steadyOn(day);
      for (const span of spans) {
        const start = this.#instant(day, span.from, offset);
        const end = this.#instant(day, span.to, offset);
        if (start < end) append(bounds, start, end);
      }
    }
    return bounds;
  }

  #instant(day: number, minute: number, offset: number | undefined): number {
    const local = day * DAY_MS + minute * MINUTE_MS;
    if (offset !== undefined) return local - offset;
    const utc = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC');
    return firstInstantAt(utc.toPlainDateTime(), this.#timeZone);
  }
}

/** Answers, for the days of a year in rising order, whether the zone's offset is the same all around a day. */
class OffsetCursor {
  #zoned: Temporal.ZonedDateTime;
  #next: number;
  readonly #timeZone: string;

  constructor(timeZone: string, year: number) {
    this.#timeZone = timeZone;
    this.#zoned = Temporal.PlainDate.from({ year, month: 1, day: 1 })
      .subtract({ days: 3 })
      .toZonedDateTime(timeZone);
    this.#next = this.#transitionAfter();
  }

  /** The offset in milliseconds if no change comes within two days of the date, else undefined. */
  steadyOn(epochDay: number): number | undefined {
    const dayMs = epochDay * DAY_MS;
    // Local midnight lies within a day of UTC midnight, so two days on either side are enough.
    while (this.#next < dayMs - 2 * DAY_MS) {
      this.#zoned = Temporal.Instant.fromEpochMilliseconds(this.#next).toZonedDateTimeISO(this.#timeZone);
      this.#next = this.#transitionAfter();
    }
    return this.#next > dayMs + 3 * DAY_MS ? this.#zoned.offsetNanoseconds / 1e6 : undefined;
  }

  #transitionAfter(): number {
    return this.#zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  }
}

function append(bounds: number[], start: number, end: number): void {
  if (bounds[bounds.length - 1] === start) bounds[bounds.length - 1] = end;
  else bounds.push(start, end);
}

function joined(earlier: readonly number[], later: readonly number[]): number[] {
  const bounds = [...earlier];
  for (let index = 0; index < later.length; index += 2) {
    append(bounds, later[index] as number, later[index + 1] as number);
  }
  return bounds;
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

/** The last index below `count` whose value is ≤ x, or -1. Values rise. */
function lastAtOrBelow(values: Float64Array, count: number, x: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(values, middle) <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The last index below `count` whose value is < x, or -1. Values rise. */
function lastBelow(values: Float64Array, count: number, x: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(values, middle) < x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function outsideHorizon(): RangeError {
  return new RangeError(`Working time is reckoned for the years ${FIRST_YEAR} to ${LAST_YEAR} only.`);
}
