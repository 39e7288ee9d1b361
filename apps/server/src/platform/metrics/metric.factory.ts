import { defineEvent } from '@jingyun/contracts';
import { z } from 'zod';
import { type EventRegistry, registryOf } from '../events/registry.ts';
import type { EventDraft } from '../events/types.ts';
import { type MetricRegistry, metricRegistryOf } from './registry.ts';
import { defineMetric, type MetricDefinition } from './types.ts';

/** A small repair shop for tests: jobs come in, move between teams and are done. One metric of every kind. */

const facts = z.object({ team: z.string().nullable(), channel: z.string(), priority: z.string() });
export type Facts = z.infer<typeof facts>;

export const jobOpened = defineEvent('job.opened', z.object({ facts }));
export const jobMoved = defineEvent('job.moved', z.object({ facts, before: facts }));
export const jobDone = defineEvent(
  'job.done',
  z.object({ facts, seconds: z.number(), openedAt: z.string(), late: z.boolean() }),
);
export const jobPaid = defineEvent('job.paid', z.object({ facts, cents: z.number() }));
const dimensions = ['team', 'channel', 'priority'] as const;
const words = { zh: '测试', en: 'Test' };
const common = { words, formula: words, direction: 'up' as const, dimensions };

export const jobsOpened = defineMetric({
  ...common,
  name: 'jobs.opened',
  unit: 'count',
  kind: 'count',
  events: [jobOpened],
  points: ({ data }) => [{ value: 1, dims: data.facts }],
});

export const jobsPaid = defineMetric({
  ...common,
  name: 'jobs.paid',
  unit: 'cents',
  kind: 'sum',
  events: [jobPaid],
  points: ({ data }) => [{ value: data.cents, dims: data.facts }],
});

export const jobTime = defineMetric({
  ...common,
  name: 'jobs.time',
  unit: 'seconds',
  kind: 'distribution',
  events: [jobDone],
  points: ({ data }) => [{ value: data.seconds, dims: data.facts }],
});

export const jobsInTime = defineMetric({
  ...common,
  name: 'jobs.inTime',
  unit: 'ratio',
  kind: 'ratio',
  events: [jobDone],
  points: ({ data }) => [{ value: data.late ? 0 : 1, dims: data.facts }],
});

/** Counts each done job for the time it was opened. */
export const jobsDoneByOpening = defineMetric({
  ...common,
  name: 'jobs.doneByOpening',
  unit: 'count',
  kind: 'count',
  backdates: true,
  events: [jobDone],
  points: ({ data }) => [{ value: 1, at: Temporal.Instant.from(data.openedAt), dims: data.facts }],
});

export const jobsWaiting = defineMetric({
  ...common,
  name: 'jobs.waiting',
  unit: 'count',
  kind: 'level',
  events: [jobOpened, jobMoved, jobDone],
  points: (event) => {
    switch (event.type) {
      case 'job.opened':
        return [{ value: 1, dims: event.data.facts }];
      case 'job.done':
        return [{ value: -1, dims: event.data.facts }];
      case 'job.moved':
        return [
          { value: -1, dims: event.data.before },
          { value: 1, dims: event.data.facts },
        ];
    }
  },
});

export const jobMetrics: readonly MetricDefinition[] = [
  jobsOpened,
  jobsPaid,
  jobTime,
  jobsInTime,
  jobsDoneByOpening,
  jobsWaiting,
];

export const jobMetricRegistry: MetricRegistry = metricRegistryOf([{ metrics: jobMetrics }]);
export const jobEventRegistry: EventRegistry = registryOf([jobOpened, jobMoved, jobDone, jobPaid]);

export const someFacts: Facts = { team: 'north', channel: 'phone', priority: 'normal' };

/** A draft of an event about one job. */
export function jobEvent(
  definition: EventDraft['definition'],
  job: string,
  occurredAt: string | Temporal.Instant,
  data: object,
): EventDraft {
  return {
    definition,
    data,
    subject: { type: 'job', id: job },
    actor: { type: 'system', id: null },
    occurredAt: Temporal.Instant.from(occurredAt),
  };
}

/** The whole life of a job as drafts: opened, perhaps moved, done after `seconds`, paid. */
export function jobLife(
  job: string,
  opened: Temporal.Instant,
  life: { facts: Facts; movedTo?: Facts | undefined; seconds: number; late: boolean; cents: number },
): EventDraft[] {
  const { facts, movedTo, seconds, late, cents } = life;
  const last = movedTo ?? facts;
  const at = (share: number) => opened.add({ seconds: Math.floor(seconds * share) });
  const openedAt = opened.toString();
  return [
    jobEvent(jobOpened, job, opened, { facts }),
    ...(movedTo === undefined ? [] : [jobEvent(jobMoved, job, at(0.5), { facts: movedTo, before: facts })]),
    jobEvent(jobDone, job, at(1), { facts: last, seconds, late, openedAt }),
    jobEvent(jobPaid, job, at(1), { facts: last, cents }),
  ];
}
