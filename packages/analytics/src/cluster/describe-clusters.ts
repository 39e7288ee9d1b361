import { type Numbers, requireSameLength } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { columnsOf, spreadOf } from './columns.ts';
import { countOf, flatten, type Points, requireLabels } from './points.ts';

/** A number in which a cluster differs from all other points. */
export interface NumberTrait {
  kind: 'number';
  feature: string;
  direction: 'higher' | 'lower' | 'same';
  /** Difference of the means in standard deviations of all points. */
  size: number;
  mean: number;
  restMean: number;
}

/** A category that is more or less frequent in a cluster than among all other points. */
export interface CategoryTrait {
  kind: 'category';
  feature: string;
  value: string;
  direction: 'higher' | 'lower' | 'same';
  /** Cohen's h: 2 asin √share − 2 asin √restShare. */
  size: number;
  share: number;
  restShare: number;
  /** Share in the cluster over the share among all points. */
  lift: number;
}

/** A cluster in what sets it apart, the most distinguishing first. */
export interface ClusterDescription {
  cluster: number;
  count: number;
  /** Part of all points. */
  share: number;
  traits: (NumberTrait | CategoryTrait)[];
}

/** What is known of the points, in the order of the labels. */
export interface ClusterFeatures {
  /** A name for each dimension of the points. */
  names: readonly string[];
  /** Labelled facts such as city or channel, one value a point. */
  categories?: readonly { feature: string; values: readonly string[] }[];
}

/**
 * What is special about each cluster: every feature with the difference between the points of the cluster and all
 * others, by falling size. For numbers that is the difference of the means over the standard deviation of all points,
 * for categories Cohen's h (Statistical Power Analysis, 1988): both read alike, 0.2 small, 0.5 medium, 0.8 large.
 * Of equal sizes the higher comes first, then the order of the features. O(n (d + categories)).
 *
 * @param points in their own units, not scaled: the means are given out
 * @returns one element for each label up to the greatest; a cluster without points, or the only one, has no traits
 * @throws AnalyticsError if points, labels and features do not have the same length, or a name is missing
 * @example describeClusters(rows, labels, { names: ['recency', 'frequency', 'monetary'] })[0]?.traits[0];
 */
export function describeClusters(
  points: Points,
  labels: Numbers,
  { names, categories = [] }: ClusterFeatures,
): ClusterDescription[] {
  const flat = flatten(points);
  const count = countOf(flat);
  requireLabels('labels', labels, count);
  if (names.length !== flat.dimensions) {
    throw new AnalyticsError(
      'features.names',
      `must have one name a dimension (${flat.dimensions}), not ${names.length}`,
    );
  }
  const sizes: number[] = [];
  for (let i = 0; i < count; i++) {
    const label = labels[i] as number;
    if (label >= count) {
      throw new AnalyticsError(`labels[${i}]`, `must be below the number of points (${count}), not ${label}`);
    }
    while (sizes.length <= label) sizes.push(0);
    sizes[label] = (sizes[label] as number) + 1;
  }
  const ofFeatures: (readonly (NumberTrait | CategoryTrait)[])[][] = [
    ...columnsOf(flat).map((column, j) => numberTraits(names[j] as string, column, labels, sizes)),
    ...categories.map(({ feature, values }, i) => {
      requireSameLength('labels', labels, `features.categories[${i}].values`, values);
      return categoryTraits(feature, values, labels, sizes);
    }),
  ];
  return sizes.map((size, cluster) => ({
    cluster,
    count: size,
    share: size / count,
    traits:
      size === 0 || size === count
        ? []
        : ofFeatures.flatMap((traits) => traits[cluster] ?? []).sort(byProminence),
  }));
}

/** By falling size; of equal ones (as are the two halves of a yes or no) what there is more of comes first. */
function byProminence(a: { size: number }, b: { size: number }): number {
  const rounded = (size: number): number => Math.round(Math.abs(size) * 1e9);
  return rounded(b.size) - rounded(a.size) || Math.sign(b.size) - Math.sign(a.size);
}

function directionOf(size: number): 'higher' | 'lower' | 'same' {
  return size > 0 ? 'higher' : size < 0 ? 'lower' : 'same';
}

/** One trait for each cluster. */
function numberTraits(
  feature: string,
  column: Float64Array,
  labels: Numbers,
  sizes: readonly number[],
): NumberTrait[][] {
  const { mean: middle, sd } = spreadOf(column);
  // Sums of differences from the mean, so that those of the rest are the same with the other sign.
  const sums = new Float64Array(sizes.length);
  for (const [i, value] of column.entries()) {
    const label = labels[i] as number;
    sums[label] = (sums[label] as number) + (value - middle);
  }
  return sizes.map((size, cluster) => {
    const own = (sums[cluster] as number) / size;
    const rest = -(sums[cluster] as number) / (column.length - size);
    const difference = sd === 0 ? 0 : (own - rest) / sd;
    return [
      {
        kind: 'number',
        feature,
        direction: directionOf(difference),
        size: difference,
        mean: middle + own,
        restMean: middle + rest,
      },
    ];
  });
}

/** For each cluster a trait for each value. */
function categoryTraits(
  feature: string,
  values: readonly string[],
  labels: Numbers,
  sizes: readonly number[],
): CategoryTrait[][] {
  const counts = new Map<string, Float64Array>();
  for (const [i, value] of values.entries()) {
    let own = counts.get(value);
    if (!own) {
      own = new Float64Array(sizes.length);
      counts.set(value, own);
    }
    const label = labels[i] as number;
    own[label] = (own[label] as number) + 1;
  }
  const totals = Array.from(counts, ([value, own]) => ({
    value,
    own,
    total: own.reduce((a, b) => a + b, 0),
  }));
  return sizes.map((size, cluster) =>
    totals.map(({ value, own, total }) => {
      const inside = own[cluster] as number;
      const share = inside / size;
      const restShare = (total - inside) / (values.length - size);
      const difference = 2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt(restShare));
      return {
        kind: 'category',
        feature,
        value,
        direction: directionOf(difference),
        size: difference,
        share,
        restShare,
        lift: (share * values.length) / total,
      };
    }),
  );
}
