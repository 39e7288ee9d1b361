import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Instant } from '../../ui/instant.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useNames } from '../directory/directory.queries.ts';
import { useLocale } from '../session/session.ts';
import styles from './chart/chart.module.css';
import { drilldownQuery, metricsQuery, type Opened } from './metric.queries.ts';
import { formatMetric } from './metric-format.ts';

/** What a number is made of: each event behind it, with its ticket. */
export function DrillDrawer({ opened, onClose }: { opened: Opened | null; onClose: () => void }) {
  return (
    <Drawer open={opened !== null} onClose={onClose} size={680} title={opened?.title} destroyOnHidden>
      {opened === null ? null : <Points opened={opened} />}
    </Drawer>
  );
}

function Points({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const names = useNames();
  const metric = useQuery(metricsQuery).data?.find((known) => known.name === opened.metric);
  const points = useInfiniteQuery(drilldownQuery(opened));
  if (points.isPending) return <LoadingRows rows={12} />;
  if (points.isError) return <ErrorState error={points.error} retry={() => void points.refetch()} />;
  const rows = points.data.pages.flatMap((page) => page.data);
  const total = points.data.pages[0]?.total ?? null;
  if (rows.length === 0)
    return <EmptyState title={t('metrics.drill.empty')} hint={t('metrics.drill.emptyHint')} />;
  const value = (row: (typeof rows)[number]) =>
    metric === undefined
      ? String(row.value)
      : metric.kind === 'ratio'
        ? `${row.value} / ${row.of}`
        : formatMetric(row.value, metric.kind === 'distribution' ? metric.unit : 'count', locale);
  return (
    <>
      {metric === undefined ? null : (
        <p className="muted" style={{ marginBottom: 10 }}>
          {total === null ? null : (
            <strong className="num" style={{ fontSize: 18, color: 'var(--text)', marginRight: 10 }}>
              {formatMetric(total.value, metric.unit, locale)}
            </strong>
          )}
          {metric.formula}
        </p>
      )}
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('metrics.drill.ticket')}</th>
            <th scope="col">{t('tickets.field.team')}</th>
            <th scope="col">{t('metrics.drill.at')}</th>
            <th scope="col">{t('metrics.drill.value')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one event may add several points, and points are never reordered
            <tr key={`${row.eventId ?? row.ticketId ?? ''}-${index}`}>
              <td style={{ maxWidth: 290, overflow: 'hidden', textOverflow: 'ellipsis' }}>
                {row.ticket === null ? (
                  <span className="faint">{row.eventType ?? t('metrics.drill.hidden')}</span>
                ) : (
                  <Link to={`/tickets/${row.ticket.id}`} title={row.ticket.subject}>
                    <span className="num faint">#{row.ticket.number}</span> {row.ticket.subject}
                  </Link>
                )}
              </td>
              <td>{names.team(row.dimensions.team) ?? '—'}</td>
              <td>
                <Instant at={row.at} />
              </td>
              <td>{value(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {points.hasNextPage ? (
        <div style={{ padding: 12, textAlign: 'center' }}>
          <Button loading={points.isFetchingNextPage} onClick={() => void points.fetchNextPage()}>
            {t('common.loadMore')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
