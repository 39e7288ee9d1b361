import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backtest, exponentialSmoothing, type Forecaster, seasonalNaive } from '../src/staffing/index.ts';
import { type Check, parseSimpleCsv } from './check.ts';

/** The last 28 days of the daily calls, forecast from all days before. */
export function verifyForecasting(dataDir: string): Check[] {
  const calls = parseSimpleCsv(readFileSync(join(dataDir, 'daily_calls_sarima.csv'), 'utf8')).map((row) =>
    Number(row['Incoming Calls']),
  );
  const mae = (forecaster: Forecaster): number =>
    backtest(calls, forecaster, { horizon: 28, origins: 1 }).mae;
  return [
    {
      name: 'daily calls: seasonal naive',
      actual: mae((past, ahead) => seasonalNaive(past, ahead)),
      expected: 50.75,
      tolerance: 1e-9,
    },
    {
      name: 'daily calls: exponential smoothing',
      actual: mae((past, ahead) => exponentialSmoothing(past, ahead).forecast),
      expected: 26.7,
      tolerance: 0,
      must: 'atMost',
    },
    {
      name: 'daily calls: exponential smoothing on the scale of counts',
      actual: mae((past, ahead) => exponentialSmoothing(past, ahead, { scale: 'sqrt' }).forecast),
      expected: 26.7,
      tolerance: 0,
      must: 'atMost',
    },
  ];
}
