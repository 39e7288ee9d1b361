import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { startDemo } from './index.ts';

const t = useProduct();

test('the demo has been asking its customers, and their answers are in the numbers', {
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
  const list = await manager.send<{
    data: { id: string; kind: string; counts: { sent: number; answered: number } }[];
  }>('GET', '/api/v1/surveys');
  const csat = list.body.data.find(({ kind }) => kind === 'csat')!;
  expect(csat.counts.sent).toBeGreaterThan(130);
  expect(csat.counts.answered).toBeGreaterThan(30);
  const results = await manager.send<{
    score: { answers: number; value: number };
    groups: { name: string }[];
  }>('GET', `/api/v1/surveys/${csat.id}/results?by=team`);
  expect(results.body.score.answers).toBe(csat.counts.answered);
  expect(results.body.groups.map(({ name }) => name)).toContain('安装调度一组');
  const metric = await manager.send<{ series: { total: { value: number } }[] }>(
    'POST',
    '/api/v1/metrics/query',
    {
      metric: 'surveys.csat',
      range: { from: '2024-09-01', to: '2026-03-02' },
      grain: 'month',
    },
  );
  expect(metric.body.series[0]?.total.value).toBeCloseTo(results.body.score.value, 10);
  const { rows } = await t.db.inOrg(
    (tx) =>
      sql<{ n: number }>`
        select count(*)::int as n from events a left join events s on s.org_id = a.org_id and s.id = a.causation_id
        where a.org_id = ${tx.orgId} and a.type = 'survey.answered' and s.type is distinct from 'survey.sent'`.execute(
        tx.db,
      ),
    orgId,
  );
  expect(rows[0]?.n).toBe(0);
});
