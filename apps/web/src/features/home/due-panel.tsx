import { ClockCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useNames } from '../directory/directory.queries.ts';
import { useProfile } from '../session/session.ts';
import { DueMark } from '../tickets/clocks/due-mark.tsx';
import styles from './home.module.css';

/** Promises that fall due next, overdue ones first: one's own, or everybody's one may see. */
export function DuePanel({ mine }: { mine: boolean }) {
  const { t } = useTranslation();
  const { id: me } = useProfile();
  const names = useNames();
  const clocks = useQuery({
    queryKey: ['tickets', 'clocks', 'home', mine],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/sla-clocks', {
            params: { query: { limit: 8, ...(mine ? { assigneeId: me } : {}) } },
          }),
        )
      ).data,
    refetchInterval: 60_000,
  });
  return (
    <Panel
      title={t(mine ? 'home.dueMine' : 'home.dueAll')}
      extra={
        <Link to={`/tickets?status=new,open,pendingCustomer,onHold&sort=due${mine ? '&assignee=me' : ''}`}>
          {t('home.showAll')}
        </Link>
      }
      flush
    >
      {clocks.isPending ? (
        <LoadingRows rows={5} />
      ) : clocks.isError ? (
        <ErrorState compact error={clocks.error} retry={() => void clocks.refetch()} />
      ) : clocks.data.length === 0 ? (
        <EmptyState
          compact
          icon={<ClockCircleOutlined />}
          title={t('home.noneDue')}
          hint={t('home.noneDueHint')}
        />
      ) : (
        <ul className={styles['list']}>
          {clocks.data.map((clock) => (
            <li key={`${clock.ticketId}-${clock.kind}-${clock.cycle}`}>
              <Link to={`/tickets/${clock.ticketId}`} className="ellipsis">
                {clock.ticket === null ? null : <span className="num faint">#{clock.ticket.number}</span>}{' '}
                {clock.ticket?.subject}
              </Link>
              <span className="faint">{names.user(clock.assigneeId) ?? t('common.unassigned')}</span>
              <DueMark kind={clock.kind} dueAt={clock.dueAt} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
