/**
 * Terms. A *history* is one number for each period (day, hour), oldest first, without gaps. A *season* is how many
 * periods make up the pattern that repeats: 7 for days of a week. The *horizon* is how many periods lie ahead.
 */
import type { Numbers } from '../checks.ts';

/** One period ahead: what is expected, and between what it will lie with the stated confidence. */
export interface ForecastPoint {
  mean: number;
  lower: number;
  upper: number;
}

/** Anything that forecasts a history. */
export type Forecaster = (history: Numbers, horizon: number) => ForecastPoint[];

/**
 * The scale on which errors are alike. Counts vary more where they are larger: by their root if by chance alone
 * (`sqrt`), in proportion if by causes (`log`).
 */
export type ForecastScale = 'linear' | 'sqrt' | 'log';

/** To the scale and back; back never gives a negative count. */
export const SCALES: Record<
  ForecastScale,
  { to: (value: number) => number; from: (value: number) => number }
> = {
  linear: { to: (value) => value, from: (value) => value },
  sqrt: { to: Math.sqrt, from: (value) => Math.max(0, value) ** 2 },
  log: { to: Math.log1p, from: (value) => Math.max(0, Math.expm1(value)) },
};
