import { type DateFormat, readDate, type WrittenDate } from './date-formats.ts';

/** Reads the dates of one column into epoch milliseconds; null where a value is no date in the column's format. */
export type DateReader = (value: string) => number | null;

const HOUR = 3_600_000;
/** Distinct texts kept; audit logs repeat each time many times over. */
const MEMORY = 50_000;

/**
 * A reader for one column. Times without offset are local to `timeZone`: one that a
 * clock change skips is taken after it, one that occurs twice the first time
 * (Temporal's `compatible`). A date without time is local midnight.
 *
 * The zone's offset is looked up once for each hour that occurs, and only where the
 * hour begins and ends with the same offset: a Temporal conversion costs a hundred
 * times the rest.
 */
export function dateReader(format: DateFormat, timeZone: string): DateReader {
  const offsets = new Map<number, number | null>();
  const seen = new Map<string, number | null>();

  const localToEpoch = (local: number): number => {
    const hour = Math.floor(local / HOUR) * HOUR;
    let offset = offsets.get(hour);
    if (offset === undefined) {
      const start = exactEpoch(hour, timeZone);
      offset = exactEpoch(hour + HOUR, timeZone) - start === HOUR ? hour - start : null;
      offsets.set(hour, offset);
    }
    return offset === null ? exactEpoch(local, timeZone) : local - offset;
  };

  return (value) => {
    const known = seen.get(value);
    if (known !== undefined) return known;
    const written = readDate(value, format);
    const epoch = written === null ? null : toEpoch(written, localToEpoch);
    if (seen.size >= MEMORY) seen.clear();
    seen.set(value, epoch);
    return epoch;
  };
}

function toEpoch(date: WrittenDate, localToEpoch: (local: number) => number): number {
  const { year, month, day, hour, minute, second, millisecond, offsetMinutes } = date;
  const local = Date.UTC(year, month - 1, day, hour ?? 0, minute, second, millisecond);
  return offsetMinutes === null ? localToEpoch(local) : local - offsetMinutes * 60_000;
}

function exactEpoch(local: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(local)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(timeZone).epochMilliseconds;
}
