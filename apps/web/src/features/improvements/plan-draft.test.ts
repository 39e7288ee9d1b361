import type { Improvement, MetricDescription } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { inputOf, newPlan, planOf } from './plan-draft.ts';

const csat = {
  unit: 'ratio',
  dimensions: (['team', 'category', 'channel'] as const).map((name) => ({ name, label: name })),
} as const satisfies Partial<MetricDescription>;

const improvement = {
  title: '交接不再拖延',
  owner: { id: 'o', name: '林经理' },
  members: [{ id: 'm', name: '陈组长' }],
  teams: [{ id: 't', name: '安装调度组' }],
  metricName: 'surveys.csat',
  metric: csat,
  filters: { team: ['t'], channel: ['phone'], category: ['x', 'y'] },
  aim: 0.85,
  aimOn: '2026-06-30',
  problem: { what: 'a', where: 'b', when: 'c', howMuch: 'd' },
} as unknown as Improvement;

test('an untouched form sends the plan as it was, with the filters that it does not show', () => {
  expect(planOf(improvement).aim).toBe(85);
  expect(inputOf(planOf(improvement), improvement.filters, csat)).toEqual({
    title: '交接不再拖延',
    ownerId: 'o',
    memberIds: ['m'],
    teamIds: ['t'],
    problem: improvement.problem,
    metric: 'surveys.csat',
    filters: improvement.filters,
    aim: 0.85,
    aimOn: '2026-06-30',
  });
});

test('without a metric there is neither filter nor aim', () => {
  const draft = { ...planOf(improvement), metric: null };
  expect(inputOf(draft, improvement.filters, undefined)).toMatchObject({
    metric: null,
    filters: {},
    aim: null,
  });
});

test('a team is taken out, another category put in', () => {
  const draft = { ...planOf(improvement), teamId: null, categoryId: 'z' };
  expect(inputOf(draft, improvement.filters, csat).filters).toEqual({
    channel: ['phone'],
    category: ['z'],
  });
});

test('a metric that is cut by less keeps only the filters that it knows', () => {
  const backlog = { unit: 'count', dimensions: [{ name: 'team', label: '团队' }] } as const;
  expect(
    inputOf(planOf(improvement), improvement.filters, { ...backlog, dimensions: [...backlog.dimensions] })
      .filters,
  ).toEqual({
    team: ['t'],
  });
});

test('a new one begins with what its record says, led by whoever opens it', () => {
  const { title, problem, filters } = improvement;
  const draft = newPlan(
    { title, teamIds: ['t'], problem, metric: 'sla.met', filters, aim: null },
    null,
    'me',
  );
  expect(draft).toMatchObject({ title, metric: 'sla.met', teamId: 't', ownerId: 'me', what: 'a' });
  expect(newPlan(null, 'tickets.created', 'me')).toMatchObject({ title: '', metric: 'tickets.created' });
});
