import { AnalyticsError } from '../../errors.ts';
import type { EventLog } from '../event-log.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { type EventOrder, LogBuilder, memoryLimits } from './log-builder.ts';
import { parseTime } from './parse-time.ts';

/** A time as epoch milliseconds, ISO 8601 text, a `Date` or a `Temporal.Instant`. */
export type TimeValue = number | string | { readonly epochMilliseconds: number } | Date;

/** A value of an attribute; null and undefined are "not given". A `Date` or an instant makes a column of dates. */
export type AttributeValue =
  | string
  | number
  | boolean
  | Date
  | { readonly epochMilliseconds: number }
  | null
  | undefined;

/** One thing that happened, as a plain object. */
export interface EventRow {
  case: string;
  activity: string;
  /** When it was done; null if unknown. */
  time: TimeValue | null;
  /** When work on it began, where known. */
  start?: TimeValue | null | undefined;
  resource?: string | null | undefined;
  attributes?: Readonly<Record<string, AttributeValue>> | undefined;
  /** Attributes of the case; of several rows of a case, the first to give a value counts. */
  caseAttributes?: Readonly<Record<string, AttributeValue>> | undefined;
}

/**
 * An event log from plain rows, in any order of cases. Cases stand in order of first appearance; within a case,
 * events by time, equal times in the order given (times are often full minutes, and the file knows better); an event
 * without a time stays behind the one before it. An attribute with values of several types becomes text.
 * O(n log n) at worst, O(n) for rows in order.
 *
 * @param order `given` keeps the rows of a case as they come
 * @returns a log without cases for no rows
 * @throws AnalyticsError if a case or activity is no text, or a time cannot be read
 * @example
 * buildEventLog([
 *   { case: 'T-1', activity: 'open', time: '2026-03-02T09:00:00Z', resource: 'Wu' },
 *   { case: 'T-1', activity: 'close', time: '2026-03-02T11:30:00Z', resource: 'Lin' },
 * ]);
 */
export function buildEventLog(
  rows: Iterable<EventRow>,
  { order = 'time' }: { order?: EventOrder } = {},
): EventLog {
  const builder = new LogBuilder(memoryLimits);
  const { pool } = builder;
  let i = 0;
  for (const row of rows) {
    requireText(i, 'case', row.case);
    requireText(i, 'activity', row.activity);
    const { resource } = row;
    if (resource !== null && resource !== undefined) requireText(i, 'resource', resource);
    const caseIndex = builder.caseOf(row.case);
    const at = builder.addEvent(
      caseIndex,
      pool.idOf(row.activity),
      timeOf(i, 'time', row.time),
      timeOf(i, 'start', row.start),
      resource === null || resource === undefined ? -1 : pool.idOf(resource),
    );
    if (row.attributes !== undefined) {
      for (const name of Object.keys(row.attributes))
        setValue(builder, builder.eventColumn(name), at, row.attributes[name]);
    }
    if (row.caseAttributes !== undefined) {
      for (const name of Object.keys(row.caseAttributes)) {
        const column = builder.caseColumn(name);
        if (!column.has(caseIndex)) setValue(builder, column, caseIndex, row.caseAttributes[name]);
      }
    }
    i++;
  }
  return builder.finish(order);
}

function requireText(i: number, field: string, value: unknown): void {
  if (typeof value !== 'string')
    throw new AnalyticsError(`rows[${i}].${field}`, `must be a text, not ${typeof value}`);
}

function timeOf(i: number, field: string, value: TimeValue | null | undefined): number {
  if (value === null || value === undefined) return Number.NaN;
  const time =
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? parseTime(value)
        : value instanceof Date
          ? value.getTime()
          : value.epochMilliseconds;
  if (!Number.isFinite(time)) {
    throw new AnalyticsError(`rows[${i}].${field}`, `must be a time, not ${String(value).slice(0, 40)}`);
  }
  return time;
}

function setValue(builder: LogBuilder, column: ColumnBuilder, row: number, value: AttributeValue): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'string') column.setText(row, builder.pool.idOf(value));
  else if (typeof value === 'number') column.setNumber(row, value, 'number');
  else if (typeof value === 'boolean') column.setBoolean(row, value);
  else column.setNumber(row, value instanceof Date ? value.getTime() : value.epochMilliseconds, 'date');
}
