import type { CheckChart } from '@jingyun/contracts';
import type { DrawnChart } from '../charts/control-chart.tsx';

/**
 * A check's chart as control charts are drawn, with a phase that begins with the change. Its dates are days of the
 * organisation, without a time of day: they are drawn as days of UTC, so that no zone moves them.
 */
export function drawnChart(
  { points, grain, changeOn }: CheckChart,
  name: string,
  change: string,
): DrawnChart {
  const instant = (date: string) => `${date}T00:00:00.000Z`;
  // Days without a measurement are no points: the line goes on to the next.
  const measured = points.filter(({ value }) => value !== null);
  const first = measured.find(({ date }) => date >= changeOn);
  return {
    chart: { name, grain },
    timeZone: 'UTC',
    notes: [],
    points: measured.map(({ date, value, count, limits, signals }) => ({
      date,
      start: instant(date),
      end: instant(date),
      value,
      count,
      limits,
      spread: null,
      signals: signals.map((signal) => ({ ...signal, from: instant(date), fresh: true })),
    })),
    phases: [
      { start: measured[0] === undefined ? '' : instant(measured[0].date), name: null },
      ...(first === undefined ? [] : [{ start: instant(first.date), name: change }]),
    ],
  };
}
