/** In what order the parts of a date may stand besides year, month, day. */
export type DateOrder = 'year-first' | 'day-first' | 'month-first';

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const MS_PER_DAY = 86_400_000;
const LONGEST = 64;
const scratch = new Uint8Array(LONGEST);

/**
 * A time as logs write it, as epoch milliseconds: `2012-10-09T14:50:17.25+02:00`, `2012-10-09 14:50`, `2012/10/09`,
 * and if `order` says so with day or month first (`9/10/2012 2:50 PM`), as no text tells which. Parts of a millisecond are kept as a fraction.
 * A time without an offset is taken as UTC. O(length).
 *
 * @returns NaN for a text that is no such time, or a day that does not exist
 * @example parseTime('2010-12-30T14:32:00.000+01:00'); // 1293715920000
 */
export function parseTime(text: string, order: DateOrder = 'year-first'): number {
  const length = text.length;
  if (length > LONGEST) return Number.NaN;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return Number.NaN;
    scratch[i] = code;
  }
  return parseTimeBytes(scratch, 0, length, order);
}

/** As `parseTime`, of a text that stands as bytes. */
export function parseTimeBytes(bytes: Uint8Array, from: number, to: number, order: DateOrder): number {
  let at = from;
  let end = to;
  while (at < end && (bytes[at] as number) <= 0x20) at++;
  while (end > at && (bytes[end - 1] as number) <= 0x20) end--;
  if (end - at > LONGEST) return Number.NaN;

  const parts = [0, 0, 0];
  let firstDigits = 0;
  for (let part = 0; part < 3; part++) {
    const start = at;
    let value = 0;
    while (at < end && isDigit(bytes[at] as number) && at - start < 4)
      value = value * 10 + (bytes[at++] as number) - 48;
    if (at === start) return Number.NaN;
    if (part === 0) firstDigits = at - start;
    if (part === 2 && firstDigits !== 4 && at - start !== 4) return Number.NaN;
    parts[part] = value;
    if (part === 2) break;
    const separator = bytes[at++];
    if (separator !== 0x2d && separator !== 0x2f && separator !== 0x2e) return Number.NaN; // - / .
  }
  const yearFirst = firstDigits === 4;
  if (!yearFirst && order === 'year-first') return Number.NaN;
  const year = (yearFirst ? parts[0] : parts[2]) as number;
  const month = (yearFirst || order === 'day-first' ? parts[1] : parts[0]) as number;
  const day = (yearFirst ? parts[2] : order === 'day-first' ? parts[0] : parts[1]) as number;
  const date = epochDay(year, month, day);
  if (Number.isNaN(date) || at === end) return date * MS_PER_DAY;

  const gap = bytes[at++];
  if (gap !== 0x54 && gap !== 0x74 && gap !== 0x20) return Number.NaN; // T t space
  return date * MS_PER_DAY + timeOfDay(bytes, at, end);
}

/** Milliseconds since midnight UTC of a time of day with its offset, NaN if it is none. */
function timeOfDay(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  let hour = 0;
  while (at < end && isDigit(bytes[at] as number) && at - from < 2)
    hour = hour * 10 + (bytes[at++] as number) - 48;
  if (at === from || bytes[at] !== 0x3a || at + 2 >= end) return Number.NaN;
  const minute = twoDigits(bytes, at + 1);
  at += 3;
  let second = 0;
  let fraction = 0;
  if (at < end && bytes[at] === 0x3a) {
    if (at + 2 >= end) return Number.NaN;
    second = twoDigits(bytes, at + 1);
    at += 3;
    if (at < end && (bytes[at] === 0x2e || bytes[at] === 0x2c)) {
      at++;
      let digits = 0;
      let scale = 1;
      const start = at;
      while (at < end && isDigit(bytes[at] as number)) {
        if (at - start < 9) {
          digits = digits * 10 + (bytes[at] as number) - 48;
          scale *= 10;
        }
        at++;
      }
      if (at === start) return Number.NaN;
      fraction = (digits * 1000) / scale;
    }
  }
  while (at < end && bytes[at] === 0x20) at++;
  const half = at < end ? (bytes[at] as number) | 0x20 : 0;
  if ((half === 0x61 || half === 0x70) && at + 1 < end && ((bytes[at + 1] as number) | 0x20) === 0x6d) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (half === 0x70 ? 12 : 0);
    at += 2;
  }
  if (!(minute <= 59 && second <= 59)) return Number.NaN;
  if (hour > 24 || (hour === 24 && minute + second + fraction > 0)) return Number.NaN;
  const offset = offsetMinutes(bytes, at, end);
  return ((hour * 60 + minute - offset) * 60 + second) * 1000 + fraction;
}

/** `Z`, `+hh`, `+hhmm` or `+hh:mm` as minutes east of Greenwich; 0 for nothing, NaN for anything else. */
function offsetMinutes(bytes: Uint8Array, from: number, end: number): number {
  if (from === end) return 0;
  const sign = bytes[from] as number;
  if (sign === 0x5a || sign === 0x7a) return from + 1 === end ? 0 : Number.NaN;
  if (sign !== 0x2b && sign !== 0x2d) return Number.NaN;
  if (from + 3 > end) return Number.NaN;
  const hours = twoDigits(bytes, from + 1);
  let at = from + 3;
  let minutes = 0;
  if (at < end) {
    if (bytes[at] === 0x3a) at++;
    if (at + 2 !== end) return Number.NaN;
    minutes = twoDigits(bytes, at);
  }
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === 0x2d ? -1 : 1) * (hours * 60 + minutes);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] as number;
  const ones = bytes[at + 1] as number;
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + ones - 48 : Number.NaN;
}

/** Days since 1970-01-01 of a day of the Gregorian calendar, NaN if there is no such day. */
function epochDay(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1) return Number.NaN;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = (DAYS_BEFORE[month - 1] as number) + (leap && month > 2 ? 1 : 0);
  const length =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (day > length) return Number.NaN;
  const last = year - 1;
  const leaps = Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400);
  return 365 * (year - 1970) + (leaps - 477) + before + day - 1;
}
