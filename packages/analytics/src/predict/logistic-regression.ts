import { type Numbers, requireNotNegative, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { choleskyOf, choleskySolve } from '../special/cholesky.ts';
import { normalCdf, normalQuantile } from '../special/normal.ts';
import { type Features, requireBothOutcomes, requireValues } from './features.ts';
import { evaluateLogistic, type LogisticProblem, logisticProblem } from './logistic-problem.ts';
import { minimiseLogistic, type Penalty } from './logistic-solver.ts';
import type { LogisticModel } from './models.ts';

/** A coefficient and how sure it is. */
export interface CoefficientEstimate {
  name: string;
  /** Change of the log-odds by one unit of the feature. */
  coefficient: number;
  standardError: number;
  z: number;
  pValue: number;
  lower: number;
  upper: number;
  /** exp(coefficient): by what the odds are multiplied. */
  oddsRatio: number;
}

export interface LogisticFit {
  model: LogisticModel;
  logLikelihood: number;
  /** Log-likelihood of the share of ones alone. */
  nullLogLikelihood: number;
  iterations: number;
  /** Greatest violation of the conditions of a least point, per case: how exact the optimum is. */
  violation: number;
  /** The intercept and then each coefficient; only without penalty, which biases them. */
  estimates: CoefficientEstimate[] | null;
}

export interface LogisticOptions {
  /** Strength of the penalty on absolute coefficients; default 0. */
  l1?: number;
  /** Strength of the penalty on squared coefficients; default 0. */
  l2?: number;
  /** Confidence of the intervals; default 0.95. */
  confidence?: number;
}

/**
 * How does the chance of an outcome depend on features? Logistic regression: log-odds linear in the features, by
 * maximum likelihood, or penalised where features are many or depend on each other. Minimises
 *
 *     Σ log(1 + exp(-s (b0 + b x))) + l1 Σ |b| + l2/2 Σ b²,   s = 1 or -1 by outcome
 *
 * exactly (to 1e-10 of a standard deviation's effect). The intercept b0 is not penalised; the penalty is on the
 * coefficients of the features as given, so scale those first. In scikit-learn's terms l2 = 1/C; in statsmodels'
 * terms l1 is `alpha` of `Logit.fit_regularized`. Standard errors come from the observed information (Wald).
 * O(rows × columns²) a step, some ten steps; memory columns².
 *
 * @throws AnalyticsError if a value is missing or infinite, an outcome is not 0 or 1 or only one occurs; and without
 * penalty if a column is constant or depends on others, or if the outcomes are separated (some combination of features
 * tells them apart without fail, so that no finite coefficient is the best)
 * @example
 * const { model, estimates } = logisticRegression(features, churned);
 * estimates?.[1]?.oddsRatio; // odds of leaving, by one unit of the first feature
 */
export function logisticRegression(
  features: Features,
  outcome: Numbers,
  { l1 = 0, l2 = 0, confidence = 0.95 }: LogisticOptions = {},
): LogisticFit {
  requireNotNegative('options.l1', l1);
  requireNotNegative('options.l2', l2);
  requireOpenShare('options.confidence', confidence);
  requireValues('features', features, 'refused');
  const coded = features.categorical?.indexOf(true) ?? -1;
  if (coded >= 0) {
    throw new AnalyticsError(
      `features.columns[${coded}]`,
      `(${features.names[coded]}) holds codes of categories, which have no order: encode it one-hot`,
    );
  }
  const bytes = requireBothOutcomes('outcome', outcome, features.rows);
  const problem = logisticProblem(features, bytes);
  const free = l1 === 0 && l2 === 0;
  if (free) requireIndependent(problem, features.names);
  const { point, at, iterations, violation } = minimiseLogistic(
    problem,
    scaledPenalty(problem, l1, l2),
    (direction) => refuseSeparated(direction, features.names),
  );
  const ones = bytes.reduce((sum, value) => sum + value, 0);
  const share = ones / features.rows;
  const back = Array.from(problem.spreads, (spread) => (spread === 0 ? 0 : 1 / spread));
  const coefficients = back.map((scale, j) => (point[j + 1] as number) * scale);
  const offset = coefficients.reduce((sum, value, j) => sum + value * (problem.means[j] as number), 0);
  const model: LogisticModel = {
    kind: 'logistic',
    names: [...features.names],
    intercept: (point[0] as number) - offset,
    coefficients,
    means: [...problem.means],
  };
  return {
    model,
    logLikelihood: -at.loss,
    nullLogLikelihood: ones * Math.log(share) + (features.rows - ones) * Math.log1p(-share),
    iterations,
    violation,
    estimates: free ? estimatesOf(model, at.curvature, back, confidence) : null,
  };
}

/** A penalty from which on a coefficient is 0 anyway. */
const STRONGEST = 1e100;

/** Penalties of scaled coefficients that equal those of the coefficients as given. */
function scaledPenalty({ spreads }: LogisticProblem, l1: number, l2: number): Penalty {
  const over = (strength: number, power: number): Float64Array =>
    Float64Array.from([0, ...spreads], (spread) =>
      strength === 0 || spread === 0 ? 0 : Math.min(strength / spread ** power, STRONGEST),
    );
  return { l1: over(l1, 1), l2: over(l2, 2) };
}

/** Names the first column that others determine, before the fit fails on it in some less telling way. */
function requireIndependent(problem: LogisticProblem, names: readonly string[]): void {
  const constant = problem.spreads.indexOf(0);
  if (constant >= 0) {
    throw new AnalyticsError(
      `features.columns[${constant}]`,
      `(${names[constant]}) is constant, which the intercept is already: leave it out or set l2`,
    );
  }
  const size = names.length + 1;
  if (problem.rows < size) {
    throw new AnalyticsError(
      'features.columns',
      `must not be as many as the cases (${problem.rows}) without a penalty: set l1 or l2, or leave some out`,
    );
  }
  const { curvature } = evaluateLogistic(problem, new Float64Array(size));
  const correlations = names.map((_, j) =>
    names.map((__, k) => (4 * (curvature[(j + 1) * size + k + 1] as number)) / problem.rows),
  );
  const factor: Float64Array[] = [];
  for (const [j, source] of correlations.entries()) {
    const row = new Float64Array(j + 1);
    let rest = 1;
    for (let k = 0; k < j; k++) {
      const other = factor[k] as Float64Array;
      let value = source[k] as number;
      for (let m = 0; m < k; m++) value -= (row[m] as number) * (other[m] as number);
      row[k] = value / (other[k] as number);
      rest -= (row[k] as number) ** 2;
    }
    if (rest <= 1e-10) {
      const shares = choleskySolve(factor, source.slice(0, j));
      const others = names.filter((_, k) => k < j && Math.abs(shares[k] as number) > 1e-6);
      throw new AnalyticsError(
        `features.columns[${j}]`,
        `(${names[j]}) is determined by ${others.join(', ')}: leave one of them out or set l2`,
      );
    }
    row[j] = Math.sqrt(rest);
    factor.push(row);
  }
}

function refuseSeparated(direction: Float64Array, names: readonly string[]): never {
  const sizes = [...direction].slice(1).map(Math.abs);
  const most = sizes.reduce((a, b) => Math.max(a, b), 0);
  const guilty = names.filter((_, j) => (sizes[j] as number) > 0.05 * most).slice(0, 5);
  throw new AnalyticsError(
    'outcome',
    `is told apart without fail by ${guilty.join(', ') || 'the features'} (separation), so that no finite coefficients ` +
      'are best: set l2 (such as 1), or leave out what gives the outcome away',
  );
}

function estimatesOf(
  { names, intercept, coefficients, means }: LogisticModel,
  curvature: Float64Array,
  back: readonly number[],
  confidence: number,
): CoefficientEstimate[] {
  const size = names.length + 1;
  const factor = choleskyOf(
    Array.from({ length: size }, (_, j) => [...curvature.subarray(j * size, (j + 1) * size)]),
  );
  if (factor === null) throw new AnalyticsError('features', 'leave no information on a coefficient: set l2');
  const z = normalQuantile((1 + confidence) / 2);
  const estimate = (
    name: string,
    coefficient: number,
    inScaled: number[],
    unit: number,
  ): CoefficientEstimate => {
    const solved = choleskySolve(factor, inScaled);
    const variance = inScaled.reduce((sum, value, j) => sum + value * (solved[j] as number), 0);
    const standardError = Math.sqrt(variance) * unit;
    const ratio = coefficient / standardError;
    return {
      name,
      coefficient,
      standardError,
      z: ratio,
      pValue: 2 * normalCdf(-Math.abs(ratio)),
      lower: coefficient - z * standardError,
      upper: coefficient + z * standardError,
      oddsRatio: Math.exp(coefficient),
    };
  };
  const scales = back.map((scale, j) => -(means[j] as number) * scale);
  return [
    estimate('(intercept)', intercept, [1, ...scales], 1),
    ...names.map((name, j) =>
      estimate(
        name,
        coefficients[j] as number,
        Array.from({ length: size }, (_, k) => (k === j + 1 ? 1 : 0)),
        back[j] as number,
      ),
    ),
  ];
}
