/** Statistics: what a sample says, how sure that is, and whether two samples differ. */

export { type AlwaysValidResult, alwaysValidTest, type Look, proportionLook } from './always-valid-test.ts';
export { benjaminiHochberg } from './benjamini-hochberg.ts';
export { type BootstrapOptions, bootstrapInterval } from './bootstrap-interval.ts';
export { type CustomerEffort, ces } from './ces.ts';
export { type ChiSquareResult, chiSquareFit, chiSquareTest } from './chi-square-test.ts';
export { clopperPearsonInterval } from './clopper-pearson-interval.ts';
export { cohenKappa, type KappaResult, type KappaWeights } from './cohen-kappa.ts';
export { correlation, covariance } from './covariance.ts';
export { cronbachAlpha } from './cronbach-alpha.ts';
export { type CustomerSatisfaction, csat } from './csat.ts';
export { type CupedArm, type CupedResult, cuped } from './cuped.ts';
export * as ddsketch from './ddsketch.ts';
export {
  type BeforeAfterSamples,
  type DifferenceInDifferences,
  differenceInDifferences,
} from './difference-in-differences.ts';
export { fisherExactTest } from './fisher-exact-test.ts';
export { fleissKappa } from './fleiss-kappa.ts';
export { intraclassCorrelation } from './intraclass-correlation.ts';
export { type ItemStatistics, itemAnalysis } from './item-analysis.ts';
export { krippendorffAlpha, type MeasurementLevel } from './krippendorff-alpha.ts';
export { mannWhitneyTest, type RankDifference } from './mann-whitney-test.ts';
export { mean } from './mean.ts';
export { meanInterval } from './mean-interval.ts';
export {
  addToMoments,
  emptyMoments,
  type Moments,
  mergeMoments,
  momentsOf,
  sampleVariance,
} from './moments.ts';
export { newcombeDifference } from './newcombe-difference.ts';
export { type NetPromoterScore, nps, npsFromCounts } from './nps.ts';
export { type ParetoBar, pareto } from './pareto.ts';
export { type PermutationOptions, type PermutationResult, permutationTest } from './permutation-test.ts';
export { median, quantile, quantiles } from './quantile.ts';
export { midRanks } from './ranks.ts';
export { type RateDifference, rateDifference } from './rate-difference.ts';
export { powerForMeans, sampleSizeForMeans } from './sample-size-means.ts';
export { powerForProportions, sampleSizeForProportions } from './sample-size-proportions.ts';
export { sum } from './sum.ts';
export { type ProportionDifference, twoProportionTest } from './two-proportion-test.ts';
export type { Alternative, Interval, Random } from './types.ts';
export { standardDeviation, variance } from './variance.ts';
export { type MeanDifference, type SampleSummary, welchFromSummary, welchTTest } from './welch-t-test.ts';
export { wilsonInterval } from './wilson-interval.ts';
