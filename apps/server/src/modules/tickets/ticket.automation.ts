import { line, openStatuses, type TicketFilter, text, ticketChange, ticketFacts } from '@jingyun/contracts';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import {
  type AutomationAction,
  type AutomationSource,
  type AutomationTarget,
  defineAction,
} from '../../platform/automation/types.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { addNote } from './add-note.ts';
import { placeValues } from './apply-macro.ts';
import { changeTicket } from './change-ticket.ts';
import { fillPlaces } from './macro.rules.ts';
import { readableTicket } from './note-presence.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { factsOf, secondsBetween, type TicketState } from './ticket.state.ts';
import { selectPage, sortKeyOf } from './ticket-list.repo.ts';

/* What automations may do to tickets, and which tickets their schedules look through. */

const all = { scope: 'all', actorId: null, teamIds: [] } as const;

/** Words with places, filled for the ticket at hand. */
async function filled(tx: Tx, call: Call, target: AutomationTarget, words: string): Promise<string> {
  const ticket = await readableTicket(tx, call, target.ticketId!);
  return fillPlaces(words, await placeValues(tx, call, ticket));
}

export const ticketActions: readonly AutomationAction[] = [
  defineAction({
    name: 'tickets.change',
    words: { zh: '修改工单', en: 'Change the ticket' },
    on: 'ticket',
    params: ticketChange,
    run: async (tx, call, target, change) => {
      const { number, version } = await changeTicket(tx, call, target.ticketId!, change);
      return `#${number} v${version}`;
    },
  }),
  defineAction({
    name: 'tickets.reply',
    words: {
      zh: '自动回复客户（不计入首次响应）',
      en: 'Answer the customer (does not count as the first reply)',
    },
    on: 'ticket',
    params: z.strictObject({ text: text(20_000).min(1) }),
    run: async (tx, call, target, params) => {
      const words = await filled(tx, call, target, params.text);
      const { ticket } = await replyToTicket(tx, call, target.ticketId!, { text: words, attachments: [] });
      return `#${ticket.number}`;
    },
  }),
  defineAction({
    name: 'tickets.note',
    words: { zh: '添加内部备注', en: 'Write an internal note' },
    on: 'ticket',
    params: z.strictObject({ text: text(20_000).min(1), mentions: z.array(z.uuid()).max(50).default([]) }),
    run: async (tx, call, target, params) => {
      const words = await filled(tx, call, target, params.text);
      const input = { text: words, attachments: [], mentions: params.mentions };
      const { ticket } = await addNote(tx, call, target.ticketId!, input);
      return `#${ticket.number}`;
    },
  }),
  defineAction({
    name: 'tickets.tag',
    words: { zh: '添加标签', en: 'Add tags' },
    on: 'ticket',
    params: z.strictObject({ tags: z.array(line(50)).min(1).max(20) }),
    run: async (tx, call, target, { tags }) => {
      await changeTicket(tx, call, target.ticketId!, { addTags: tags });
      return tags.join(', ');
    },
  }),
];

const hours = z.number().min(0);
const context = z.object({
  ticket: ticketFacts,
  hoursSinceCreated: hours,
  hoursSinceUpdated: hours,
  hoursInStatus: hours,
  /** How long the customer has been waiting for an answer; null when it is not our turn. */
  hoursWaiting: hours.nullable(),
});

function contextOf(ticket: TicketState, now: Temporal.Instant): z.infer<typeof context> {
  const since = (at: Temporal.Instant) => secondsBetween(at, now) / 3600;
  return {
    ticket: factsOf(ticket),
    hoursSinceCreated: since(ticket.createdAt),
    hoursSinceUpdated: since(ticket.updatedAt),
    hoursInStatus: since(ticket.statusSince),
    hoursWaiting: ticket.waitingSince === null ? null : since(ticket.waitingSince),
  };
}

function source(name: string, words: AutomationSource['words'], filter: TicketFilter): AutomationSource {
  const { status } = filter;
  return {
    name,
    words,
    context,
    read: async (tx, call, after, limit) => {
      const key = decodeCursor(name, after ?? undefined);
      const { tickets } = await selectPage(
        tx,
        status === undefined ? {} : { status },
        all,
        'created',
        key,
        limit,
      );
      return tickets.map((ticket) => ({
        ticketId: ticket.id,
        customerId: ticket.customerId,
        cursor: encodeCursor(name, sortKeyOf('created', ticket)),
        context: contextOf(ticket, call.now),
      }));
    },
  };
}

export const ticketSources: readonly AutomationSource[] = [
  source('tickets.open', { zh: '未解决的工单', en: 'Open tickets' }, { status: [...openStatuses] }),
  source(
    'tickets.solved',
    { zh: '已解决、未关闭的工单', en: 'Solved tickets not yet closed' },
    { status: ['solved'] },
  ),
];
