import {
  type Numbers,
  requireInteger,
  requireNotNegative,
  requireNumbers,
  requireOpenShare,
} from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { choleskyOf, choleskySolve } from '../special/cholesky.ts';
import { normalQuantile } from '../special/normal.ts';
import { type CalendarEvents, dayNumber, isoDate, weekdayOf } from './calendar-dates.ts';
import { type ForecastPoint, type ForecastScale, SCALES } from './forecast-types.ts';

/** How `calendarRegression` is to work. */
export interface CalendarOptions {
  /** What happened, and will happen, on which date. */
  events?: CalendarEvents;
  /** Sine and cosine pairs of the year; 0 for no yearly pattern, which wants two years of history. Default 0. */
  yearlyTerms?: number;
  /** Default `sqrt`, as is right for counts. */
  scale?: ForecastScale;
  /** Occurrences by which an event's effect is drawn towards none, so that one odd day is not a law. Default 0.5. */
  shrinkage?: number;
  /** Default 0.95. */
  confidence?: number;
}

/** What a calendar explains of a history. */
export interface CalendarFit {
  /** Effect of each event, on the scale, with its standard error; 0 for events that the history has not seen. */
  effects: { event: string; effect: number; standardError: number; occurrences: number }[];
  /** Effect of Monday to Sunday around their mean, on the scale. */
  weekdays: number[];
  /** How fast the level follows the history, 0 to 1. */
  alpha: number;
  /** Standard deviation of the one-step errors, on the scale. */
  sigma: number;
  forecast: ForecastPoint[];
}

/**
 * Daily history as weekday + year + events + a level that wanders: regression on the calendar with ARIMA(0,1,1)
 * errors. For each speed of the level, history and calendar are passed through the same filter, which leaves
 * uncorrelated errors, and solved by least squares (ridge for events); the speed with the least error is kept.
 * Source: Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989), 7.3; Hyndman and
 * Athanasopoulos (2021), chapter 10. O(days × terms²) for each of some 20 speeds.
 *
 * @param start date of the first value, YYYY-MM-DD; the rest follow day by day
 * @throws AnalyticsError if there are fewer than 14 days, a value is not finite (or negative on a `sqrt` or `log`
 *   scale), the start is no date or an option is out of range
 * @example calendarRegression('2024-01-01', calls, 28, { events: eventWindow('festival', dates, { before: 2 }) });
 */
export function calendarRegression(
  start: string,
  history: Numbers,
  horizon: number,
  options: CalendarOptions = {},
): CalendarFit {
  const { events = {}, yearlyTerms = 0, scale = 'sqrt', shrinkage = 0.5, confidence = 0.95 } = options;
  const firstDay = dayNumber('start', start);
  requireInteger('horizon', horizon, 0);
  requireNumbers('history', history, 14);
  requireInteger('options.yearlyTerms', yearlyTerms, 0);
  requireNotNegative('options.shrinkage', shrinkage);
  requireOpenShare('options.confidence', confidence);
  const { to, from } = SCALES[scale];
  const values = Float64Array.from(history, (value, i) => {
    if (scale !== 'linear' && value < 0)
      throw new AnalyticsError(`history[${i}]`, `must not be negative on a ${scale} scale, not ${value}`);
    return to(value);
  });
  const days = values.length;
  const terms = termsOf(firstDay, days + horizon, events, yearlyTerms);
  const fit = fitSpeed(values, terms.columns, terms.eventsFrom, shrinkage);
  const explained = (t: number): number =>
    terms.columns.reduce((total, column, j) => total + (fit.weights[j] as number) * (column[t] as number), 0);

  let level = fit.level;
  for (let t = 0; t < days; t++) level += fit.alpha * ((values[t] as number) - explained(t) - level);
  const z = normalQuantile((1 + confidence) / 2);
  const weekdayWeights = [...fit.weights.slice(0, 6), 0];
  const centre = weekdayWeights.reduce((a, b) => a + b, 0) / 7;
  return {
    effects: terms.events.map((event, e) => ({
      event,
      effect: fit.weights[terms.eventsFrom + e] as number,
      standardError: fit.standardErrors[terms.eventsFrom + e] as number,
      occurrences: (terms.columns[terms.eventsFrom + e] as Float64Array)
        .subarray(0, days)
        .reduce((a, b) => a + b, 0),
    })),
    weekdays: weekdayWeights.map((weight) => weight - centre),
    alpha: fit.alpha,
    sigma: fit.sigma,
    forecast: Array.from({ length: horizon }, (_, h) => {
      const mean = level + explained(days + h);
      const half = z * fit.sigma * Math.sqrt(1 + h * fit.alpha ** 2);
      return { mean: from(mean), lower: from(mean - half), upper: from(mean + half) };
    }),
  };
}

interface Terms {
  columns: Float64Array[];
  events: string[];
  eventsFrom: number;
}

/** One column a term over history and horizon: Monday to Saturday (Sunday is the base), the year, the events. */
function termsOf(firstDay: number, count: number, events: CalendarEvents, yearlyTerms: number): Terms {
  const over = (f: (day: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, t) => f(firstDay + t));
  const columns: Float64Array[] = [];
  for (let weekday = 0; weekday < 6; weekday++)
    columns.push(over((day) => (weekdayOf(day) === weekday ? 1 : 0)));
  for (let k = 1; k <= yearlyTerms; k++) {
    const turn = (2 * Math.PI * k) / 365.2425;
    columns.push(over((day) => Math.sin(turn * day)));
    columns.push(over((day) => Math.cos(turn * day)));
  }
  const eventsFrom = columns.length;
  const byName = new Map<string, Float64Array>();
  for (let t = 0; t < count; t++) {
    for (const name of events[isoDate(firstDay + t)] ?? []) {
      const column = byName.get(name) ?? new Float64Array(count);
      column[t] = 1;
      byName.set(name, column);
    }
  }
  columns.push(...byName.values());
  return { columns, events: [...byName.keys()], eventsFrom };
}

interface SpeedFit {
  alpha: number;
  level: number;
  weights: number[];
  standardErrors: number[];
  sigma: number;
  squaredError: number;
}

/** Tries speeds of the level, coarse then fine. */
function fitSpeed(
  values: Float64Array,
  columns: Float64Array[],
  eventsFrom: number,
  shrinkage: number,
): SpeedFit {
  const at = (alpha: number): SpeedFit => fitWeights(values, columns, eventsFrom, shrinkage, alpha);
  let best = [0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8]
    .map(at)
    .reduce((a, b) => (b.squaredError < a.squaredError ? b : a));
  for (let step = best.alpha / 2; step > 0.005; step /= 2) {
    for (const alpha of [best.alpha - step, best.alpha + step]) {
      if (alpha <= 0 || alpha >= 1) continue;
      const fit = at(alpha);
      if (fit.squaredError < best.squaredError) best = fit;
    }
  }
  return best;
}

/**
 * Least squares after the filter e(t) = x(t) - level(t), level(t + 1) = level(t) + alpha e(t). The unknown first level
 * is one more column: 1 at the start, fading as the filter forgets.
 */
function fitWeights(
  values: Float64Array,
  columns: Float64Array[],
  eventsFrom: number,
  shrinkage: number,
  alpha: number,
): SpeedFit {
  const days = values.length;
  const filtered = (x: Float64Array): Float64Array => {
    const out = new Float64Array(days);
    let level = 0;
    for (let t = 0; t < days; t++) {
      out[t] = (x[t] as number) - level;
      level += alpha * (out[t] as number);
    }
    return out;
  };
  const fading = Float64Array.from({ length: days }, (_, t) => (1 - alpha) ** t);
  const design = [...columns.map(filtered), fading];
  const target = filtered(values);
  const size = design.length;
  const gram = design.map((a, i) =>
    design.map((b, j) => {
      if (j > i) return 0;
      const ridge = i !== j ? 0 : i >= eventsFrom && i < size - 1 ? shrinkage + 1e-9 : 1e-9;
      return dot(a, b) + ridge;
    }),
  );
  const factor = choleskyOf(gram) as Float64Array[]; // the ridge makes it positive definite
  const weights = choleskySolve(
    factor,
    design.map((column) => dot(column, target)),
  );
  let squaredError = 0;
  for (let t = 0; t < days; t++) {
    let error = target[t] as number;
    for (let j = 0; j < size; j++) error -= (weights[j] as number) * (design[j]?.[t] as number);
    squaredError += error * error;
  }
  const sigma = Math.sqrt(squaredError / Math.max(1, days - size - 1));
  const standardErrors = design.map((_, j) => {
    const unit = design.map((_column, k) => (k === j ? 1 : 0));
    return sigma * Math.sqrt(choleskySolve(factor, unit)[j] as number);
  });
  return {
    alpha,
    level: weights[size - 1] as number,
    weights: weights.slice(0, -1),
    standardErrors,
    sigma,
    squaredError,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let t = 0; t < a.length; t++) total += (a[t] as number) * (b[t] as number);
  return total;
}
