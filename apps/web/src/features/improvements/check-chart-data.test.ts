import type { CheckChart } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { drawnChart } from './check-chart-data.ts';

const point = (date: string, value: number | null = 1) => ({
  date,
  value,
  count: 3,
  limits: null,
  signals: [],
});
const chart: CheckChart = {
  kind: 'p',
  grain: 'week',
  changeOn: '2026-03-04',
  points: [point('2026-02-23'), point('2026-03-02'), point('2026-03-09')],
};

test('the chart is split at the first point after the change', () => {
  const { phases } = drawnChart(chart, '满意度', '变更');
  expect(phases).toEqual([
    { start: '2026-02-23T00:00:00.000Z', name: null },
    { start: '2026-03-09T00:00:00.000Z', name: '变更' },
  ]);
});

test('without a point after the change there is no second phase', () => {
  expect(drawnChart({ ...chart, changeOn: '2027-01-01' }, '', '变更').phases).toHaveLength(1);
});

test('days without a measurement are left out, also where the change was on one of them', () => {
  const points = [point('2026-03-02'), point('2026-03-04', null), point('2026-03-05')];
  const drawn = drawnChart({ ...chart, grain: 'day', points }, '', '变更');
  expect(drawn.points.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-05']);
  expect(drawn.phases[1]?.start).toBe('2026-03-05T00:00:00.000Z');
});
