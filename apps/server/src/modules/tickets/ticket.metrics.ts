import {
  openStatuses,
  type TicketFacts,
  ticketChanged,
  ticketClosed,
  ticketCreated,
  ticketNoted,
  ticketReopened,
  ticketReplied,
  ticketSolved,
} from '@jingyun/contracts';
import { defineMetric, type MetricDefinition } from '../../platform/metrics/types.ts';

/*
 * What tickets say in numbers. Each point is cut by what the ticket was right after its event, so a ticket that
 * moves to another team later takes none of its past along.
 */

const dimensions = ['team', 'category', 'priority', 'channel', 'kind', 'assignee'] as const;

const dims = (facts: TicketFacts) => ({
  team: facts.teamId,
  category: facts.categoryId,
  priority: facts.priority,
  channel: facts.channel,
  kind: facts.kind,
  assignee: facts.assigneeId,
});

const isOpen = (facts: TicketFacts) => (openStatuses as readonly string[]).includes(facts.status);

type Before = { [Name in keyof TicketFacts]?: TicketFacts[Name] | undefined };

/** The facts as they were before a change. Stored as JSON, so that what did not change is absent, never undefined. */
const factsBefore = (data: { ticket: TicketFacts; before: Before }) =>
  ({ ...data.ticket, ...data.before }) as TicketFacts;

const created = defineMetric({
  name: 'tickets.created',
  words: { zh: '新工单', en: 'Tickets created' },
  formula: { zh: '期间内创建的工单数。', en: 'Tickets created in the period.' },
  unit: 'count',
  direction: 'down',
  kind: 'count',
  dimensions,
  events: [ticketCreated],
  points: ({ data }) => [{ value: 1, dims: dims(data.ticket) }],
});

const solved = defineMetric({
  name: 'tickets.solved',
  words: { zh: '解决数', en: 'Tickets solved' },
  formula: {
    zh: '期间内解决的次数；重开后再次解决的工单再计一次。',
    en: 'Times a ticket was solved in the period. One that was reopened and solved again counts again.',
  },
  unit: 'count',
  direction: 'up',
  kind: 'count',
  dimensions,
  events: [ticketSolved],
  points: ({ data }) => [{ value: 1, dims: dims(data.ticket) }],
});

const closed = defineMetric({
  name: 'tickets.closed',
  words: { zh: '关闭数', en: 'Tickets closed' },
  formula: { zh: '期间内关闭的次数。', en: 'Times a ticket was closed in the period.' },
  unit: 'count',
  direction: 'up',
  kind: 'count',
  dimensions,
  events: [ticketClosed],
  points: ({ data }) => [{ value: 1, dims: dims(data.ticket) }],
});

const backlog = defineMetric({
  name: 'tickets.backlog',
  words: { zh: '积压', en: 'Backlog' },
  formula: {
    zh: '该时刻尚未解决的工单数（新建、处理中、待客户回复、挂起）。',
    en: 'Tickets not solved at that instant: new, open, pending the customer or on hold.',
  },
  unit: 'count',
  direction: 'down',
  kind: 'level',
  dimensions,
  events: [ticketCreated, ticketChanged],
  points: ({ data, type }) => {
    const enter = isOpen(data.ticket) ? [{ value: 1, dims: dims(data.ticket) }] : [];
    if (type === 'ticket.created') return enter;
    const before = factsBefore(data);
    return isOpen(before) ? [{ value: -1, dims: dims(before) }, ...enter] : enter;
  },
});

const firstReplyTime = defineMetric({
  name: 'tickets.firstReplyTime',
  words: { zh: '首次响应时长', en: 'First reply time' },
  formula: {
    zh: '从创建到客服首次公开回复的自然时长，计入回复的时刻。',
    en: 'Clock time from creation to the first public reply by staff, counted when the reply was sent.',
  },
  unit: 'seconds',
  direction: 'down',
  kind: 'distribution',
  dimensions,
  events: [ticketReplied],
  points: ({ data }) => (data.first ? [{ value: data.secondsSinceCreated, dims: dims(data.ticket) }] : []),
});

const resolutionTime = defineMetric({
  name: 'tickets.resolutionTime',
  words: { zh: '解决时长', en: 'Resolution time' },
  formula: {
    zh: '从创建到解决的自然时长，计入解决的时刻；重开后再次解决则按总时长再计一次。',
    en: 'Clock time from creation to solution, counted when solved. Solved again after reopening, the whole time counts again.',
  },
  unit: 'seconds',
  direction: 'down',
  kind: 'distribution',
  dimensions,
  events: [ticketSolved],
  points: ({ data }) => [{ value: data.secondsToSolve, dims: dims(data.ticket) }],
});

const reopened = defineMetric({
  name: 'tickets.reopened',
  words: { zh: '重开数', en: 'Tickets reopened' },
  formula: { zh: '期间内重开的次数。', en: 'Times a solved ticket was reopened in the period.' },
  unit: 'count',
  direction: 'down',
  kind: 'count',
  dimensions,
  events: [ticketReopened],
  points: ({ data }) => [{ value: 1, dims: dims(data.ticket) }],
});

const reopenRate = defineMetric({
  name: 'tickets.reopenRate',
  words: { zh: '重开率', en: 'Reopen rate' },
  formula: { zh: '期间内重开次数 ÷ 解决次数。', en: 'Times reopened ÷ times solved, both in the period.' },
  unit: 'ratio',
  direction: 'down',
  kind: 'ratio',
  dimensions,
  events: [ticketSolved, ticketReopened],
  points: ({ data, type }) => [
    {
      value: type === 'ticket.reopened' ? 1 : 0,
      of: type === 'ticket.solved' ? 1 : 0,
      dims: dims(data.ticket),
    },
  ],
});

const firstContactResolution = defineMetric({
  name: 'tickets.firstContactResolution',
  words: { zh: '首次解决率', en: 'First contact resolution' },
  formula: {
    zh: '首次解决时至多一次回复且未转团队的工单 ÷ 首次解决的工单。',
    en: 'Tickets first solved with at most one reply and no handover ÷ tickets solved for the first time.',
  },
  unit: 'ratio',
  direction: 'up',
  kind: 'ratio',
  dimensions,
  events: [ticketSolved],
  points: ({ data }) =>
    data.reopens > 0 ? [] : [{ value: data.firstContact ? 1 : 0, dims: dims(data.ticket) }],
});

const reassignments = defineMetric({
  name: 'tickets.reassignments',
  words: { zh: '转派次数', en: 'Reassignments' },
  formula: {
    zh: '处理人由一人改为另一人的次数，计入接手的人。',
    en: 'Times a ticket went from one assignee to another, counted for the one who took over.',
  },
  unit: 'count',
  direction: 'down',
  kind: 'count',
  dimensions,
  events: [ticketChanged],
  points: ({ data }) => {
    const from = data.before.assigneeId;
    const moved = from !== undefined && from !== null && data.ticket.assigneeId !== null;
    return moved ? [{ value: 1, dims: dims(data.ticket) }] : [];
  },
});

const handovers = defineMetric({
  name: 'tickets.handovers',
  words: { zh: '跨团队转交次数', en: 'Handovers' },
  formula: {
    zh: '工单由一个团队转到另一个团队的次数，计入接手的团队。',
    en: 'Times a ticket went from one team to another, counted for the team that took over.',
  },
  unit: 'count',
  direction: 'down',
  kind: 'count',
  dimensions,
  events: [ticketChanged],
  points: ({ data }) => {
    const from = data.before.teamId;
    const moved = from !== undefined && from !== null && data.ticket.teamId !== null;
    return moved ? [{ value: 1, dims: dims(data.ticket) }] : [];
  },
});

const replies = defineMetric({
  name: 'tickets.replies',
  words: { zh: '客服回复数', en: 'Replies by staff' },
  formula: { zh: '客服发出的公开回复数。', en: 'Public replies sent by staff.' },
  unit: 'count',
  direction: 'down',
  kind: 'count',
  dimensions,
  events: [ticketReplied],
  points: ({ data }) => (data.by === 'agent' ? [{ value: 1, dims: dims(data.ticket) }] : []),
});

const touches = defineMetric({
  name: 'tickets.touches',
  words: { zh: '单均处理次数', en: 'Touches per ticket' },
  formula: {
    zh: '(客服公开回复 + 内部备注)÷ 首次解决的工单数，均按期间内发生计。',
    en: '(Public replies by staff + internal notes) ÷ tickets solved for the first time, all within the period.',
  },
  unit: 'count',
  direction: 'down',
  kind: 'ratio',
  dimensions,
  events: [ticketReplied, ticketNoted, ticketSolved],
  points: ({ data, type }) => {
    if (type === 'ticket.solved')
      return 'firstContact' in data && data.reopens === 0 ? [{ value: 0, dims: dims(data.ticket) }] : [];
    const touched = type === 'ticket.noted' || ('by' in data && data.by === 'agent');
    return touched ? [{ value: 1, of: 0, dims: dims(data.ticket) }] : [];
  },
});

/** A ticket counts as a complaint when it is made as one and when it turns into one. */
function becameComplaint(event: { type: string; data: { ticket: TicketFacts; before?: Before } }): boolean {
  const { ticket, before } = event.data;
  return ticket.kind === 'complaint' && (event.type === 'ticket.created' || before?.kind !== undefined);
}

const complaints = defineMetric({
  name: 'tickets.complaints',
  words: { zh: '投诉数', en: 'Complaints' },
  formula: {
    zh: '期间内作为投诉创建、或改为投诉的工单数。',
    en: 'Tickets created as complaints, or turned into complaints, in the period.',
  },
  unit: 'count',
  direction: 'down',
  kind: 'count',
  dimensions,
  events: [ticketCreated, ticketChanged],
  points: (event) => (becameComplaint(event) ? [{ value: 1, dims: dims(event.data.ticket) }] : []),
});

const complaintShare = defineMetric({
  name: 'tickets.complaintShare',
  words: { zh: '投诉占比', en: 'Complaint share' },
  formula: { zh: '期间内投诉数 ÷ 新工单数。', en: 'Complaints ÷ tickets created, both in the period.' },
  unit: 'ratio',
  direction: 'down',
  kind: 'ratio',
  dimensions,
  events: [ticketCreated, ticketChanged],
  points: (event) => {
    const value = becameComplaint(event) ? 1 : 0;
    const of = event.type === 'ticket.created' ? 1 : 0;
    return value === 0 && of === 0 ? [] : [{ value, of, dims: dims(event.data.ticket) }];
  },
});

export const ticketMetrics: readonly MetricDefinition[] = [
  created,
  solved,
  closed,
  backlog,
  firstReplyTime,
  resolutionTime,
  reopened,
  reopenRate,
  firstContactResolution,
  reassignments,
  handovers,
  replies,
  touches,
  complaints,
  complaintShare,
];
