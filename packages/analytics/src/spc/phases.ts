import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** A phase of a chart: its first position and its own chart. */
export interface Phase<Chart> {
  start: number;
  end: number;
  chart: Chart;
}

/**
 * One chart for each phase, each with its own limits: before and after a change that was made on purpose.
 * O(what the charts cost).
 *
 * @param data all points in time order
 * @param starts positions at which a new phase begins (0 is understood); rising
 * @param chartOf makes the chart of one phase
 * @throws AnalyticsError if there is no data, or a start is no position or does not rise
 * @example chartByPhases(minutes, [30], (part) => individualsChart(part));
 */
export function chartByPhases<T, Chart>(
  data: readonly T[],
  starts: readonly number[],
  chartOf: (part: T[], start: number) => Chart,
): Phase<Chart>[] {
  if (data.length === 0) throw new AnalyticsError('data', 'must have at least 1 point, but is empty');
  let previous = 0;
  for (const [i, start] of starts.entries()) {
    requireInteger(`starts[${i}]`, start, 1);
    if (start <= previous && i > 0)
      throw new AnalyticsError(`starts[${i}]`, `must be above the start before it (${previous})`);
    if (start >= data.length)
      throw new AnalyticsError(`starts[${i}]`, `must be below the number of points (${data.length})`);
    previous = start;
  }
  const bounds = [0, ...starts, data.length];
  return bounds.slice(0, -1).map((start, i) => {
    const end = bounds[i + 1] as number;
    return { start, end, chart: chartOf(data.slice(start, end), start) };
  });
}
