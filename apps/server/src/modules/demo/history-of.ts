import type { ImportedHappening, ImportedTicket } from '../tickets/index.ts';
import { priorityOf } from '../tickets/index.ts';
import type { DemoIds } from './make-organisation.ts';
import type { SimAgent, SimCustomer, SimStep, SimTicket } from './simulator/types.ts';

/** A simulated ticket as one to take over, told with the organisation's ids. */
export function historyOf(
  ticket: SimTicket,
  customer: SimCustomer,
  customerId: string,
  demo: DemoIds,
  agents: readonly SimAgent[],
): ImportedTicket {
  const complaint =
    ticket.complaintClass === null
      ? []
      : [
          changed(
            ticket.at,
            null,
            { complaintClass: ticket.complaintClass, severity: ticket.severity },
            demo,
          ),
        ];
  return {
    source: 'demo',
    externalId: `demo-${ticket.index}`,
    subject: ticket.subject,
    kind: ticket.kind,
    channel: ticket.channel,
    importance: ticket.importance,
    urgency: ticket.urgency,
    priority: priorityOf(ticket.importance, ticket.urgency),
    categoryId: demo.categoryIds[ticket.category] ?? null,
    teamId: demo.teamIds[ticket.team],
    assigneeId: null,
    customerId,
    requester: { name: customer.name, email: null, phone: customer.phone },
    tags: ticket.tags,
    text: ticket.description,
    createdAt: instant(ticket.at),
    happenings: [...complaint, ...ticket.steps.map((step) => happeningOf(step, demo, agents))],
  };
}

function happeningOf(step: SimStep, demo: DemoIds, agents: readonly SimAgent[]): ImportedHappening {
  switch (step.type) {
    case 'assign':
      return changed(
        step.at,
        step.by,
        { teamId: demo.teamIds[step.team], assigneeId: demo.agentIds[step.agent]!, status: 'open' },
        demo,
      );
    case 'status':
      return changed(step.at, step.agent, { status: step.status }, demo);
    case 'customer':
      return {
        type: 'replied',
        at: instant(step.at),
        by: 'customer',
        text: step.text,
        actor: { type: 'customer', id: null },
      };
    case 'reply':
      return { type: 'replied', at: instant(step.at), by: 'agent', ...saidBy(step, demo, agents) };
    case 'note':
      return { type: 'noted', at: instant(step.at), ...saidBy(step, demo, agents) };
  }
}

function saidBy(step: { agent: number; text: string }, demo: DemoIds, agents: readonly SimAgent[]) {
  return {
    text: step.text,
    authorName: agents[step.agent]!.name,
    actor: { type: 'user' as const, id: demo.agentIds[step.agent]! },
  };
}

function changed(
  at: number,
  by: number | null,
  values: Extract<ImportedHappening, { type: 'changed' }>['values'],
  demo: DemoIds,
): ImportedHappening {
  const actor =
    by === null ? { type: 'system' as const, id: null } : { type: 'user' as const, id: demo.agentIds[by]! };
  return { type: 'changed', at: instant(at), values, actor };
}

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
