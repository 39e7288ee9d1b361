import { logBinomialTerm } from '../special/discrete.ts';

/** A term this small beside the sum so far, and all after it, change nothing. */
const NEGLIGIBLE = 1e-17;

/**
 * Natural logarithm of the chance that two things which have nothing to do with each other meet in `both` or more of
 * `total` baskets, one being in `first` of them and the other in `second`: Fisher's exact test, one-sided. As a
 * logarithm it stays right where the chance itself is below 1e-308.
 *
 * Probability of `both` by Loader's saddle-point form, further terms by the ratio of neighbours; below the mean from
 * the other tail. Source: Fisher (1935); Loader (2000). O(standard deviation of the hypergeometric distribution).
 */
export function logFisherTail(both: number, first: number, second: number, total: number): number {
  const lowest = Math.max(0, first + second - total);
  if (both <= lowest) return 0;
  const neither = total - first - second;
  if (both * total > first * second) {
    let term = 1;
    let sum = 1;
    for (let k = both; term > NEGLIGIBLE * sum; k++) {
      term *= ((first - k) * (second - k)) / ((k + 1) * (neither + k + 1));
      sum += term;
    }
    return logProbability(both, first, second, total) + Math.log(sum);
  }
  let term = 1;
  let sum = 1;
  for (let k = both - 1; k > lowest && term > NEGLIGIBLE * sum; k--) {
    term *= (k * (neither + k)) / ((first - k + 1) * (second - k + 1));
    sum += term;
  }
  return Math.log1p(-Math.min(1, Math.exp(logProbability(both - 1, first, second, total)) * sum));
}

/** As R's `dhyper(x, first, total - first, second, log = TRUE)`; 0 < second < total. */
function logProbability(x: number, first: number, second: number, total: number): number {
  const p = second / total;
  const q = (total - second) / total;
  return (
    logBinomialTerm(x, first - x, p, q) +
    logBinomialTerm(second - x, total - first - second + x, p, q) -
    logBinomialTerm(second, total - second, p, q)
  );
}
