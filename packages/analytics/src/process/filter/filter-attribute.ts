import { AnalyticsError } from '../../errors.ts';
import type { AttributeColumn, EventLog } from '../event-log.ts';
import { type FilterOptions, filterCases } from './filter-cases.ts';
import { takeEvents } from './take.ts';

/** A value as a test sees it: dates are epoch milliseconds, "not given" is null, a list is only there (true). */
export type CellValue = string | number | boolean | null;

export interface AttributeFilterOptions extends FilterOptions {
  /** Whose attribute it is. Default: the case's, if cases have one of that name, else the event's. */
  of?: 'case' | 'event';
  /** For attributes of events: cases with at least one such event (default), or only these events. */
  keep?: 'cases' | 'events';
}

/**
 * Cases or events by an attribute of theirs. A text is tested once, however often it occurs. O(events × columns).
 *
 * @param test a test of one's own, or the values that are wanted
 * @throws AnalyticsError if the log has no such attribute
 * @example filterAttribute(log, 'priority', ['high', 'urgent']);
 * @example filterAttribute(log, 'cost', (cost) => typeof cost === 'number' && cost > 100, { keep: 'events' });
 */
export function filterAttribute(
  log: EventLog,
  name: string,
  test: readonly CellValue[] | ((value: CellValue) => boolean),
  { of, keep = 'cases', exclude = false }: AttributeFilterOptions = {},
): EventLog {
  const level = of ?? (log.caseAttributes.has(name) ? 'case' : 'event');
  const column = (level === 'case' ? log.caseAttributes : log.eventAttributes).get(name);
  if (column === undefined)
    throw new AnalyticsError('name', `must be an attribute of ${level}s, not "${name}"`);
  const passes = rowTest(column, typeof test === 'function' ? test : isOneOf(test));
  if (level === 'case') return filterCases(log, passes, { exclude });
  if (keep === 'events') {
    const mask = new Uint8Array(log.activity.length);
    for (let e = 0; e < mask.length; e++) if (passes(e) !== exclude) mask[e] = 1;
    return takeEvents(log, mask);
  }
  const { caseStart } = log;
  const some = (c: number): boolean => {
    for (let e = caseStart[c] as number; e < (caseStart[c + 1] as number); e++) if (passes(e)) return true;
    return false;
  };
  return filterCases(log, some, { exclude });
}

function isOneOf(values: readonly CellValue[]): (value: CellValue) => boolean {
  const wanted = new Set(values);
  return (value) => wanted.has(value);
}

function rowTest(column: AttributeColumn, test: (value: CellValue) => boolean): (row: number) => boolean {
  const { values } = column;
  switch (column.type) {
    case 'string': {
      const known = column.dictionary.map(test);
      const missing = test(null);
      return (row) => ((values[row] as number) < 0 ? missing : (known[values[row] as number] as boolean));
    }
    case 'boolean': {
      const known = [test(null), test(false), test(true)];
      return (row) => known[(values[row] as number) + 1] as boolean;
    }
    case 'list': {
      const known = [test(null), test(true)];
      return (row) => known[values[row] as number] as boolean;
    }
    default:
      return (row) => test(Number.isNaN(values[row]) ? null : (values[row] as number));
  }
}
