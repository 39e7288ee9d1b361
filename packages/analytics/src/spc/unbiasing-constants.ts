/**
 * How the spread of a small sample relates to the spread of the process: the constants d2, d3 and c4 of control
 * charts. Computed, not tabled, right to about 13 digits for any subgroup size.
 */
import { requireInteger } from '../checks.ts';
import { gammaHalfStepRatio } from '../special/gamma.ts';
import { gaussLegendre } from '../special/gauss-legendre.ts';
import { normalCdf, normalDensity } from '../special/normal.ts';

/** Beyond this many standard deviations a normal variable has no weight left, even among billions. */
const FAR = 12;

const knownD2 = new Map<number, number>();
const knownD3 = new Map<number, number>();

/**
 * d2: mean range of `n` values of a normal process, in its standard deviations.
 *
 *     2 ∫ from 0 to ∞ of 1 - Φ(x)^n - Φ(-x)^n dx
 *
 * Source: Tippett, Biometrika 17 (1925). 480 evaluations the first time for each n.
 *
 * @throws AnalyticsError unless n is an integer from 2
 * @example d2(5); // 2.3259289473
 */
export function d2(n: number): number {
  requireInteger('n', n, 2);
  let value = knownD2.get(n);
  if (value === undefined) {
    value =
      2 *
      gaussLegendre(0, FAR, 24, (x) => {
        const tail = normalCdf(-x);
        return -Math.expm1(n * Math.log1p(-tail)) - tail ** n;
      });
    knownD2.set(n, value);
  }
  return value;
}

/**
 * d3: standard deviation of the range of `n` values of a normal process, in its standard deviations.
 *
 * From the mean square of the range, 2 ∫ w P(range > w) dw, with P(range ≤ w) = n ∫ φ(u) (Φ(u + w) - Φ(u))^(n - 1) du.
 * Source: Tippett (1925); Hartley, Biometrika 32 (1942). 40,000 evaluations the first time for each n (more beyond 50).
 *
 * @throws AnalyticsError unless n is an integer from 2
 * @example d3(5); // 0.8640819411
 */
export function d3(n: number): number {
  requireInteger('n', n, 2);
  let value = knownD3.get(n);
  if (value === undefined) {
    const fine = n <= 50 ? 1 : n <= 10_000 ? 2 : 4; // the larger n, the steeper the integrands
    const meanSquare = 2 * gaussLegendre(0, 2 * FAR, 9 * fine, (w) => w * (1 - rangeCdf(n, w, fine)));
    value = Math.sqrt(meanSquare - d2(n) ** 2);
    knownD3.set(n, value);
  }
  return value;
}

/** Probability that the range of n standard normal values is at most w. */
function rangeCdf(n: number, w: number, fine: number): number {
  const integral = gaussLegendre(-FAR, FAR - 2, 11 * fine, (u) => {
    const outside = normalCdf(u) + normalCdf(-u - w);
    return outside >= 1 ? 0 : normalDensity(u) * Math.exp((n - 1) * Math.log1p(-outside));
  });
  return n * integral;
}

/**
 * c4: mean of the sample standard deviation of `n` values of a normal process, in its standard deviations:
 * sqrt(2 / (n - 1)) Γ(n / 2) / Γ((n - 1) / 2). Source: Holtzman (1950); Montgomery, Introduction to Statistical
 * Quality Control, appendix VI. O(1).
 *
 * @throws AnalyticsError unless n is an integer from 2
 * @example c4(5); // 0.9399856030
 */
export function c4(n: number): number {
  requireInteger('n', n, 2);
  return Math.sqrt(2 / (n - 1)) * gammaHalfStepRatio((n - 1) / 2);
}
