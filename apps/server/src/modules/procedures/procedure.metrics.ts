import { procedureRunCompleted, type TicketFacts } from '@jingyun/contracts';
import { defineMetric, type MetricDefinition } from '../../platform/metrics/types.ts';

/*
 * How far procedures are followed, told by runs that are over and cut by what the ticket was then. A run that was
 * cancelled, because the ticket was no longer of its kind or by hand, counts nowhere.
 */

const dimensions = ['team', 'category', 'priority', 'channel', 'kind', 'assignee', 'procedure'] as const;

const dims = ({ ticket, procedureId }: { ticket: TicketFacts; procedureId: string }) => ({
  team: ticket.teamId,
  category: ticket.categoryId,
  priority: ticket.priority,
  channel: ticket.channel,
  kind: ticket.kind,
  assignee: ticket.assigneeId,
  procedure: procedureId,
});

export const procedureMetrics: readonly MetricDefinition[] = [
  defineMetric({
    name: 'procedures.adherence',
    words: { zh: '流程遵守率', en: 'Procedure adherence' },
    formula: {
      zh: '已结束的流程执行中：完成的必做步骤 ÷ 全部必做步骤。跳过的步骤不算完成。',
      en: 'Of runs that are over: mandatory steps done ÷ mandatory steps. A step that was skipped was not done.',
    },
    unit: 'ratio',
    direction: 'up',
    kind: 'ratio',
    dimensions,
    events: [procedureRunCompleted],
    points: ({ data }) =>
      data.mandatorySteps === 0
        ? []
        : [{ value: data.mandatoryDone, of: data.mandatorySteps, dims: dims(data) }],
  }),
  defineMetric({
    name: 'procedures.runsAsWritten',
    words: { zh: '无偏差执行率', en: 'Runs as written' },
    formula: {
      zh: '所有必做步骤都完成且没有步骤超时的流程执行 ÷ 全部已结束的执行。',
      en: 'Runs with every mandatory step done and none done late ÷ all runs that are over.',
    },
    unit: 'ratio',
    direction: 'up',
    kind: 'ratio',
    dimensions,
    events: [procedureRunCompleted],
    points: ({ data }) => [{ value: data.asWritten ? 1 : 0, dims: dims(data) }],
  }),
  defineMetric({
    name: 'procedures.stepTime',
    words: { zh: '步骤用时', en: 'Time of a step' },
    formula: {
      zh: '已完成步骤距上一步骤（或流程开始）的时间，在流程结束时计入。',
      en: 'Of steps done, the time since the step before (or the start), counted when the run is over.',
    },
    unit: 'seconds',
    direction: 'down',
    kind: 'distribution',
    dimensions,
    events: [procedureRunCompleted],
    points: ({ data }) => data.stepTimes.map(({ seconds }) => ({ value: seconds, dims: dims(data) })),
  }),
];
