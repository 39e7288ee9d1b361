import { type Numbers, requireFinite } from '../checks.ts';
import { midRanks } from '../stats/ranks.ts';
import type { Rfm } from './rfm-of-purchases.ts';
import { type RfmSegment, rfmSegmentOf } from './rfm-segments.ts';

/** Scores from 1 (worst fifth) to 5 (best fifth), and the segment that they make. */
export interface RfmScores {
  recency: number;
  frequency: number;
  monetary: number;
  /** The three digits together, as '545'. */
  cell: string;
  segment: RfmSegment;
}

const GROUPS = 5;

/**
 * Fifths of customers by how lately, how often and for how much they buy (Hughes, Strategic Database Marketing, 1994),
 * with the segment they fall into.
 *
 * A score is ⌊5 p⌋ + 1, where p is the share of customers below plus half the share of equals: equal customers always
 * score alike, whatever their order, and where all are equal all score 3. For recency fewer days are better.
 * O(n log n).
 *
 * @returns one element a customer, in the order given; none for none
 * @throws AnalyticsError if a value is not finite
 * @example rfmScores(rfmOfPurchases(purchases, asOf))[0]?.segment; // 'champions'
 */
export function rfmScores(customers: readonly Omit<Rfm, 'customer'>[]): RfmScores[] {
  for (const [i, { recency, frequency, monetary }] of customers.entries()) {
    requireFinite(`customers[${i}].recency`, recency);
    requireFinite(`customers[${i}].frequency`, frequency);
    requireFinite(`customers[${i}].monetary`, monetary);
  }
  const recencies = fifths(Float64Array.from(customers, ({ recency }) => -recency));
  const frequencies = fifths(Float64Array.from(customers, ({ frequency }) => frequency));
  const monetaries = fifths(Float64Array.from(customers, ({ monetary }) => monetary));
  return customers.map((_, i) => {
    const recency = recencies[i] as number;
    const frequency = frequencies[i] as number;
    const monetary = monetaries[i] as number;
    return {
      recency,
      frequency,
      monetary,
      cell: `${recency}${frequency}${monetary}`,
      segment: rfmSegmentOf(recency, frequency, monetary),
    };
  });
}

function fifths(values: Numbers): number[] {
  // The mid-rank less ½ is the number of values below plus half of the equal ones, itself included.
  return Array.from(midRanks(values).ranks, (rank) =>
    Math.min(GROUPS, Math.floor((GROUPS * (rank - 0.5)) / values.length) + 1),
  );
}
