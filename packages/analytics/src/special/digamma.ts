/** The derivative of the logarithm of the gamma function. */
import { requirePositive } from '../checks.ts';

/** B(2k) / 2k (DLMF 5.11.2). */
const TERMS = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160] as const;

/**
 * The digamma function: recurrence up to 10, from there its asymptotic series (DLMF 5.5.2, 5.11.2). To about 1e-14
 * absolute. O(1).
 *
 * @throws AnalyticsError unless x is finite and above 0
 * @example digamma(1); // -0.5772156649015329, minus Euler's constant
 */
export function digamma(x: number): number {
  requirePositive('x', x);
  let shifted = x;
  let sum = 0;
  while (shifted < 10) {
    sum -= 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  let series = 0;
  for (let k = TERMS.length - 1; k >= 0; k--) series = (series + (TERMS[k] as number)) * square;
  return sum + Math.log(shifted) - 0.5 / shifted - series;
}
