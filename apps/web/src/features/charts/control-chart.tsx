import type { ChartAnswer, MetricUnit } from '@jingyun/contracts';
import { lazy, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bucketName } from '../metrics/chart/bucket-name.ts';
import tableStyles from '../metrics/chart/chart.module.css';
import { useChartStyle } from '../metrics/chart/chart-style.ts';
import { ChartOrTable } from '../metrics/chart/metric-chart.tsx';
import { formatMetric } from '../metrics/metric-format.ts';
import { useLocale } from '../session/session.ts';
import styles from './charts.module.css';

const Chart = lazy(() => import('../../ui/chart/chart.tsx'));

export type ControlPoint = ChartAnswer['points'][number];

/** As much of a chart as is drawn. */
export interface DrawnChart {
  chart: Pick<ChartAnswer['chart'], 'name' | 'grain'>;
  timeZone: string;
  points: readonly ControlPoint[];
  phases: readonly { start: string; name: string | null }[];
  notes: readonly { date: string }[];
}

interface ControlChartProps {
  answer: DrawnChart;
  unit: MetricUnit;
  /** The location of the points, or their spread (standard deviation, moving range). */
  part: 'location' | 'spread';
  height: number;
  /** What a point opens; nothing where it is left out. */
  onPoint?: (point: ControlPoint) => void;
}

/** A control chart: points, centre, limits; signals are marked, notes are diamonds, phases begin at dashed lines. */
export function ControlChart({ answer, unit, part, height, onPoint }: ControlChartProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const style = useChartStyle();
  const { points, timeZone, phases } = answer;
  const { grain } = answer.chart;
  const option = useMemo(() => {
    const names = points.map(({ start }) => bucketName(start, grain, locale, timeZone, true));
    const noted = new Set(answer.notes.map(({ date }) => date));
    const { palette } = style;
    const of = (point: ControlPoint) =>
      part === 'spread'
        ? point.spread
        : point.limits === null
          ? null
          : { ...point.limits, value: point.value };
    const value = (point: ControlPoint) => (part === 'spread' ? (point.spread?.value ?? null) : point.value);
    const limit = (name: 'upper' | 'centre' | 'lower') => ({
      name: t(`charts.line.${name}`),
      type: 'line' as const,
      step: 'middle' as const,
      showSymbol: false,
      silent: true,
      lineStyle: {
        width: name === 'centre' ? 1 : 1.5,
        type: name === 'centre' ? ('solid' as const) : ('dashed' as const),
        color: name === 'centre' ? palette.good : palette.warn,
      },
      itemStyle: { color: name === 'centre' ? palette.good : palette.warn },
      data: points.map((point) => of(point)?.[name] ?? null),
    });
    const most = Math.max(0, ...points.map((point) => Math.max(value(point) ?? 0, of(point)?.upper ?? 0)));
    const marked = (point: ControlPoint, shown: number | null, line: Line) => {
      const signals = signalsOn(point, line);
      const diamond = line !== 'spread' && line !== 'below' && noted.has(point.date);
      return {
        value: shown,
        symbol: diamond ? 'diamond' : 'circle',
        symbolSize: diamond ? 12 : signals ? 9 : 5,
        ...(signals ? { itemStyle: { color: palette.bad } } : {}),
      };
    };
    // The line of an EWMA or CUSUM is no value of the metric's own: these are beside it, and the other sum below.
    const isCusum = points.some((point) => point.accumulated?.below != null);
    const accumulated = points.every((point) => point.accumulated === undefined)
      ? []
      : [
          ...(isCusum
            ? [
                {
                  name: t('charts.line.below'),
                  type: 'line' as const,
                  showAllSymbol: true,
                  lineStyle: { width: 1.5, color: palette.series[2] ?? '' },
                  itemStyle: { color: palette.series[2] ?? '' },
                  data: points.map((point) => marked(point, point.accumulated?.below ?? null, 'below')),
                },
              ]
            : []),
          {
            name: t('charts.line.measured'),
            type: 'line' as const,
            symbol: 'circle',
            symbolSize: 4,
            showAllSymbol: true,
            lineStyle: { width: 0 },
            itemStyle: { color: palette.textFaint },
            data: points.map((point) => point.accumulated?.measured ?? null),
          },
        ];
    const beginnings = phases.slice(1).flatMap(({ start, name }) => {
      const index = points.findIndex((point) => point.start === start);
      return index === -1 ? [] : [{ xAxis: index, label: { formatter: name ?? '' } }];
    });
    return {
      ...style.base,
      xAxis: style.categories(names),
      // Where limits lie matters, not how far all is from nothing.
      yAxis: {
        ...style.values(unit, unit === 'ratio' ? 2 : most),
        scale: true,
        ...(isCusum ? sumRange(points) : {}),
      },
      tooltip: style.tooltip(unit),
      series: [
        {
          name: t(nameOf(part, points)),
          type: 'line' as const,
          connectNulls: false,
          // Left to itself a narrow chart leaves out points, signals among them.
          showAllSymbol: true,
          lineStyle: { width: 1.5 },
          data: points.map((point) => marked(point, value(point), isCusum ? 'above' : part)),
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: palette.textFaint, type: 'dashed' as const },
            label: { ...style.text, position: 'insideEndTop' as const },
            data: beginnings,
          },
        },
        ...(part === 'location' ? accumulated : []),
        limit('upper'),
        limit('centre'),
        limit('lower'),
      ],
    };
  }, [answer.notes, points, phases, grain, locale, timeZone, unit, part, style, t]);

  return (
    <ChartOrTable
      height={height}
      chart={
        <Chart
          option={option}
          height={height}
          label={`${answer.chart.name} · ${t(part === 'spread' ? 'charts.line.spread' : 'charts.line.value')}`}
          onPoint={({ dataIndex }) => {
            const point = points[dataIndex];
            if (point !== undefined && point.value !== null) onPoint?.(point);
          }}
        />
      }
      table={
        <PointTable answer={answer} unit={unit} part={part} {...(onPoint === undefined ? {} : { onPoint })} />
      }
    />
  );
}

type Line = 'location' | 'spread' | 'above' | 'below';

/** True where a signal belongs to a line: the spread has a rule of its own, a CUSUM two sums. */
function signalsOn({ signals }: ControlPoint, line: Line): boolean {
  if (line === 'above' || line === 'below') return signals.some(({ side }) => side === line);
  return signals.some(({ rule }) => (rule === 'spread-beyond-limits') === (line === 'spread'));
}

/** Sums grow as long as a shift lasts: the picture ends at thrice the limits, so that these can still be seen. */
function sumRange(points: readonly ControlPoint[]): { min?: number; max?: number } {
  const limits = points.flatMap((point) => point.limits ?? []);
  if (limits.length === 0) return {};
  const lowest = Math.min(...limits.map(({ centre, lower }) => centre - 3 * (centre - lower)));
  const highest = Math.max(...limits.map(({ centre, upper }) => centre + 3 * (upper - centre)));
  const below = Math.min(...points.map(({ accumulated, value }) => accumulated?.below ?? value ?? highest));
  const above = Math.max(...points.map(({ value }) => value ?? lowest));
  return { ...(below < lowest ? { min: lowest } : {}), ...(above > highest ? { max: highest } : {}) };
}

/** What the line is: of EWMA and CUSUM not the metric's own value. */
function nameOf(part: ControlChartProps['part'], points: readonly ControlPoint[]) {
  if (part === 'spread') return 'charts.line.spread';
  const first = points.find(({ accumulated }) => accumulated !== undefined)?.accumulated;
  if (first === undefined) return 'charts.line.value';
  return first.below === null ? 'charts.line.weighted' : 'charts.line.above';
}

function PointTable({ answer, unit, part, onPoint }: Omit<ControlChartProps, 'height'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { grain } = answer.chart;
  const isAccumulated = part === 'location' && answer.points.some((point) => point.accumulated !== undefined);
  return (
    <table className={tableStyles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('metrics.period')}</th>
          <th scope="col">{t(nameOf(part, answer.points))}</th>
          {isAccumulated ? <th scope="col">{t('charts.line.measured')}</th> : null}
          <th scope="col">{t('charts.line.lower')}</th>
          <th scope="col">{t('charts.line.centre')}</th>
          <th scope="col">{t('charts.line.upper')}</th>
          {part === 'spread' ? null : <th scope="col">{t('charts.signals')}</th>}
        </tr>
      </thead>
      <tbody>
        {[...answer.points].reverse().map((point) => {
          const shown = part === 'spread' ? point.spread : point.limits;
          const value = part === 'spread' ? point.spread?.value : point.value;
          return (
            <tr key={point.start}>
              <th scope="row">{bucketName(point.start, grain, locale, answer.timeZone, true)}</th>
              <td>
                {onPoint === undefined ? (
                  formatMetric(value, unit, locale)
                ) : (
                  <button type="button" onClick={() => onPoint(point)}>
                    {formatMetric(value, unit, locale)}
                  </button>
                )}
              </td>
              {isAccumulated ? <td>{formatMetric(point.accumulated?.measured, unit, locale)}</td> : null}
              <td>{formatMetric(shown?.lower, unit, locale)}</td>
              <td>{formatMetric(shown?.centre, unit, locale)}</td>
              <td>{formatMetric(shown?.upper, unit, locale)}</td>
              {part === 'spread' ? null : (
                <td className={styles['signal']}>
                  {point.signals.map(({ rule }) => t(`charts.rule.${rule}`)).join('; ')}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
