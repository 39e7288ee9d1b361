import {
  type Numbers,
  requireFinite,
  requireInteger,
  requireNotNegative,
  requireNumbers,
  requirePositive,
  requireSameLength,
} from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import type { ProcessParameters } from './chart-types.ts';

/** A test of "is this point used for the limits?", from the positions to leave out. */
export function includedPoints(count: number, exclude: readonly number[] = []): (index: number) => boolean {
  for (const [i, index] of exclude.entries()) {
    requireInteger(`options.exclude[${i}]`, index, 0);
    if (index >= count)
      throw new AnalyticsError(
        `options.exclude[${i}]`,
        `must be below the number of points (${count}), not ${index}`,
      );
  }
  const left = new Set(exclude);
  if (left.size >= count) throw new AnalyticsError('options.exclude', 'must leave at least 1 point');
  return (index) => !left.has(index);
}

/** @throws AnalyticsError unless there are subgroups of finite measurements, each of at least `least` */
export function requireSubgroups(subgroups: readonly Numbers[], least: number): void {
  if (subgroups.length === 0)
    throw new AnalyticsError('subgroups', 'must have at least 1 subgroup, but is empty');
  for (const [i, subgroup] of subgroups.entries()) requireNumbers(`subgroups[${i}]`, subgroup, least);
}

/** @throws AnalyticsError unless the parameters are a finite centre and a spread from 0 */
export function requireProcess(parameters: ProcessParameters): void {
  requireFinite('options.frozen.centre', parameters.centre);
  requireNotNegative('options.frozen.sigma', parameters.sigma);
}

/** @throws AnalyticsError unless counts are whole numbers from 0 and sizes above 0, one for each */
export function requireCounts(counts: Numbers, sizes: Numbers): void {
  requireNumbers('counts', counts);
  requireSameLength('counts', counts, 'sizes', sizes);
  for (let i = 0; i < counts.length; i++) {
    requireInteger(`counts[${i}]`, counts[i] as number, 0);
    requirePositive(`sizes[${i}]`, sizes[i] as number);
  }
}
