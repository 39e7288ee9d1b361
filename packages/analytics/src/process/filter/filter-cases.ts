import type { EventLog } from '../event-log.ts';
import { takeCases } from './take.ts';

/** Every filter can be turned round. */
export interface FilterOptions {
  /** Keeps what the filter would drop, and drops what it would keep. Default false. */
  exclude?: boolean;
}

/**
 * The cases that pass a test of one's own. Every filter returns a new log that shares the dictionaries of the old
 * one; a filter that keeps everything returns the log itself. O(events × columns).
 *
 * @param test is given the place of the case in the log
 * @example filterCases(log, (c) => wanted.has(log.caseIds[c]!));
 */
export function filterCases(
  log: EventLog,
  test: (caseIndex: number) => boolean,
  { exclude = false }: FilterOptions = {},
): EventLog {
  const keep = new Uint8Array(log.caseIds.length);
  for (let c = 0; c < keep.length; c++) if (test(c) !== exclude) keep[c] = 1;
  return takeCases(log, keep);
}
