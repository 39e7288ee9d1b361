/**
 * Terms. A *subgroup* is what was measured together, at one time. A *point* is what the chart shows of it. *Limits*
 * are three standard errors of the point's statistic either side of its *centre*: what chance alone leaves inside.
 * *Parameters* are what the limits were computed from; *frozen* ones come from an earlier, stable period.
 */

/** One point of a chart with the limits that hold for it. */
export interface ChartPoint {
  value: number;
  centre: number;
  lower: number;
  upper: number;
  /** Standard error of this point's statistic: a third of the distance to an uncut limit. */
  sigma: number;
}

/** Location and spread of a measured process, in the unit of the measurements. */
export interface ProcessParameters {
  centre: number;
  sigma: number;
}

/** Rate of a counted process, and how many times more it varies than chance allows (1, except on Laney's charts). */
export interface RateParameters {
  centre: number;
  dispersion: number;
}

/** How a chart is computed. */
export interface ChartOptions<Parameters> {
  /** Limits from an earlier period; without them they are computed from this data. */
  frozen?: Parameters;
  /** Positions of points with a known special cause, left out when limits are computed but shown. */
  exclude?: readonly number[];
}

/** A chart of measurements: one series for the location, one for the spread. */
export interface VariablesChart {
  kind: 'xbar-r' | 'xbar-s' | 'i-mr';
  parameters: ProcessParameters;
  location: ChartPoint[];
  /** Ranges, standard deviations or moving ranges. Those of `i-mr` start with the second value. */
  spread: ChartPoint[];
}

/** A chart of counts. */
export interface AttributesChart {
  kind: 'p' | 'np' | 'c' | 'u' | 'laney-p' | 'laney-u';
  parameters: RateParameters;
  points: ChartPoint[];
}

/** Distance from centre to limit in standard errors. Source: Shewhart (1931). */
export const LIMIT_SIGMAS = 3;
