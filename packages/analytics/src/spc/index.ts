/** Statistical process control: which movements of a metric are news, and which are noise. */
export { cChart, laneyPChart, laneyUChart, npChart, pChart, uChart } from './attributes-charts.ts';
export { type Capability, capability, type ProcessSummary, type Specification } from './capability.ts';
export type {
  AttributesChart,
  ChartOptions,
  ChartPoint,
  ProcessParameters,
  RateParameters,
  VariablesChart,
} from './chart-types.ts';
export { type ChartChoice, type ChartData, chooseChart } from './choose-chart.ts';
export { type CusumOptions, type CusumPoint, cusumChart } from './cusum-chart.ts';
export { type EwmaOptions, ewmaChart } from './ewma-chart.ts';
export { binomialTail, poissonTail } from './exact-tail.ts';
export { type HotellingPoint, hotellingChart, type MultivariateParameters } from './hotelling-chart.ts';
export { individualsChart } from './individuals-chart.ts';
export { chartByPhases, type Phase } from './phases.ts';
export { defectsPerMillion, dpmoOfSigmaLevel, sigmaLevel } from './sigma-level.ts';
export {
  findSignals,
  NELSON_RULES,
  type Signal,
  type SignalOptions,
  type SignalRule,
  WESTERN_ELECTRIC_RULES,
} from './signals.ts';
export {
  betweenSubgroupsTest,
  type SubgroupSummary,
  type SummaryChart,
  xbarSChartOfSummaries,
} from './summary-chart.ts';
export { c4, d2, d3 } from './unbiasing-constants.ts';
export { xbarRChart, xbarSChart } from './xbar-charts.ts';
