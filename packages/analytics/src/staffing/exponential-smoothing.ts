import { type Numbers, requireInteger, requireNumbers, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { nelderMead } from '../special/nelder-mead.ts';
import { normalQuantile } from '../special/normal.ts';
import { type ForecastPoint, type ForecastScale, SCALES } from './forecast-types.ts';

/** How `exponentialSmoothing` is to work. */
export interface SmoothingOptions {
  /** Periods in the repeating pattern; 1 for none. Default 7. */
  season?: number;
  /** `auto` takes the one with the least AICc. Default `auto`. */
  trend?: 'none' | 'additive' | 'damped' | 'auto';
  /** Default `linear`; `sqrt` is right for counts. */
  scale?: ForecastScale;
  /** Default 0.95. */
  confidence?: number;
}

/** What was found in a history. */
export interface SmoothingFit {
  trend: 'none' | 'additive' | 'damped';
  /** Weight of the newest error in level, trend and seasonal pattern, and how the trend is damped; 0 to 1. */
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
  /** Standard deviation of the one-step errors, on the chosen scale. */
  sigma: number;
  /** Least is best among fits of the same history on the same scale. */
  aicc: number;
  forecast: ForecastPoint[];
}

/**
 * Exponential smoothing with trend and season (Holt–Winters): level, trend and pattern that follow the history, the
 * recent more than the old. ETS(A,N|A|Ad,A) in its error-correction form; weights by least squares from several
 * starts; the interval from the model's own variance. Source: Hyndman, Koehler, Ord, Snyder, Forecasting with
 * Exponential Smoothing (2008), tables 2.3 and 6.1. O(n × some 400 evaluations a start and trend).
 *
 * Forecasts on the `sqrt` and `log` scales are medians, back on the scale of the history; never negative there.
 *
 * @throws AnalyticsError if there are fewer than two seasons and four values, one is not finite (or is negative on a
 *   `sqrt` or `log` scale), or an option is out of range
 * @example exponentialSmoothing(dailyCalls, 28, { season: 7, scale: 'sqrt' }).forecast;
 */
export function exponentialSmoothing(
  history: Numbers,
  horizon: number,
  options: SmoothingOptions = {},
): SmoothingFit {
  const { season = 7, trend = 'auto', scale = 'linear', confidence = 0.95 } = options;
  requireInteger('options.season', season, 1);
  requireInteger('horizon', horizon, 0);
  requireOpenShare('options.confidence', confidence);
  requireNumbers('history', history, Math.max(4, 2 * season));
  const values = Float64Array.from(history, (value, i) => {
    if (scale !== 'linear' && value < 0)
      throw new AnalyticsError(`history[${i}]`, `must not be negative on a ${scale} scale, not ${value}`);
    return SCALES[scale].to(value);
  });
  const trends = trend === 'auto' ? (['none', 'additive', 'damped'] as const) : [trend];
  const fits = trends.map((kind) => fitTrend(values, season, kind));
  const best = fits.reduce((a, b) => (b.aicc < a.aicc ? b : a));
  const { alpha, beta, gamma, phi } = best.weights;
  return {
    trend: best.trend,
    alpha,
    beta,
    gamma,
    phi,
    sigma: best.sigma,
    aicc: best.aicc,
    forecast: project(best, season, horizon, confidence, scale),
  };
}

interface Weights {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
}

interface State {
  level: number;
  slope: number;
  /** Pattern by position in the season; the next period's is at `at`. */
  pattern: Float64Array;
  at: number;
  squaredError: number;
}

interface TrendFit {
  trend: 'none' | 'additive' | 'damped';
  weights: Weights;
  state: State;
  sigma: number;
  aicc: number;
}

function fitTrend(values: Float64Array, season: number, trend: TrendFit['trend']): TrendFit {
  const seasonal = season > 1;
  const weightsOf = (point: readonly number[]): Weights => {
    let next = 0;
    const alpha = logistic(point[next++] as number);
    const gamma = seasonal ? (1 - alpha) * logistic(point[next++] as number) : 0;
    const beta = trend === 'none' ? 0 : alpha * logistic(point[next++] as number);
    // Damped as customary between 0.8 and 0.98: weaker is no trend, stronger cannot be told from none.
    const phi = trend === 'damped' ? 0.8 + 0.18 * logistic(point[next++] as number) : 1;
    return { alpha, beta, gamma, phi };
  };
  const loss = (point: readonly number[]): number =>
    smooth(values, season, trend, weightsOf(point)).squaredError;
  const starts = [
    [-2, -3, -3, 1],
    [0, -3, -4, 1],
    [-1, -1, -2, 0],
  ].map(
    ([a, g, b, d]) =>
      [
        a,
        ...(seasonal ? [g] : []),
        ...(trend === 'none' ? [] : [b]),
        ...(trend === 'damped' ? [d] : []),
      ] as number[],
  );
  const best = starts.map((start) => nelderMead(loss, start)).reduce((a, b) => (b.value < a.value ? b : a));
  const weights = weightsOf(best.point);
  const state = smooth(values, season, trend, weights);
  const n = values.length;
  const parameters = best.point.length + 1 + (trend === 'none' ? 0 : 1) + (seasonal ? season - 1 : 0) + 1;
  const sigma = Math.sqrt(state.squaredError / Math.max(1, n - parameters));
  const spare = n - parameters - 1;
  const penalty =
    2 * parameters + (spare > 0 ? (2 * parameters * (parameters + 1)) / spare : Number.POSITIVE_INFINITY);
  return {
    trend,
    weights,
    state,
    sigma,
    aicc: n * Math.log(Math.max(state.squaredError / n, 1e-300)) + penalty,
  };
}

/** Runs the recursions over the history from a start estimated from its first seasons. */
function smooth(values: Float64Array, season: number, trend: TrendFit['trend'], weights: Weights): State {
  const { alpha, beta, gamma, phi } = weights;
  const state = initialState(values, season, trend);
  const { pattern } = state;
  for (let t = 0; t < values.length; t++) {
    const at = t % season;
    const damped = phi * state.slope;
    const error = (values[t] as number) - (state.level + damped + (pattern[at] as number));
    state.level += damped + alpha * error;
    state.slope = damped + beta * error;
    pattern[at] = (pattern[at] as number) + gamma * error;
    state.squaredError += error * error;
  }
  state.at = values.length % season;
  return state;
}

/** Mean, slope between the first two stretches and mean pattern of the first seasons (at most four). */
function initialState(values: Float64Array, season: number, trend: TrendFit['trend']): State {
  const seasons = Math.min(4, Math.floor(values.length / season));
  const stretch = season === 1 ? Math.min(8, values.length) : seasons * season;
  let level = 0;
  for (let t = 0; t < stretch; t++) level += (values[t] as number) / stretch;
  let slope = 0;
  if (trend !== 'none') {
    const half = Math.floor(stretch / 2);
    let early = 0;
    let late = 0;
    for (let t = 0; t < half; t++) {
      early += (values[t] as number) / half;
      late += (values[stretch - half + t] as number) / half;
    }
    slope = (late - early) / (stretch - half);
  }
  const pattern = new Float64Array(season);
  if (season > 1) {
    for (let t = 0; t < stretch; t++) {
      pattern[t % season] = (pattern[t % season] as number) + ((values[t] as number) - level) / seasons;
    }
  }
  const start = trend === 'none' ? level : level - (slope * (stretch + 1)) / 2;
  return { level: start, slope, pattern, at: 0, squaredError: 0 };
}

function project(
  { weights, state, sigma }: TrendFit,
  season: number,
  horizon: number,
  confidence: number,
  scale: ForecastScale,
): ForecastPoint[] {
  const { alpha, beta, gamma, phi } = weights;
  const z = normalQuantile((1 + confidence) / 2);
  const { from } = SCALES[scale];
  let dampedSteps = 0; // phi + phi² + … + phi^h
  let variance = 0; // in units of sigma²: 1 + Σ c(j)² for j < h
  return Array.from({ length: horizon }, (_, step) => {
    if (step === 0) variance = 1;
    else {
      const effect =
        alpha + (beta === 0 ? 0 : beta * dampedSteps) + (step % season === 0 && season > 1 ? gamma : 0);
      variance += effect * effect;
    }
    dampedSteps += phi ** (step + 1);
    const mean =
      state.level + dampedSteps * state.slope + (state.pattern[(state.at + step) % season] as number);
    const half = z * sigma * Math.sqrt(variance);
    return { mean: from(mean), lower: from(mean - half), upper: from(mean + half) };
  });
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
