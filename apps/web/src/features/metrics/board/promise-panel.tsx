import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, unwrap } from '../../../lib/api/client.ts';
import { Panel } from '../../../ui/page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useMay } from '../../session/session.ts';
import { DueMark } from '../../tickets/clocks/due-mark.tsx';
import styles from './board.module.css';

/** The tickets to look at first: those whose promise is due next, overdue ones on top. */
export function PromisePanel({ team, address }: { team: string | undefined; address: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const clocks = useQuery({
    queryKey: ['tickets', 'clocks', 'board', team],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/sla-clocks', {
            params: { query: { limit: 8, ...(team === undefined ? {} : { teamId: team }) } },
          }),
        )
      ).data,
    enabled: may('sla.read') && may('tickets.read'),
    refetchInterval: 60_000,
  });
  return (
    <Panel title={t('board.promises')} extra={<Link to={address}>{t('board.showTickets')}</Link>}>
      {(clocks.data ?? []).length === 0 ? (
        <EmptyState compact title={t('board.noClocks')} hint={t('board.noClocksHint')} />
      ) : null}
      <ul className={styles['duelist']}>
        {(clocks.data ?? []).map((clock) => (
          <li key={`${clock.ticketId}-${clock.kind}-${clock.cycle}`}>
            <Link to={`/tickets/${clock.ticketId}`} className="ellipsis">
              {clock.ticket === null ? null : <span className="num faint">#{clock.ticket.number}</span>}{' '}
              {clock.ticket?.subject}
            </Link>
            <DueMark kind={clock.kind} dueAt={clock.dueAt} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
