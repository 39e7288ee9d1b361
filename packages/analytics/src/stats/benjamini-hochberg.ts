import { type Numbers, requireNumbers, requireShare } from '../checks.ts';

/**
 * p-values adjusted for having looked many times: calling everything at or below `alpha` a finding, the share
 * of false findings is `alpha` at most on average. Source: Benjamini and Hochberg, JRSS B 57 (1995); the same as
 * R's `p.adjust(p, "BH")`. O(n log n).
 *
 * @returns adjusted values in the order given; empty for none
 * @throws AnalyticsError if a p-value is outside [0, 1]
 * @example benjaminiHochberg([0.01, 0.04, 0.03, 0.005]); // [0.02, 0.04, 0.04, 0.02]
 */
export function benjaminiHochberg(pValues: Numbers): number[] {
  requireNumbers('pValues', pValues, 0);
  const count = pValues.length;
  for (let i = 0; i < count; i++) requireShare(`pValues[${i}]`, pValues[i] as number);
  const order = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => (pValues[b] as number) - (pValues[a] as number),
  );
  const adjusted = new Array<number>(count);
  let least = 1;
  for (const [place, i] of order.entries()) {
    least = Math.min(least, (pValues[i] as number) * (count / (count - place)));
    adjusted[i] = least;
  }
  return adjusted;
}
