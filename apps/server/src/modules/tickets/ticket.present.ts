import type { FileInfo, Ticket, TicketMessage, TicketView } from '@jingyun/contracts';
import type { StoredEvent } from '../../platform/events/types.ts';
import type { Relative } from './link.repo.ts';
import type { MessageRow, ReadMessage } from './message.repo.ts';
import type { Present } from './presence.repo.ts';
import type { TicketState } from './ticket.state.ts';
import type { ViewRow } from './view.repo.ts';

const time = (at: Temporal.Instant | null) => at?.toString() ?? null;

/** A ticket as the API gives it. */
export function presentTicket(ticket: TicketState): Ticket {
  const { requesterName, requesterEmail, requesterPhone, importedFrom, createdByType, createdById, ...rest } =
    ticket;
  const { waitedSeconds, ...shown } = rest;
  return {
    ...shown,
    requester: { name: requesterName, email: requesterEmail, phone: requesterPhone },
    statusSince: ticket.statusSince.toString(),
    createdAt: ticket.createdAt.toString(),
    updatedAt: ticket.updatedAt.toString(),
    firstRepliedAt: time(ticket.firstRepliedAt),
    lastReplyAt: time(ticket.lastReplyAt),
    lastCustomerAt: time(ticket.lastCustomerAt),
    waitingSince: time(ticket.waitingSince),
    solvedAt: time(ticket.solvedAt),
    closedAt: time(ticket.closedAt),
  };
}

/** A message as the API gives it. A file that is gone is left out. */
export function presentMessage(
  message: MessageRow | ReadMessage,
  files: ReadonlyMap<string, FileInfo>,
): TicketMessage {
  return {
    id: message.id,
    ticketId: message.ticketId,
    kind: message.kind,
    author: { type: message.authorType, id: message.authorId, name: message.authorName },
    channel: message.channel as TicketMessage['channel'],
    text: message.text,
    html: message.html,
    attachments: message.attachments.flatMap((id) => {
      const file = files.get(id);
      return file === undefined
        ? []
        : [{ id, name: file.name, mediaType: file.mediaType, bytes: file.bytes }];
    }),
    mentions: message.mentions,
    mergedFromId: 'mergedFromId' in message ? message.mergedFromId : null,
    createdAt: message.createdAt.toString(),
  };
}

export function presentActivity(event: StoredEvent) {
  return {
    id: event.id,
    type: event.type,
    occurredAt: event.occurredAt.toString(),
    recordedAt: event.recordedAt.toString(),
    actor: event.actor,
    causationId: event.causationId,
    data: event.data,
  };
}

export function presentPresence(present: Present[]) {
  return { data: present.map((user) => ({ ...user, since: user.since.toString() })) };
}

export function presentView(view: ViewRow): TicketView {
  return { ...view, createdAt: view.createdAt.toString() };
}

export function presentRelatives(relatives: Relative[]) {
  const parts = (how: Relative['how']) => relatives.filter((one) => one.how === how).map(summaryOf);
  return {
    parent: parts('parent')[0] ?? null,
    children: parts('child'),
    mergedFrom: parts('mergedFrom'),
    links: relatives.flatMap((one) =>
      one.how === 'related' || one.how === 'duplicateOf' || one.how === 'blocks'
        ? [{ relation: one.how, direction: one.direction, ticket: summaryOf(one) }]
        : [],
    ),
  };
}

function summaryOf({ id, number, subject, status, priority, assigneeId }: Relative) {
  return { id, number, subject, status, priority, assigneeId };
}
