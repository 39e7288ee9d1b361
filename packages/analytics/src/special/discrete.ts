/** Binomial and Poisson probabilities by Loader's saddle-point form, right to about 1e-14 for any counts. */
import { deviance, stirlingError } from './gamma.ts';

const TWO_PI = 2 * Math.PI;

/**
 * gamma(x + rest + 1) / (gamma(x + 1) gamma(rest + 1)) p^x q^rest for real x, rest ≥ 0: the binomial probability
 * of x successes and `rest` failures when both are whole. `q` is passed beside `p`, and `rest` instead of the sum,
 * so that nothing is lost where one of a pair is much the smaller. O(1). Source: Loader 2000.
 */
export function binomialTerm(x: number, rest: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return rest === 0 ? 1 : 0;
  if (x === 0) return Math.exp(rest * logOneMinus(p, q));
  if (rest === 0) return Math.exp(x * logOneMinus(q, p));
  const n = x + rest;
  return Math.exp(logSaddle(x, rest, p, q)) * Math.sqrt(n / (TWO_PI * x * rest));
}

/** Logarithm of `binomialTerm`, right where the term itself is too small for a number. O(1). */
export function logBinomialTerm(x: number, rest: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (q === 0) return rest === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (x === 0) return rest * logOneMinus(p, q);
  if (rest === 0) return x * logOneMinus(q, p);
  return logSaddle(x, rest, p, q) + 0.5 * Math.log((x + rest) / (TWO_PI * x * rest));
}

function logSaddle(x: number, rest: number, p: number, q: number): number {
  const n = x + rest;
  const excess = p <= q ? x - n * p : n * q - rest; // x less its mean, from the smaller probability
  return (
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(rest) -
    deviance(x, n * p, excess) -
    deviance(rest, n * q, -excess)
  );
}

/** log(1 - part) where `rest` = 1 - part: by whichever of the two is the more exact. */
function logOneMinus(part: number, rest: number): number {
  return part < 0.5 ? Math.log1p(-part) : Math.log(rest);
}

/** mean^x e^(-mean) / gamma(x + 1) for real x ≥ 0: the Poisson probability of a whole x. O(1). Source: Loader 2000. */
export function poissonTerm(x: number, mean: number): number {
  if (mean === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(TWO_PI * x);
}
