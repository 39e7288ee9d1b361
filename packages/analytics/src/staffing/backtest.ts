import { type Numbers, requireInteger, requireNumbers } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { Forecaster, ForecastPoint } from './forecast-types.ts';

/** How well a forecaster would have done. */
export interface BacktestResult {
  /** Mean absolute error, in the unit of the history. */
  mae: number;
  /** Sum of absolute errors over sum of the values; null if these sum to 0. */
  wape: number | null;
  /** Mean of forecast less value: above 0, it forecasts too much. */
  bias: number;
  /** Share of values inside the interval. */
  coverage: number;
  /** Mean absolute error at each origin, the latest first: whether one bad month makes the mean. */
  maeByOrigin: number[];
}

/** How far back to go. */
export interface BacktestOptions {
  horizon: number;
  /** How many times to stand in the past and look ahead; default 6. */
  origins?: number;
  /** Periods between them; default the horizon. */
  step?: number;
}

/**
 * What a forecaster would have said at points of the past, against what came: rolling origin, each time with nothing
 * but the history until then. Source: Tashman, International J. of Forecasting 16 (2000). O(origins × one forecast).
 *
 * @throws AnalyticsError if the history is too short for every origin to have one value before it, a value is not
 *   finite, an option is out of range, or the forecaster returns other than `horizon` points
 * @example backtest(calls, (past, ahead) => seasonalNaive(past, ahead), { horizon: 28 }).mae;
 */
export function backtest(history: Numbers, forecaster: Forecaster, options: BacktestOptions): BacktestResult {
  const { horizon, origins = 6, step = horizon } = options;
  requireInteger('options.horizon', horizon, 1);
  requireInteger('options.origins', origins, 1);
  requireInteger('options.step', step, 1);
  requireNumbers('history', history, horizon + (origins - 1) * step + 1);
  const values = Float64Array.from(history);
  let absolute = 0;
  let signed = 0;
  let total = 0;
  let inside = 0;
  const maeByOrigin: number[] = [];
  for (let o = 0; o < origins; o++) {
    const origin = values.length - horizon - o * step;
    const points = forecaster(values.slice(0, origin), horizon);
    if (points.length !== horizon)
      throw new AnalyticsError('forecaster', `must return ${horizon} points, not ${points.length}`);
    let atOrigin = 0;
    for (const [h, point] of points.entries()) {
      const value = values[origin + h] as number;
      atOrigin += Math.abs(point.mean - value);
      signed += point.mean - value;
      total += Math.abs(value);
      if (value >= point.lower && value <= point.upper) inside++;
    }
    absolute += atOrigin;
    maeByOrigin.push(atOrigin / horizon);
  }
  const count = origins * horizon;
  return {
    mae: absolute / count,
    wape: total === 0 ? null : absolute / total,
    bias: signed / count,
    coverage: inside / count,
    maeByOrigin,
  };
}

/**
 * Forecasters in order of their backtest error, the best first. Equal ones keep their order. O(sum of backtests).
 *
 * @throws AnalyticsError as `backtest` does, or if there is no forecaster
 * @example rankForecasters(calls, { naive, smoothing }, { horizon: 28 })[0]?.name;
 */
export function rankForecasters(
  history: Numbers,
  forecasters: Readonly<Record<string, Forecaster>>,
  options: BacktestOptions,
): { name: string; result: BacktestResult }[] {
  const names = Object.entries(forecasters);
  if (names.length === 0) throw new AnalyticsError('forecasters', 'must have at least 1 forecaster');
  return names
    .map(([name, forecaster]) => ({ name, result: backtest(history, forecaster, options) }))
    .sort((a, b) => a.result.mae - b.result.mae);
}

/**
 * A forecaster that averages several: seldom the best, hardly ever bad. Source: Bates and Granger (1969). O(sum).
 *
 * @throws AnalyticsError if there is no forecaster
 * @example backtest(calls, averageOf([naive, smoothing]), { horizon: 28 });
 */
export function averageOf(forecasters: readonly Forecaster[]): Forecaster {
  if (forecasters.length === 0) throw new AnalyticsError('forecasters', 'must have at least 1 forecaster');
  return (history, horizon) => {
    const all = forecasters.map((forecaster) => forecaster(history, horizon));
    return Array.from({ length: horizon }, (_, h) => {
      const mean = (read: (point: ForecastPoint) => number): number =>
        all.reduce((total, points) => total + read(points[h] as ForecastPoint), 0) / all.length;
      return { mean: mean((p) => p.mean), lower: mean((p) => p.lower), upper: mean((p) => p.upper) };
    });
  };
}
