import type { Improvement, ImprovementSummary } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { startDemo } from './index.ts';

const t = useProduct();

test('the demo’s manager leads three improvements; the one that does nothing waits for its check, which proves nothing', {
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
  const manager = t.as('manager', { orgId });
  const list = await manager.send<{ data: ImprovementSummary[] }>('GET', '/api/v1/improvements');
  expect(list.body.data.map(({ title, stage, outcome }) => [title, stage, outcome])).toEqual([
    ['缩短在线客服首次响应时间', 'analyse', null],
    ['缩短维修工单解决时长', 'check', null],
    ['投诉结案前电话回访', 'closed', 'cancelled'],
  ]);
  expect(list.body.data.every(({ owner }) => owner?.name === '陈思远')).toBe(true);
  const { id, version } = list.body.data[1]!;
  const post = (path: string, body: object, of: number) =>
    manager.send<Improvement & { code: string }>('POST', `/api/v1/improvements/${id}${path}`, body, {
      'if-match': `"${of}"`,
    });
  const checked = await post('/checks', {}, version);
  expect(checked.status, JSON.stringify(checked.body)).toBe(201);
  expect(checked.body.checks[0]!.answer).toMatchObject({
    before: { days: 56 },
    after: { days: 56, to: '2026-03-01' },
  });
  expect(checked.body.gates.effective).toEqual(['proof']);
  const closed = await post('/close', { outcome: 'effective' }, checked.body.version);
  expect(closed.body.code).toBe('improvement_unproven');
});
