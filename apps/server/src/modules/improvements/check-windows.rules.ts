import type { CheckDays } from '@jingyun/contracts';
import { ServiceError } from '../../platform/errors/service-error.ts';

/** Which days are compared; both ends included. */
export interface CheckWindows {
  changeOn: string;
  before: CheckDays;
  after: CheckDays;
}

/** Longer, and other changes than this one speak. */
const mostDays = 90;
/** What one chart and one query hold. */
const widest = 366;

/**
 * The windows of a check, worked out or as they were given.
 *
 * Worked out: after runs from the day of the change to yesterday, at most 90 days, and in whole weeks where there is
 * one, so that both windows have the same days of the week; before is equally long and ends the day before the change.
 *
 * @param today in the organisation's time zone; it is not over, so that no window holds it
 * @throws ServiceError check_too_early, check_window_future, check_windows_overlap, check_window_too_long
 */
export function windowsOf(
  changeOn: string,
  given: { before: CheckDays; after: CheckDays } | null,
  today: Temporal.PlainDate,
): CheckWindows {
  const last = today.subtract({ days: 1 });
  const windows = given === null ? equalWindows(changeOn, last) : { changeOn, ...given };
  const { before, after } = windows;
  if (before.to >= changeOn || after.from < changeOn)
    throw new ServiceError('check_windows_overlap', { params: { change: changeOn } });
  if (after.to > last.toString())
    throw new ServiceError('check_window_future', { params: { to: after.to, last: last.toString() } });
  if (daysOf({ from: before.from, to: after.to }) > widest)
    throw new ServiceError('check_window_too_long', { params: { limit: widest } });
  return windows;
}

function equalWindows(changeOn: string, last: Temporal.PlainDate): CheckWindows {
  const change = Temporal.PlainDate.from(changeOn);
  const passed = change.until(last, { largestUnit: 'days' }).days + 1;
  if (passed < 1) throw new ServiceError('check_too_early', { params: { change: changeOn } });
  const most = Math.min(passed, mostDays);
  const days = most < 7 ? most : most - (most % 7);
  return {
    changeOn,
    before: rangeOf(change.subtract({ days }), days),
    after: rangeOf(change, days),
  };
}

/**
 * The windows in which a proven effect is looked for again: the same time before, and as many days as proved it, up to
 * the day before the recheck is due. Where the clock comes late, the days are those that were meant.
 *
 * @param on the day for which the recheck was planned
 */
export function recheckWindows(proof: CheckWindows, on: Temporal.PlainDate): CheckWindows {
  const wanted = on.subtract({ days: daysOf(proof.after) });
  const change = Temporal.PlainDate.from(proof.changeOn);
  const from = Temporal.PlainDate.compare(wanted, change) < 0 ? change : wanted;
  const after = { from: from.toString(), to: on.subtract({ days: 1 }).toString() };
  return { changeOn: proof.changeOn, before: proof.before, after };
}

/** Days of a window, both ends included. */
export function daysOf({ from, to }: CheckDays): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1;
}

function rangeOf(from: Temporal.PlainDate, days: number): CheckDays {
  return { from: from.toString(), to: from.add({ days: days - 1 }).toString() };
}
