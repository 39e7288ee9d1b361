/** The gamma function's logarithm and its relatives, to about 1e-15. */
import { requirePositive } from '../checks.ts';

const HALF_LOG_TWO_PI = 0.9189385332046727;
const ONE_MINUS_EULER = 0.4227843350984671;

/** (zeta(k) - 1) / k for k = 2, 3, …: the Taylor series of log gamma about 2 (DLMF 5.7.3). */
const ZETA_TERMS = [
  0.3224670334241132, 0.0673523010531981, 0.020580808427784546, 0.007385551028673986, 0.0028905103307415234,
  0.001192753911703261, 0.0005096695247430425, 0.00022315475845357939, 9.945751278180853e-5,
  4.492623673813314e-5, 2.050721277567069e-5, 9.439488275268397e-6, 4.374866789907488e-6,
  2.039215753801366e-6, 9.55141213040742e-7, 4.492469198764566e-7, 2.1207184805554665e-7,
  1.0043224823968099e-7, 4.7698101693639804e-8, 2.2711094608943164e-8, 1.0838659214896955e-8,
  5.183475041970047e-9, 2.4836745438024785e-9, 1.1921401405860912e-9, 5.731367241678862e-10,
] as const;

/** B(2k) / (2k (2k - 1)): the Stirling series (DLMF 5.11.1). */
const STIRLING_TERMS = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
] as const;

/**
 * Natural logarithm of the gamma function: log((x - 1)!) for a whole x.
 *
 * Taylor series about 2 (and its shift to 1, so that the zeros at 1 and 2 keep their relative accuracy),
 * Stirling's series from 10 on, recurrence between. DLMF 5.5.1, 5.7.3, 5.11.1. O(1).
 *
 * @throws AnalyticsError unless x is finite and above 0
 * @example logGamma(6); // log(120) = 4.787491742782046
 */
export function logGamma(x: number): number {
  requirePositive('x', x);
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSum(x);
  if (x > 2.5) {
    let product = 1;
    let shifted = x;
    while (shifted > 2.5) {
      shifted -= 1;
      product *= shifted;
    }
    return Math.log(product) + logGammaNearTwo(shifted - 2);
  }
  if (x >= 1.5) return logGammaNearTwo(x - 2);
  if (x >= 0.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  return logGammaNearTwo(x) - Math.log1p(x) - Math.log(x);
}

/** log gamma(2 + z) for |z| ≤ 0.5. */
function logGammaNearTwo(z: number): number {
  let sum = 0;
  for (let k = ZETA_TERMS.length - 1; k >= 0; k--) sum = (ZETA_TERMS[k] as number) - z * sum;
  return z * (ONE_MINUS_EULER + z * sum);
}

function stirlingSum(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING_TERMS.length - 1; k >= 0; k--)
    sum = sum * inverseSquare + (STIRLING_TERMS[k] as number);
  return sum / x;
}

/**
 * What Stirling's formula misses: log(x!) - log(sqrt(2 pi x) (x / e)^x). Lets densities of large counts be
 * computed without subtracting huge logarithms (Loader, "Fast and accurate computation of binomial
 * probabilities", 2000). O(1).
 *
 * @throws AnalyticsError unless x is finite and above 0
 */
export function stirlingError(x: number): number {
  requirePositive('x', x);
  if (x >= 10) return stirlingSum(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/**
 * The deviance x log(x / mean) + mean - x without cancellation where x is close to the mean (Loader 2000).
 * `difference` is x - mean, where that is known better than by subtraction. O(1).
 */
export function deviance(x: number, mean: number, difference = x - mean): number {
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const ratio = difference / (x + mean);
  const square = ratio * ratio;
  let sum = difference * ratio;
  let term = 2 * x * ratio;
  for (let j = 1; j < 1000; j++) {
    term *= square;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}

/**
 * gamma(x + 1/2) / gamma(x), for x > 0: the ratio behind the constant c4 and Student's t. From 60 on by
 * its asymptotic series in 1/x (DLMF 5.11.13), where a difference of logarithms would lose digits. O(1).
 *
 * @throws AnalyticsError unless x is finite and above 0
 */
export function gammaHalfStepRatio(x: number): number {
  requirePositive('x', x);
  if (x < 60) return gammaHalfStepRatio60(x);
  const v = 1 / x;
  const series =
    1 +
    v *
      (-1 / 8 +
        v * (1 / 128 + v * (5 / 1024 + v * (-21 / 32768 + v * (-399 / 262144 + (v * 869) / 4194304)))));
  return Math.sqrt(x) * series;
}

/** By recurrence up to 60: ratio(x) = ratio(x + 1) x / (x + 1/2), each step exact to rounding. */
function gammaHalfStepRatio60(x: number): number {
  let factor = 1;
  let shifted = x;
  while (shifted < 60) {
    factor *= shifted / (shifted + 0.5);
    shifted += 1;
  }
  return factor * gammaHalfStepRatio(shifted);
}
