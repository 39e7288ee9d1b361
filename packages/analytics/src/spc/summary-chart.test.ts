import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean } from '../stats/mean.ts';
import { standardDeviation } from '../stats/variance.ts';
import { betweenSubgroupsTest, type SubgroupSummary, xbarSChartOfSummaries } from './summary-chart.ts';
import { xbarSChart } from './xbar-charts.ts';

const summaryOf = (subgroup: readonly number[]): SubgroupSummary => ({
  count: subgroup.length,
  mean: mean(subgroup),
  standardDeviation: subgroup.length === 1 ? null : standardDeviation(subgroup),
});
const subgroups = fc.array(fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 2, maxLength: 30 }), {
  minLength: 1,
  maxLength: 20,
});

test('is the chart of the measurements', () => {
  fc.assert(
    fc.property(subgroups, (data) => {
      const direct = xbarSChart(data);
      const chart = xbarSChartOfSummaries(data.map(summaryOf));
      expect(chart.parameters.centre).toBeCloseTo(direct.parameters.centre, 6);
      expect(chart.parameters.sigma).toBeCloseTo(direct.parameters.sigma, 6);
      for (const [i, point] of chart.location.entries()) {
        expect(point.upper).toBeCloseTo(direct.location[i]!.upper, 6);
        expect(chart.spread[i]!.upper).toBeCloseTo(direct.spread[i]!.upper, 6);
      }
    }),
    { numRuns: 100 },
  );
});

test('a single measurement has limits, no spread, and no part in the estimate', () => {
  const data = [[1, 2, 3], [7], [2, 3, 4]];
  const chart = xbarSChartOfSummaries(data.map(summaryOf));
  expect(chart.spread[1]).toBeNull();
  expect(chart.parameters.sigma).toBeCloseTo(1 / 0.886_226_9, 6);
  expect(chart.location[1]!.sigma).toBeCloseTo(chart.parameters.sigma, 12);
  expect(() => xbarSChartOfSummaries([{ count: 1, mean: 1, standardDeviation: null }])).toThrow(
    'must have one of two',
  );
  expect(() => xbarSChartOfSummaries([{ count: 3, mean: 1, standardDeviation: null }])).toThrow(
    'standardDeviation',
  );
});

test('the test between subgroups is the analysis of variance', () => {
  // R: summary(aov(y ~ g)), y = 6 8 4 5 3 4 | 8 12 9 11 6 8 | 13 9 11 8 7 12: F = 9.3, p = 0.00240
  const groups = [
    [6, 8, 4, 5, 3, 4],
    [8, 12, 9, 11, 6, 8],
    [13, 9, 11, 8, 7, 12],
  ];
  expect(betweenSubgroupsTest(groups.map(summaryOf))).toBeCloseTo(0.0024, 4);
  expect(betweenSubgroupsTest([summaryOf([1, 2, 3])])).toBe(1);
  expect(betweenSubgroupsTest([summaryOf([1]), summaryOf([2])])).toBe(1);
});
