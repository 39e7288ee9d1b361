import type { CheckChart, Locale, MetricUnit } from '@jingyun/contracts';
import { formatMetric } from '../metrics/metric-format.ts';
import styles from './a3.module.css';

const width = 640;
const height = 170;
const edge = { left: 4, right: 4, top: 14, bottom: 18 };

/** A check's chart for paper: points, centre and limits as plain lines, split at the change. */
export function RunChart({
  chart,
  unit,
  locale,
  label,
  change,
}: {
  chart: CheckChart;
  unit: MetricUnit;
  locale: Locale;
  label: string;
  /** What stands at the line where the chart is split. */
  change: string;
}) {
  const points = chart.points.filter(({ value }) => value !== null);
  const values = points.flatMap(({ value, limits }) => [
    ...(value === null ? [] : [value]),
    ...(limits === null ? [] : [limits.lower, limits.upper]),
  ]);
  if (values.length === 0) return null;
  const least = Math.min(...values);
  const most = Math.max(...values);
  const x = (index: number) =>
    edge.left + ((index + 0.5) * (width - edge.left - edge.right)) / Math.max(1, points.length);
  const y = (value: number) =>
    most === least
      ? height / 2
      : height - edge.bottom - ((value - least) * (height - edge.top - edge.bottom)) / (most - least);
  const split = points.findIndex(({ date }) => date >= chart.changeOn);
  const splitX = split === -1 ? null : x(split) - (width - edge.left - edge.right) / points.length / 2;
  /** A line through what is there of each point; limits end at the change, the values go on. */
  const path = (read: (point: (typeof points)[number]) => number | null | undefined, breaks: boolean) => {
    let pen = 'M';
    return points
      .map((point, index) => {
        if (breaks && index === split) pen = 'M';
        const value = read(point);
        if (value === null || value === undefined) {
          pen = 'M';
          return '';
        }
        const step = `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = 'L';
        return step;
      })
      .join('');
  };
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className={styles['chart']}>
      {(['upper', 'centre', 'lower'] as const).map((line) => (
        <path
          key={line}
          className={styles[line === 'centre' ? 'centre' : 'limit']}
          d={path(({ limits }) => limits?.[line], true)}
        />
      ))}
      <path className={styles['values']} d={path(({ value }) => value, false)} />
      {points.map(({ date, value, signals }, index) =>
        value === null ? null : (
          <circle
            key={date}
            cx={x(index)}
            cy={y(value)}
            r={signals.length > 0 ? 3.4 : 1.8}
            className={styles[signals.length > 0 ? 'signal' : 'point']}
          />
        ),
      )}
      {splitX === null ? null : (
        <>
          <line className={styles['split']} x1={splitX} x2={splitX} y1={2} y2={height - edge.bottom} />
          <text x={splitX + 4} y={10}>
            {change} {chart.changeOn}
          </text>
        </>
      )}
      <text x={edge.left} y={height - 5}>
        {points[0]?.date}
      </text>
      <text x={width - edge.right} y={height - 5} textAnchor="end">
        {points.at(-1)?.date}
      </text>
      <text x={edge.left} y={10}>
        {formatMetric(most, unit, locale)}
      </text>
      <text x={edge.left} y={height - edge.bottom - 3}>
        {formatMetric(least, unit, locale)}
      </text>
    </svg>
  );
}
