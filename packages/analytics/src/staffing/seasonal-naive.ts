import { type Numbers, requireInteger, requireNumbers, requireOpenShare } from '../checks.ts';
import { normalQuantile } from '../special/normal.ts';
import type { ForecastPoint } from './forecast-types.ts';

/**
 * Next Monday will be like last Monday: the forecast that every other has to beat. The interval is from the spread
 * of one season's change, growing with the root of the seasons ahead. Source: Hyndman and Athanasopoulos,
 * Forecasting: Principles and Practice (2021), 5.2 and 5.5. O(n).
 *
 * @param season periods in the pattern; 1 repeats the last value
 * @returns one point a period ahead; with one season of history only, the interval is the mean itself
 * @throws AnalyticsError if there is less than one season, a value is not finite or an option is out of range
 * @example seasonalNaive(dailyCalls, 28, { season: 7 });
 */
export function seasonalNaive(
  history: Numbers,
  horizon: number,
  { season = 7, confidence = 0.95 }: { season?: number; confidence?: number } = {},
): ForecastPoint[] {
  requireInteger('options.season', season, 1);
  requireInteger('horizon', horizon, 0);
  requireNumbers('history', history, season);
  requireOpenShare('options.confidence', confidence);
  let squares = 0;
  for (let i = season; i < history.length; i++)
    squares += ((history[i] as number) - (history[i - season] as number)) ** 2;
  const sd = history.length > season ? Math.sqrt(squares / (history.length - season)) : 0;
  const z = normalQuantile((1 + confidence) / 2);
  return Array.from({ length: horizon }, (_, h) => {
    const mean = history[history.length - season + (h % season)] as number;
    const half = z * sd * Math.sqrt(Math.floor(h / season) + 1);
    return { mean, lower: mean - half, upper: mean + half };
  });
}
