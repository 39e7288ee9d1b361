import { SmileOutlined } from '@ant-design/icons';
import type { Ticket, TicketFilter, TicketSort } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Ago } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { ticketsOf } from '../tickets/ticket.queries.ts';
import { PriorityMark } from '../tickets/ticket-marks.tsx';
import styles from './home.module.css';

interface TicketsPanelProps {
  title: string;
  hint?: string;
  filter: TicketFilter;
  sort: TicketSort;
  emptyTitle: string;
  more?: string;
  only?: (ticket: Ticket) => boolean;
}

const shown = 7;

/** The first few tickets of a list that wants attention. */
export function TicketsPanel({ title, hint, filter, sort, emptyTitle, more, only }: TicketsPanelProps) {
  const { t } = useTranslation();
  const tickets = useQuery(ticketsOf(filter, sort, only === undefined ? shown : 50));
  const rows = (tickets.data?.data ?? [])
    .filter((ticket) => only === undefined || only(ticket))
    .slice(0, shown);
  return (
    <Panel title={title} extra={more === undefined ? null : <Link to={more}>{t('home.showAll')}</Link>} flush>
      {tickets.isPending ? (
        <LoadingRows rows={5} />
      ) : tickets.isError ? (
        <ErrorState compact error={tickets.error} retry={() => void tickets.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState compact icon={<SmileOutlined />} title={emptyTitle} hint={hint} />
      ) : (
        <ul className={styles['list']}>
          {rows.map((ticket) => (
            <li key={ticket.id}>
              <PriorityMark priority={ticket.priority} withWord={false} />
              <Link to={`/tickets/${ticket.id}`} className="ellipsis">
                <span className="num faint">#{ticket.number}</span> {ticket.subject}
              </Link>
              <span className="faint">{ticket.requester.name}</span>
              <Ago at={ticket.waitingSince ?? ticket.updatedAt} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
