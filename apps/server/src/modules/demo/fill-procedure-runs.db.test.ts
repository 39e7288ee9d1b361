import type { Procedure, ProcedureResults, ProcedureSummary } from '@jingyun/contracts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { handoverCode } from './handover.ts';
import { startDemo } from './index.ts';

const t = useProduct();

test('the demo works by its procedures: all in force, complaints with runs that were not always as written', {
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
  const { data } = (
    await manager.send<{ data: ProcedureSummary[] }>('GET', '/api/v1/procedures?state=inForce')
  ).body;
  expect(data.map(({ code }) => code).sort()).toEqual([
    handoverCode,
    'SOP-COACHING',
    'SOP-COMPLAINT',
    'SOP-CRISIS',
    'SOP-ONSITE',
    'STD-SERVICE',
  ]);
  const complaints = data.find(({ code }) => code === 'SOP-COMPLAINT')!;
  const results = (await manager.send<ProcedureResults>('GET', `/api/v1/procedures/${complaints.id}/results`))
    .body;
  expect(results.runs).toBeGreaterThan(10);
  expect(results.adherence).toBeGreaterThan(0.75);
  expect(results.adherence).toBeLessThan(0.97);
  expect(results.steps.every(({ done }) => done > 0)).toBe(true);
  const metric = await manager.send<{ series: { total: { value: number } }[] }>(
    'POST',
    '/api/v1/metrics/query',
    { metric: 'procedures.adherence', range: { from: '2024-08-01', to: '2026-03-02' }, grain: 'month' },
  );
  expect(metric.body.series[0]?.total.value).toBeCloseTo(results.adherence!, 10);
  const { versions } = (await manager.send<Procedure>('GET', `/api/v1/procedures/${complaints.id}`)).body;
  const { body: readers } = await manager.send<{ acknowledged: unknown[]; missing: unknown[] }>(
    'GET',
    `/api/v1/procedure-versions/${versions[0]!.id}/acknowledgements`,
  );
  expect(readers.acknowledged.length).toBeGreaterThan(readers.missing.length);
  expect(readers.missing.length).toBeGreaterThan(0);
  // What is simulated was worked then: nothing runs on it now, and nothing holds it.
  const { rows } = await t.db.inOrg(
    (tx) =>
      sql<{ running: number; holds: number }>`
        select (select count(*)::int from procedure_runs where org_id = ${tx.orgId} and status = 'running') as running,
          (select count(*)::int from ticket_holds where org_id = ${tx.orgId}) as holds`.execute(tx.db),
    orgId,
  );
  expect(rows[0]).toEqual({ running: 0, holds: 0 });
});
