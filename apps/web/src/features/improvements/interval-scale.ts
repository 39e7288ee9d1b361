/** Where a difference and its interval lie on a line with zero on it, all as shares of its length. */
export interface IntervalScale {
  zero: number;
  difference: number;
  lower: number;
  upper: number;
}

/**
 * Places a difference with its interval on a line from 0 to 1 that always holds zero, with a seventh free at both ends for what is written there.
 * Where all is zero, everything lies in the middle.
 */
export function intervalScale(difference: number, lower: number, upper: number): IntervalScale {
  const least = Math.min(0, lower, difference);
  const most = Math.max(0, upper, difference);
  const span = most - least;
  if (span === 0) return { zero: 0.5, difference: 0.5, lower: 0.5, upper: 0.5 };
  const place = (value: number) => 1 / 7 + (5 / 7) * ((value - least) / span);
  return { zero: place(0), difference: place(difference), lower: place(lower), upper: place(upper) };
}

/** What an interval says of a metric that is better where `direction` points: nothing while it holds zero. */
export function intervalTone(
  lower: number,
  upper: number,
  direction: 'up' | 'down',
): 'good' | 'bad' | 'unsure' {
  if (lower <= 0 && upper >= 0) return 'unsure';
  return lower > 0 === (direction === 'up') ? 'good' : 'bad';
}
