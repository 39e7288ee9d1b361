/** Inverting a distribution function: Newton's method held inside a shrinking bracket. */

interface Inversion {
  /** Probability to hit, strictly between 0 and 1. */
  p: number;
  /** Its complement, where that is known better than `1 - p`. */
  q?: number;
  start: number;
  /** Ends of the support; `upper` may be infinite. */
  lower: number;
  upper: number;
  /** Both tails at x, so that p near 1 is matched by its complement without cancellation. */
  tails: (x: number) => { lower: number; upper: number };
  density: (x: number) => number;
}

/**
 * The x whose lower tail is `p`, to the last bits that the tails can tell apart. Where Newton's step leaves
 * the bracket, it is halved (or doubled while there is no upper end yet).
 */
export function invertIncreasing({ p, q = 1 - p, start, lower, upper, tails, density }: Inversion): number {
  let low = lower;
  let high = upper;
  let x = start > lower && start < upper ? start : Number.isFinite(upper) ? (lower + upper) / 2 : lower + 1;
  for (let step = 0; step < 400; step++) {
    const tail = tails(x);
    const excess = p <= 0.5 ? tail.lower - p : q - tail.upper;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const slope = density(x);
    let next = slope > 0 ? x - excess / slope : Number.NaN;
    if (!(next > low && next < high)) {
      if (Number.isFinite(high)) next = geometricMiddle(low, high);
      else next = x > 0 ? 2 * x : x + 1;
    }
    if (Math.abs(next - x) <= 4e-16 * Math.abs(next) || next === low || next === high) return next;
    x = next;
  }
  return x;
}

/** Halves a bracket on the logarithmic scale where it spans decades, so that tiny quantiles are found quickly. */
function geometricMiddle(low: number, high: number): number {
  if (low > 0 && high / low > 4) return Math.sqrt(low) * Math.sqrt(high);
  if (low === 0 && high > 0) return high / 16;
  return low + (high - low) / 2;
}
