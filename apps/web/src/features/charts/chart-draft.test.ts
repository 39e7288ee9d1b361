import type { ControlChart } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { draftOf, inputOf, newDraft } from './chart-draft.ts';

const chart: ControlChart = {
  id: '0',
  name: '满意度',
  metric: null,
  metricName: 'surveys.csat',
  filters: { team: ['a'], channel: ['phone'], category: ['x', 'y'] },
  grain: 'week',
  chosenKind: 'ewma',
  archivedAt: null,
  limits: { by: 'frozen', kind: 'p', centre: 0.9, spread: 1 },
  phases: [],
  rules: ['run'],
  watchFrom: null,
  owner: null,
  openAlerts: 0,
  version: 3,
  createdAt: '',
  updatedAt: '',
};

test('an untouched form sends the chart as it was, with what the form does not show', () => {
  const { name, filters, grain, chosenKind, limits, phases, rules, watchFrom } = chart;
  expect(inputOf(draftOf(chart, '2026-03-02'), chart)).toEqual({
    name,
    metric: 'surveys.csat',
    filters,
    grain,
    chosenKind,
    limits,
    phases,
    rules,
    watchFrom,
    ownerId: null,
  });
});

test('a team can be taken out and another put in, phases are sent in order', () => {
  const draft = draftOf(chart, '2026-03-02');
  expect(inputOf({ ...draft, teamId: null }, chart).filters).not.toHaveProperty('team');
  expect(inputOf({ ...draft, categoryId: 'z' }, chart).filters.category).toEqual(['z']);
  const phases = [
    { from: '2026-02-01', name: 'b' },
    { from: '2026-01-01', name: 'a' },
  ];
  expect(inputOf({ ...draft, phases }, chart).phases.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('a new chart watches from today on', () => {
  const input = inputOf(newDraft({ metric: 'tickets.created', teamId: 'a' }, '2026-03-02', 'me'), null);
  expect(input).toMatchObject({
    watchFrom: '2026-03-02',
    ownerId: 'me',
    filters: { team: ['a'] },
    chosenKind: null,
  });
});
