import type { CourseSummary, TrainingAssignment } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { startDemo } from './index.ts';

const t = useProduct();

test('most of the demo’s staff are certified, some are overdue, and reading the log again assigns nothing twice', {
  timeout: 120_000,
}, async () => {
  await t.db.open.owner`delete from org_registry`;
  const until = Temporal.Instant.from('2026-03-02T02:00:00Z');
  const { orgId } = await startDemo(t.services, {
    seed: 1,
    tickets: 100,
    until,
    password: 'a long demo password',
  });
  const manager = t.as('manager', { orgId });
  const courses = async () =>
    (await manager.send<{ data: CourseSummary[] }>('GET', '/api/v1/training/courses')).body.data;
  const before = (await courses()).filter(({ status }) => status === 'ready');
  await t.settle(orgId);
  const after = (await courses()).filter(({ status }) => status === 'ready');
  expect(after).toEqual(before);
  const handover = after.find(({ name }) => name['zh-CN']?.startsWith('工单交接'))!;
  const { assigned, passed, overdue } = handover.counts;
  expect(passed / assigned).toBeGreaterThan(0.8);
  expect(overdue).toBeGreaterThan(0);
  const { body } = await manager.send<{ data: TrainingAssignment[] }>(
    'GET',
    `/api/v1/training/assignments?courseId=${handover.id}&state=passed&limit=200`,
  );
  expect(body.data.every(({ passedAt, dueOn }) => passedAt!.slice(0, 10) <= dueOn)).toBe(true);
  // Nobody has written questions for the others yet.
  expect((await courses()).some(({ status }) => status === 'needsQuestions')).toBe(true);
});
