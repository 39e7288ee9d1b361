import { AnalyticsError } from '../errors.ts';

const MOST = 2 ** 50;

/**
 * The least whole number from 2 on that is enough, where more than enough is enough too. O(log answer) trials.
 *
 * @param argument name to blame if not even 2⁵⁰ is enough
 * @throws AnalyticsError if nothing up to 2⁵⁰ is enough
 */
export function leastWhole(argument: string, isEnough: (n: number) => boolean): number {
  let high = 2;
  while (!isEnough(high)) {
    high *= 2;
    if (high > MOST) throw new AnalyticsError(argument, 'is too small a difference for any sample to show');
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
