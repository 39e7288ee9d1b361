import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Instant } from '../../../ui/instant.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../../ui/states.tsx';
import styles from '../settings.module.css';
import { runsQuery, vocabularyQuery } from './automation.queries.ts';

const colours = { done: 'success', failed: 'error', cut: 'warning' } as const;

/** What an automation did, and why it failed where it did. */
export function RunHistory({ automationId }: { automationId: string }) {
  const { t } = useTranslation();
  const runs = useInfiniteQuery(runsQuery(automationId));
  const actions = useQuery(vocabularyQuery).data?.actions ?? [];
  const titles = new Map(actions.map((action) => [action.name, action.title]));
  if (runs.isPending) return <LoadingRows rows={6} />;
  if (runs.isError) return <ErrorState error={runs.error} retry={() => void runs.refetch()} />;
  const rows = runs.data.pages.flatMap((page) => page.data);
  if (rows.length === 0)
    return <EmptyState title={t('settings.automation.noRuns')} hint={t('settings.automation.noRunsHint')} />;
  return (
    <>
      {rows.map((run) => (
        <div key={run.id} className={styles['row']} style={{ paddingInline: 0, alignItems: 'start' }}>
          <Tag color={colours[run.outcome]}>{t(`settings.automation.outcome.${run.outcome}`)}</Tag>
          <div className={styles['rowText']}>
            {run.steps.map((step) => (
              <div key={step.action + step.message} style={step.ok ? {} : { color: 'var(--bad)' }}>
                <strong>{titles.get(step.action) ?? step.action}</strong> {step.message}
              </div>
            ))}
            {run.ticketId === null ? null : (
              <Link to={`/tickets/${run.ticketId}`}>{t('settings.automation.ticket')}</Link>
            )}
          </div>
          <Instant at={run.at} />
        </div>
      ))}
      {runs.hasNextPage ? (
        <Button loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
    </>
  );
}
