import type { SlaDueClock, Ticket } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Ago, Instant } from '../../../ui/instant.tsx';
import { Person } from '../../../ui/person.tsx';
import { useNames, useUnknownWord } from '../../directory/directory.queries.ts';
import { DueMark } from '../clocks/due-mark.tsx';
import { PriorityMark, StatusTag, TagChip, TierMark } from '../ticket-marks.tsx';
import type { TicketColumn } from '../ticket-values.ts';

const none = <span className="faint">—</span>;

/** One field of a ticket in a list. */
export function TicketCell({
  ticket,
  clock,
  column,
}: {
  ticket: Ticket;
  clock: SlaDueClock | undefined;
  column: TicketColumn;
}) {
  const { t } = useTranslation();
  const names = useNames();
  const unknown = useUnknownWord();
  switch (column) {
    case 'number':
      return <span className="num muted">#{ticket.number}</span>;
    case 'subject':
      return ticket.subject;
    case 'status':
      return <StatusTag status={ticket.status} />;
    case 'priority':
      return <PriorityMark priority={ticket.priority} />;
    case 'kind':
      return t(`tickets.kind.${ticket.kind}`);
    case 'channel':
      return t(`tickets.channel.${ticket.channel}`);
    case 'category':
      return ticket.categoryId === null ? none : (names.category(ticket.categoryId) ?? unknown);
    case 'team':
      return ticket.teamId === null ? none : (names.team(ticket.teamId) ?? unknown);
    case 'assignee':
      return ticket.assigneeId === null ? (
        <span className="faint">{t('common.unassigned')}</span>
      ) : (
        <Person name={names.user(ticket.assigneeId) ?? '…'} />
      );
    case 'customer':
      return (
        <span className="ellipsis" style={{ display: 'block' }}>
          {ticket.requester.name ?? ticket.requester.email ?? ticket.requester.phone ?? none}{' '}
          <TierMark tier={ticket.customerTier} />
        </span>
      );
    case 'tags':
      return ticket.tags.length === 0
        ? none
        : ticket.tags.slice(0, 3).map((tag) => <TagChip key={tag} tag={tag} />);
    case 'created':
      return <Instant at={ticket.createdAt} />;
    case 'updated':
      return <Ago at={ticket.updatedAt} />;
    case 'solved':
      return <Instant at={ticket.solvedAt} />;
    case 'due':
      return clock === undefined ? none : <DueMark kind={clock.kind} dueAt={clock.dueAt} />;
    case 'waiting':
      return <Ago at={ticket.waitingSince} />;
    case 'severity':
      return ticket.severity === null ? none : t('tickets.severityValue', { level: ticket.severity });
  }
}
