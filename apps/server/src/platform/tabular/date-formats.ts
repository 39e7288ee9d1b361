/**
 * How a column writes its dates. Day-first and month-first look alike on most days,
 * so the order is decided over a whole column (`inferDateFormat`), never for one value.
 *
 * - `iso`: `2024-03-05`, `2024-03-05T14:30:00+08:00`, `2024-03-05 14:30`, `2024/3/5 14:30`, `20240305`
 * - `dayFirst`: `5/3/2024 14:30`, `05.03.2024`, `5-3-24 2:30 PM`, `5 Mar 2024`
 * - `monthFirst`: `3/5/2024 2:30 PM`, `Mar 5, 2024`
 * - `chinese`: `2024年3月5日 14:30`, `2024年3月5日下午2时30分`
 * - `excelSerial`: days since 1899-12-30, `45356.604`
 * - `epoch`: seconds (10 digits) or milliseconds (13 digits) since 1970
 */
export const dateFormats = ['iso', 'dayFirst', 'monthFirst', 'chinese', 'excelSerial', 'epoch'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** A date as written: local, unless the text itself gives an offset. `hour` is null where only a date stands. */
export interface WrittenDate {
  year: number;
  month: number;
  day: number;
  hour: number | null;
  minute: number;
  second: number;
  millisecond: number;
  offsetMinutes: number | null;
}

const time = String.raw`(?:[T\s]+|\s*,\s*)?(上午|下午|凌晨|早上|中午|晚上)?\s*(\d{1,2})(?:[::时時](\d{1,2}))?(?:[::分](\d{1,2}))?(?:[.,](\d{1,9}))?[分秒]?\s*(AM|PM|A\.M\.|P\.M\.|上午|下午)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const withTime = (date: string) => new RegExp(`^${date}(?:(?=[T\\s,上下凌早中晚])${time})?$`, 'i');

const patterns = {
  ymd: withTime(String.raw`(\d{4})([-/.])(\d{1,2})\2(\d{1,2})`),
  compact: withTime(String.raw`(\d{4})(\d{2})(\d{2})`),
  numeric: withTime(String.raw`(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})`),
  dayName: withTime(String.raw`(\d{1,2})[-\s]([A-Z]{3,9})\.?[-\s,]+(\d{4})`),
  nameDay: withTime(String.raw`([A-Z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`),
  chinese: new RegExp(String.raw`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號](?:${time})?$`, 'i'),
  serial: /^\d{5}(?:\.\d+)?$/,
  epoch: /^(?:\d{10}|\d{13})$/,
} as const;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads one value in a given format; null where it does not have that form or names a date that never was. */
export function readDate(value: string, format: DateFormat): WrittenDate | null {
  const text = value.trim().normalize('NFKC');
  if (text.length > 60) return null;
  const written = shapeOf(text, format);
  return written !== null && isPossible(written) ? written : null;
}

function shapeOf(text: string, format: DateFormat): WrittenDate | null {
  let match: RegExpExecArray | null;
  switch (format) {
    case 'iso':
      match = patterns.ymd.exec(text);
      if (match) return assemble(match[1], match[3], match[4], match.slice(5));
      match = patterns.compact.exec(text);
      return match && assemble(match[1], match[2], match[3], match.slice(4));
    case 'chinese':
      match = patterns.chinese.exec(text);
      return match && assemble(match[1], match[2], match[3], match.slice(4));
    case 'dayFirst':
    case 'monthFirst':
      match = patterns.numeric.exec(text);
      if (match) {
        const [, one, , two, year, ...rest] = match;
        return format === 'dayFirst' ? assemble(year, two, one, rest) : assemble(year, one, two, rest);
      }
      match = patterns.dayName.exec(text);
      if (match) return assemble(match[3], monthOf(match[2]), match[1], match.slice(4));
      match = patterns.nameDay.exec(text);
      return match && assemble(match[3], monthOf(match[1]), match[2], match.slice(4));
    case 'excelSerial':
      return patterns.serial.test(text) ? fromUtc((Number(text) - 25_569) * 86_400_000, null) : null;
    case 'epoch':
      return patterns.epoch.test(text) ? fromUtc(Number(text) * (text.length === 10 ? 1000 : 1), 0) : null;
  }
}

type Part = string | undefined;

function assemble(year: Part, month: Part, day: Part, rest: readonly Part[]): WrittenDate | null {
  const [before, hour, minute, second, fraction, after, offset] = rest;
  const clock = hour === undefined ? null : hourOf(Number(hour), before ?? after);
  if (hour !== undefined && clock === null) return null;
  return {
    year: year?.length === 2 ? 2000 + Number(year) : Number(year),
    month: Number(month),
    day: Number(day),
    hour: clock,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
    offsetMinutes: offset === undefined ? null : offsetOf(offset),
  };
}

/** 12-hour clocks in English and Chinese; null where the hour and the half of the day contradict each other. */
function hourOf(hour: number, half: Part): number | null {
  if (half === undefined) return hour;
  const afternoon = /^(p|下午|晚上|中午)/i.test(half);
  if (hour > 12) return afternoon ? hour : null;
  if (half === '中午') return hour < 11 ? hour + 12 : hour;
  if (afternoon) return hour === 12 ? 12 : hour + 12;
  return hour === 12 ? 0 : hour;
}

function offsetOf(text: string): number {
  if (!/^[+-]/.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

function monthOf(name: Part): string {
  return String(months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1);
}

function fromUtc(epoch: number, offsetMinutes: number | null): WrittenDate | null {
  // A serial's fraction is a binary one: to the nearest second.
  const date = new Date(offsetMinutes === null ? Math.round(epoch / 1000) * 1000 : epoch);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    offsetMinutes,
  };
}

/** Years of service records; year 1 and 9999 are what systems write for "none". */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

function isPossible(date: WrittenDate): boolean {
  const { year, month, day, hour, minute, second, offsetMinutes } = date;
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  if ((hour ?? 0) > 23 || minute > 59 || second > 59) return false;
  return offsetMinutes === null || Math.abs(offsetMinutes) <= 14 * 60;
}
