import { quantile } from '@jingyun/analytics/ddsketch';
import type { MetricCell, MetricKind } from '@jingyun/contracts';
import { Sums } from './sums.ts';

/** Makes a number, with what it is made of, from sums. `level` is the level at the end, of a metric that has one. */
export function presentCell(
  kind: MetricKind,
  sums: Sums = new Sums(),
  percentiles: readonly number[] = [],
  level: number | null = null,
): MetricCell {
  const { count, sketch, min, max } = sums;
  return {
    value: kind === 'level' ? level : valueOfSums(kind, sums),
    count,
    sum: sums.sum.toNumber(),
    min: Number.isFinite(min) ? min : null,
    max: Number.isFinite(max) ? max : null,
    standardDeviation: kind === 'distribution' ? standardDeviation(sums) : null,
    percentiles:
      kind === 'distribution'
        ? percentiles.map((share) => (sketch === null ? null : clamp(quantile(sketch, share), min, max)))
        : [],
  };
}

function valueOfSums(kind: MetricKind, sums: Sums): number | null {
  if (kind === 'count' || kind === 'sum') return sums.sum.toNumber();
  return sums.count > 0 ? sums.sum.toNumber() / sums.count : null;
}

/** A sketch answers within 1 %; what is known exactly bounds it. */
function clamp(value: number | null, min: number, max: number): number | null {
  // Hours keep no least and greatest.
  return value === null || !Number.isFinite(min) ? value : Math.min(Math.max(value, min), max);
}

/**
 * Sample standard deviation from exact sums: √((n·Σx² − (Σx)²) / (n·(n − 1))). In whole
 * numbers up to the division, so that no digits cancel however large the mean.
 */
function standardDeviation({ count, sum, squares }: Sums): number | null {
  if (count < 2) return null;
  const n = BigInt(count);
  const total = sum.toBigInt();
  return Math.sqrt(Number(n * squares.toBigInt() - total * total) / (count * (count - 1)));
}
