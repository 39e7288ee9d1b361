import type { DemoStanding, MetricAnswer } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { startDemo } from './index.ts';

const t = useProduct();

test('weeks pass in the demo: customers and clock go on, and what was stays', {
  timeout: 120_000,
}, async () => {
  const nobody = t.as('manager');
  expect((await nobody.send<DemoStanding>('GET', '/api/v1/demo')).body.demo).toBeNull();
  expect((await nobody.send('POST', '/api/v1/demo/weeks', { weeks: 4 })).status).toBe(404);

  await t.db.open.owner`delete from org_registry`;
  const until = Temporal.Instant.from('2026-03-02T02:00:00Z');
  const options = { seed: 1, tickets: 800, until, password: 'a long demo password' };
  const { orgId, jobId } = await startDemo(t.services, options);
  await t.product.jobs.runNow(orgId, jobId);
  await t.settle(orgId);
  expect(t.services.clock().toString()).toBe(until.toString());
  const manager = t.as('manager', { orgId });
  const created = async () => {
    const query = {
      metric: 'tickets.created',
      grain: 'month',
      range: { from: '2024-08-01', to: '2026-06-01' },
    };
    const { body } = await manager.send<MetricAnswer>('POST', '/api/v1/metrics/query', query);
    return body.series[0]!.buckets.map(({ count }) => count);
  };
  const before = await created();

  const refused = await t.as('agent', { orgId }).send<{ detail: string }>('POST', '/api/v1/demo/weeks', {});
  expect(refused.status).toBe(403);
  expect(refused.body.detail).toContain('“在演示中让时间前进”');
  const started = await manager.send<{ jobId: string }>('POST', '/api/v1/demo/weeks', { weeks: 4 });
  expect(started.status).toBe(202);
  const again = await manager.send<{ code: string }>('POST', '/api/v1/demo/weeks', { weeks: 1 });
  expect([again.status, again.body.code]).toEqual([409, 'demo_time_is_passing']);
  const passing = t.product.jobs.runNow(orgId, started.body.jobId);
  // The job waits until its tickets are counted.
  const counting = setInterval(() => void t.settle(orgId), 200);
  await passing.finally(() => clearInterval(counting));

  const { demo } = (await manager.send<DemoStanding>('GET', '/api/v1/demo')).body;
  expect(demo).toMatchObject({ weeksPassed: 4, jobId: null, simulatedTo: '2026-03-30T02:00:00Z' });
  expect(t.services.clock().toString()).toBe('2026-03-30T02:00:00Z');
  const after = await created();
  const [february, march] = [18, 19];
  expect(after.slice(0, february + 1)).toEqual(before.slice(0, february + 1));
  expect(after[march]).toBeGreaterThan(before[march]! + 10);
});
