import { type Numbers, requireNumbers, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { choleskyOf, mahalanobis } from '../special/cholesky.ts';
import { betaQuantile, fisherQuantile } from '../special/incomplete-beta.ts';
import { includedPoints } from './chart-checks.ts';

/** Centre and covariance of several measurements taken together. */
export interface MultivariateParameters {
  centre: number[];
  covariance: number[][];
  /** Observations they were computed from: what the limit for new ones depends on. */
  count: number;
}

/** One observation on a T² chart. */
export interface HotellingPoint {
  /** Squared distance from the centre, in units that take the correlations into account. */
  value: number;
  upper: number;
  signal: boolean;
  /** For each variable, by how much the value would fall without it: which one to look at. */
  contributions: number[];
}

/**
 * Hotelling's T² chart: several correlated measurements of each unit watched as one, so that an odd combination
 * of ordinary values is seen. Without frozen parameters the limit is for the data they came from (a beta
 * quantile), with them for new data (an F quantile). Source: Tracy, Young, Mason, J. Quality Technology 24 (1992);
 * contributions by Mason, Young, Tracy (1995). O(n p² + n p³ for contributions).
 *
 * @param observations one row a unit, one column a variable
 * @param options.alpha chance of a false alarm at a point; default 0.0027, as 3-sigma limits have
 * @throws AnalyticsError if rows differ in length, a value is not finite, there are too few observations (p + 2 to
 *   estimate from), or variables determine one another so that the covariance has no inverse
 * @example hotellingChart([[85.4, 14.8], [84.9, 15.1], [85.2, 14.7], [84.8, 15.3]]).points;
 */
export function hotellingChart(
  observations: readonly Numbers[],
  options: { frozen?: MultivariateParameters; exclude?: readonly number[]; alpha?: number } = {},
): { kind: 't2'; parameters: MultivariateParameters; points: HotellingPoint[] } {
  const { frozen, exclude, alpha = 0.0027 } = options;
  requireOpenShare('options.alpha', alpha);
  const variables = frozen?.centre.length ?? observations[0]?.length ?? 0;
  if (observations.length === 0)
    throw new AnalyticsError('observations', 'must have at least 1 row, but is empty');
  if (variables === 0) throw new AnalyticsError('observations[0]', 'must have at least 1 variable');
  for (const [i, row] of observations.entries()) {
    requireNumbers(`observations[${i}]`, row);
    if (row.length !== variables)
      throw new AnalyticsError(`observations[${i}]`, `must have ${variables} variables, not ${row.length}`);
  }
  const included = includedPoints(observations.length, exclude);
  const parameters =
    frozen ??
    estimateMultivariate(
      observations.filter((_, i) => included(i)),
      variables,
    );
  const upper = limitOf(parameters.count, variables, alpha, frozen === undefined);
  const whole = factorOf(parameters, -1);
  const without = variables === 1 ? [] : Array.from({ length: variables }, (_, j) => factorOf(parameters, j));
  const points = observations.map((row) => {
    const value = mahalanobis(whole, deviations(row, parameters, -1));
    const contributions =
      variables === 1
        ? [value]
        : without.map((factor, j) => value - mahalanobis(factor, deviations(row, parameters, j)));
    return { value, upper, signal: value > upper, contributions };
  });
  return { kind: 't2', parameters, points };
}

function estimateMultivariate(rows: readonly Numbers[], variables: number): MultivariateParameters {
  const count = rows.length;
  if (count < variables + 2) {
    throw new AnalyticsError(
      'observations',
      `must have at least ${variables + 2} rows to estimate ${variables} variables from, not ${count}`,
    );
  }
  const centre = Array.from(
    { length: variables },
    (_, j) => rows.reduce((total, row) => total + (row[j] as number), 0) / count,
  );
  const covariance = centre.map((meanJ, j) =>
    centre.map((meanK, k) => {
      const products = rows.reduce(
        (total, row) => total + ((row[j] as number) - meanJ) * ((row[k] as number) - meanK),
        0,
      );
      return products / (count - 1);
    }),
  );
  return { centre, covariance, count };
}

function limitOf(m: number, p: number, alpha: number, ownData: boolean): number {
  if (m < p + 2)
    throw new AnalyticsError(
      'options.frozen.count',
      `must be at least ${p + 2} for ${p} variables, not ${m}`,
    );
  if (ownData) return ((m - 1) ** 2 / m) * betaQuantile(1 - alpha, p / 2, (m - p - 1) / 2);
  return ((p * (m + 1) * (m - 1)) / (m * m - m * p)) * fisherQuantile(1 - alpha, p, m - p);
}

/** Cholesky factor of the covariance, with the variable `skip` left out. */
function factorOf({ covariance }: MultivariateParameters, skip: number): Float64Array[] {
  const kept = covariance.filter((_, j) => j !== skip).map((row) => row.filter((_, k) => k !== skip));
  const factor = choleskyOf(kept);
  if (!factor)
    throw new AnalyticsError(
      'observations',
      'must not have a variable that is constant or follows from the others',
    );
  return factor;
}

function deviations(row: Numbers, { centre }: MultivariateParameters, skip: number): number[] {
  return Array.from(row, (value, j) => value - (centre[j] as number)).filter((_, j) => j !== skip);
}
