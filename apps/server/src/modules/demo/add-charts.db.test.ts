import type { Alert, ChartAnswer, ControlChart } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { watchCharts } from '../charts/index.ts';
import { startDemo } from './index.ts';

const t = useProduct();

test('the demo watches three numbers for its manager, and what nothing was planted into stays quiet', {
  timeout: 120_000,
}, async () => {
  await t.db.open.owner`delete from org_registry`;
  const until = Temporal.Instant.from('2026-03-02T02:00:00Z');
  const { orgId, jobId } = await startDemo(t.services, {
    seed: 1,
    tickets: 800,
    until,
    password: 'a long demo password',
  });
  await t.product.jobs.runNow(orgId, jobId);
  await t.settle(orgId);
  await watchCharts(t.services, orgId, new AbortController().signal);
  const manager = t.as('manager', { orgId });
  const charts = (await manager.send<{ data: ControlChart[] }>('GET', '/api/v1/charts')).body.data;
  expect(charts.map(({ name }) => name).sort()).toEqual([
    '在线客服组满意度',
    '安装调度满意度',
    '安装调度解决时长',
  ]);
  expect(charts.every(({ owner }) => owner?.name === '陈思远')).toBe(true);
  const alerts = (await manager.send<{ data: Alert[] }>('GET', '/api/v1/alerts')).body.data;
  expect(alerts.filter(({ chart }) => chart.name === '在线客服组满意度')).toEqual([]);
  const times = charts.find(({ name }) => name === '安装调度解决时长')!;
  const { body } = await manager.send<ChartAnswer>('GET', `/api/v1/charts/${times.id}/points`);
  expect(body.points.length).toBeGreaterThan(45);
  expect(body.phases[0]!.parameters).not.toBeNull();
});
