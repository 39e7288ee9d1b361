/** The regularised incomplete gamma functions and the chi-square distribution built on them. */
import { requireNotNegative, requireOpenShare, requirePositive } from '../checks.ts';
import { poissonTerm } from './discrete.ts';
import { normalQuantile } from './normal.ts';
import { invertIncreasing } from './root.ts';

/** Both halves of the regularised incomplete gamma function: `lower` + `upper` = 1, each exact in its own tail. */
export interface GammaHalves {
  lower: number;
  upper: number;
}

const TINY = 1e-300;
const EPSILON = 1e-16;

/**
 * P(a, x) and Q(a, x): the share of the gamma integral below and above x.
 *
 * The power series below the mean, Lentz's continued fraction above it (DLMF 8.7.1, 8.9.2). O(sqrt(a)).
 *
 * @throws AnalyticsError unless a is above 0 and x is at least 0
 */
export function regularizedGamma(a: number, x: number): GammaHalves {
  requirePositive('a', a);
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  requireNotNegative('x', x);
  if (x === 0) return { lower: 0, upper: 1 };
  const density = poissonTerm(a, x); // x^a e^-x / gamma(a + 1)
  if (x < a + 1) {
    const lower = Math.min(1, density * lowerGammaSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, density * a * upperGammaFraction(a, x));
  return { lower: 1 - upper, upper };
}

/**
 * P(a, x) over x^a e^-x / gamma(a + 1), as the power series 1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + …
 * (DLMF 8.7.1). Cannot underflow. For x below a + 1.
 */
export function lowerGammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/**
 * Q(a, x) over x^a e^-x / gamma(a), by Lentz's evaluation of the continued fraction DLMF 8.9.2. Cannot underflow.
 * For x from a + 1 on.
 */
export function upperGammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; ; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < EPSILON * 2) return fraction;
  }
}

/**
 * Probability that a chi-square variable with `df` degrees of freedom exceeds `x`: the p-value of a chi-square test.
 *
 * @throws AnalyticsError unless df is above 0 and x is at least 0
 * @example chiSquareUpperTail(3.841458820694124, 1); // 0.05
 */
export function chiSquareUpperTail(x: number, df: number): number {
  requirePositive('df', df);
  return regularizedGamma(df / 2, x / 2).upper;
}

/**
 * The value below which a chi-square variable with `df` degrees of freedom lies with probability `p`.
 * Newton's method, bracketed. O(sqrt(df)) a step, some ten steps.
 *
 * @throws AnalyticsError unless df is above 0 and p lies between 0 and 1
 * @example chiSquareQuantile(0.95, 1); // 3.841458820694124
 */
export function chiSquareQuantile(p: number, df: number): number {
  requireOpenShare('p', p);
  requirePositive('df', df);
  const a = df / 2;
  const spread = 2 / (9 * df); // Wilson and Hilferty's starting point
  const start = df * Math.max(0.01, 1 - spread + normalQuantile(p) * Math.sqrt(spread)) ** 3;
  return invertIncreasing({
    p,
    start,
    lower: 0,
    upper: Number.POSITIVE_INFINITY,
    tails: (x) => regularizedGamma(a, x / 2),
    density: (x) => (x === 0 ? 0 : (poissonTerm(a, x / 2) * a) / x),
  });
}
