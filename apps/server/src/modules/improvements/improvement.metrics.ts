import { improvementClosed, improvementOpened } from '@jingyun/contracts';
import { defineMetric, type MetricDefinition } from '../../platform/metrics/types.ts';

/* How lively improving is, and how much of it works. An improvement about several teams counts for none of them alone. */

const dimensions = ['team'] as const;
const dims = ({ teamIds }: { teamIds: readonly string[] }) => ({
  team: teamIds.length === 1 ? (teamIds[0] ?? null) : null,
});

export const improvementMetrics: readonly MetricDefinition[] = [
  defineMetric({
    name: 'improvements.opened',
    words: { zh: '发起的改进项目', en: 'Improvements opened' },
    formula: { zh: '期间内发起的改进项目数。', en: 'Improvements that were opened in the period.' },
    unit: 'count',
    direction: 'up',
    kind: 'count',
    dimensions,
    events: [improvementOpened],
    points: ({ data }) => [{ value: 1, dims: dims(data) }],
  }),
  defineMetric({
    name: 'improvements.effectiveShare',
    words: { zh: '改进有效率', en: 'Share of effective improvements' },
    formula: {
      zh: '以“有效”关闭的改进项目 ÷ 以“有效”或“无效”关闭的改进项目；取消的不计。',
      en: 'Improvements closed as effective ÷ those closed as effective or ineffective. Cancelled ones do not count.',
    },
    unit: 'ratio',
    direction: 'up',
    kind: 'ratio',
    dimensions,
    events: [improvementClosed],
    points: ({ data }) =>
      data.outcome === 'cancelled'
        ? []
        : [{ value: data.outcome === 'effective' ? 1 : 0, of: 1, dims: dims(data) }],
  }),
  defineMetric({
    name: 'improvements.leadTime',
    words: { zh: '改进周期', en: 'Time to close an improvement' },
    formula: {
      zh: '改进项目从发起到以“有效”或“无效”关闭的时间。',
      en: 'From opening an improvement to closing it as effective or ineffective.',
    },
    unit: 'seconds',
    direction: 'down',
    kind: 'distribution',
    dimensions,
    events: [improvementClosed],
    points: ({ data, occurredAt }) => {
      if (data.outcome === 'cancelled') return [];
      const opened = Temporal.Instant.from(data.openedAt);
      const seconds = Math.round((occurredAt.epochMilliseconds - opened.epochMilliseconds) / 1000);
      return [{ value: Math.max(0, seconds), dims: dims(data) }];
    },
  }),
];
