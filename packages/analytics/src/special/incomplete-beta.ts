/** The regularised incomplete beta function, and the beta, Student t and F distributions built on it. */
import { requireOpenShare, requirePositive, requireShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { binomialTerm } from './discrete.ts';
import { gammaHalfStepRatio } from './gamma.ts';
import { normalQuantile } from './normal.ts';
import { invertIncreasing } from './root.ts';

/** Both halves of the regularised incomplete beta function: `lower` + `upper` = 1, each exact in its own tail. */
export interface BetaHalves {
  lower: number;
  upper: number;
}

const TINY = 1e-300;

/**
 * I_x(a, b) and its complement: the share of the beta integral below and above x. `y` = 1 - x may be given
 * where x is close to 1 and y is known better.
 *
 * The even part of the continued fraction DLMF 8.17.22, on the side of the mean where it converges in
 * O(sqrt(max(a, b))) steps (Didonato and Morris, ACM TOMS 18, 1992); its front factor in Loader's form, so that large a and b lose no digits.
 *
 * @throws AnalyticsError unless a and b are above 0 and x lies in [0, 1]
 */
export function regularizedBeta(a: number, b: number, x: number, y = 1 - x): BetaHalves {
  requirePositive('a', a);
  requirePositive('b', b);
  requireShare('x', x);
  if (x === 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  // x^a y^b / B(a, b)
  const front = (binomialTerm(a, b, x, y) * a * b) / (a + b);
  const belowMean = a * y - b * x; // both products are exact to rounding, so no digit of a small y is lost
  if (belowMean >= 0) {
    const lower = Math.min(1, front / betaFraction(a, b, x, belowMean));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, front / betaFraction(b, a, y, -belowMean));
  return { lower: 1 - upper, upper };
}

/** The even part of DLMF 8.17.22, by the modified Lentz algorithm; `belowMean` = a (1 - x) - b x ≥ 0. */
function betaFraction(a: number, b: number, x: number, belowMean: number): number {
  let fraction = (a * (belowMean + 1)) / (a + 1);
  let c = fraction;
  let d = 0;
  for (let m = 1; m < 1_000_000; m++) {
    const step = a + 2 * m - 1;
    const numerator = ((((a + m - 1) / step) * (a + b + m - 1)) / step) * m * (b - m) * x * x;
    const term = m + (m * (b - m) * x) / step + ((a + m) * (belowMean + 1 + m * (2 - x))) / (step + 2);
    d = term + numerator * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = term + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 2e-16) break;
  }
  return fraction;
}

/**
 * The value below which a beta(a, b) variable lies with probability `p`. Newton's method, bracketed.
 *
 * @throws AnalyticsError unless a and b are above 0 and p lies between 0 and 1
 * @example betaQuantile(0.5, 2, 2); // 0.5
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireOpenShare('p', p);
  requirePositive('a', a);
  requirePositive('b', b);
  const mean = a / (a + b);
  const sd = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  return invertIncreasing({
    p,
    start: mean + normalQuantile(p) * sd,
    lower: 0,
    upper: 1,
    tails: (x) => regularizedBeta(a, b, x),
    density: (x) => (binomialTerm(a, b, x, 1 - x) * a * b) / ((a + b) * x * (1 - x)),
  });
}

/**
 * Probability that Student's t with `df` degrees of freedom exceeds `t` in absolute value: the two-sided p-value.
 * `df` may be fractional (Welch).
 *
 * @throws AnalyticsError unless df is above 0 and t is a number
 * @example studentTwoSidedTail(2.2281388519649385, 10); // 0.05
 */
export function studentTwoSidedTail(t: number, df: number): number {
  requirePositive('df', df);
  if (Number.isNaN(t)) throw new AnalyticsError('t', 'must be a number, not NaN');
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  return regularizedBeta(df / 2, 0.5, df / (df + square), square / (df + square)).lower;
}

/**
 * Probability that Student's t with `df` degrees of freedom is at most `t`.
 *
 * @throws AnalyticsError unless df is above 0 and t is a number
 */
export function studentCdf(t: number, df: number): number {
  const tail = studentTwoSidedTail(t, df) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * The value below which Student's t with `df` degrees of freedom lies with probability `p`.
 *
 * @throws AnalyticsError unless df is above 0 and p lies between 0 and 1
 * @example studentQuantile(0.975, 10); // 2.2281388519649385
 */
export function studentQuantile(p: number, df: number): number {
  requireOpenShare('p', p);
  requirePositive('df', df);
  if (p === 0.5) return 0;
  if (p < 0.5) return -upperStudentQuantile(p, df);
  return upperStudentQuantile(1 - p, df);
}

/** The t > 0 with upper tail `tail` < 0.5. */
function upperStudentQuantile(tail: number, df: number): number {
  const scale = gammaHalfStepRatio(df / 2) / Math.sqrt(df * Math.PI);
  return invertIncreasing({
    p: 1 - tail,
    q: tail,
    start: -normalQuantile(tail) * (df > 2 ? Math.sqrt(df / (df - 2)) : 2),
    lower: 0,
    upper: Number.POSITIVE_INFINITY,
    tails: (t) => {
      const upper = studentTwoSidedTail(t, df) / 2;
      return { lower: 1 - upper, upper };
    },
    density: (t) => scale * Math.exp(-0.5 * (df + 1) * Math.log1p((t * t) / df)),
  });
}

/**
 * Probability that an F variable with `df1` and `df2` degrees of freedom exceeds `f`.
 *
 * @throws AnalyticsError unless both degrees of freedom are above 0 and f is at least 0
 */
export function fisherUpperTail(f: number, df1: number, df2: number): number {
  requirePositive('df1', df1);
  requirePositive('df2', df2);
  if (!(f >= 0)) throw new AnalyticsError('f', `must be at least 0, not ${f}`);
  if (f === Number.POSITIVE_INFINITY) return 0;
  const sum = df2 + df1 * f;
  return regularizedBeta(df2 / 2, df1 / 2, df2 / sum, (df1 * f) / sum).lower;
}

/**
 * The value below which an F variable with `df1` and `df2` degrees of freedom lies with probability `p`.
 *
 * @throws AnalyticsError unless both degrees of freedom are above 0 and p lies between 0 and 1
 * @example fisherQuantile(0.95, 3, 10); // 3.708264819045545
 */
export function fisherQuantile(p: number, df1: number, df2: number): number {
  requirePositive('df1', df1);
  requirePositive('df2', df2);
  requireOpenShare('p', p);
  // Solve on the side of the beta variable that is the smaller, so that neither 1 - x nor x loses digits.
  const x = betaQuantile(p, df1 / 2, df2 / 2);
  const y = x < 0.5 ? 1 - x : betaQuantile(1 - p, df2 / 2, df1 / 2);
  return (df2 * x) / (df1 * y);
}
