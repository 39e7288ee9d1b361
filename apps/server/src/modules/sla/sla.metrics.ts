import { slaBreached, slaMet } from '@jingyun/contracts';
import { defineMetric } from '../../platform/metrics/types.ts';

interface ClockEventData {
  clock: string;
  kind: string;
  channel: string;
  priority: string;
  categoryId: string | null;
  teamId: string | null;
  assigneeId: string | null;
}

const dimensions = ['clock', 'team', 'category', 'priority', 'channel', 'kind', 'assignee'] as const;

const dimsOf = (data: ClockEventData) => ({
  clock: data.clock,
  team: data.teamId,
  category: data.categoryId,
  priority: data.priority,
  channel: data.channel,
  kind: data.kind,
  assignee: data.assigneeId,
});

/** The share of promises that were kept, each promise counted once it is decided. */
export const slaAttainment = defineMetric({
  name: 'sla.attainment',
  words: { zh: 'SLA 达成率', en: 'SLA attainment' },
  formula: {
    zh: '按时兑现的承诺 ÷ 已有结果的承诺；违约按到期时刻计，兑现按完成时刻计。',
    en: 'Promises kept ÷ promises decided. A broken promise counts at its due time, a kept one when it was kept.',
  },
  unit: 'ratio',
  direction: 'up',
  kind: 'ratio',
  dimensions,
  events: [slaMet, slaBreached],
  points: (event) => [{ value: event.type === slaMet.type ? 1 : 0, of: 1, dims: dimsOf(event.data) }],
});

/** Promises broken. */
export const slaBreaches = defineMetric({
  name: 'sla.breaches',
  words: { zh: 'SLA 违约数', en: 'SLA breaches' },
  formula: { zh: '违约的承诺数，按到期时刻计。', en: 'Promises broken, counted at their due time.' },
  unit: 'count',
  direction: 'down',
  kind: 'count',
  dimensions,
  events: [slaBreached],
  points: (event) => [{ value: 1, dims: dimsOf(event.data) }],
});

export const slaMetrics = [slaAttainment, slaBreaches];
