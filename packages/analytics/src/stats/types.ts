/** A range that covers the true value with a stated confidence. */
export interface Interval {
  lower: number;
  upper: number;
}

/** A source of uniform numbers in [0, 1), as `Math.random` is; pass a seeded one for results that repeat. */
export type Random = () => number;

/** Which differences count against the null hypothesis: either way, only upwards, only downwards. */
export type Alternative = 'two-sided' | 'greater' | 'less';
