import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, LoadingRows } from '../../../ui/states.tsx';
import { EventLine, type LoggedEvent } from '../../events/event-line.tsx';
import { activityQuery } from '../ticket.queries.ts';
import styles from './ticket.module.css';

/** Everything that happened to a ticket, as the event log has it. */
export function Activity({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const activity = useInfiniteQuery(activityQuery(ticketId));
  if (activity.isPending) return <LoadingRows rows={8} />;
  if (activity.isError) return <ErrorState error={activity.error} retry={() => void activity.refetch()} />;
  const events = activity.data.pages.flatMap((page) => page.data) as LoggedEvent[];
  if (events.length === 0) return <EmptyState title={t('common.empty.title')} />;
  return (
    <div className={styles['activity']}>
      {events.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
      {activity.hasNextPage ? (
        <Button loading={activity.isFetchingNextPage} onClick={() => void activity.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
    </div>
  );
}
