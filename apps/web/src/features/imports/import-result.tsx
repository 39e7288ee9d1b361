import type { ImportJob } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { dateIn } from '../../lib/time/format.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { useInstantFormat } from '../session/session.ts';
import { Counts } from './counts.tsx';
import { Problems } from './dry-run-panel.tsx';
import styles from './imports.module.css';

/** What came of an import, and where to look now. */
export function ImportResult({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const problems = useInfiniteQuery({
    queryKey: ['import', job.id, 'problems'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/imports/{id}/problems', {
          params: {
            path: { id: job.id },
            query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: job.counts.rejected > 0,
  });
  return (
    <>
      <Panel
        title={t(
          `imports.result.${job.state === 'done' ? 'done' : job.state === 'failed' ? 'failed' : 'cancelled'}`,
        )}
        extra={
          <span className="muted">
            <Instant at={job.startedAt} /> – <Instant at={job.finishedAt} />
          </span>
        }
      >
        {job.error === null ? null : (
          <Alert type="error" showIcon role="alert" title={job.error.message} style={{ marginBottom: 12 }} />
        )}
        <Counts counts={job.counts} />
        {job.state === 'done' ? (
          <div className={styles['next']}>
            <Link to={`/board?${boardRange(job, timeZone)}`}>
              <Button type="primary">{t('imports.toBoard')}</Button>
            </Link>
            <Link to={`/tickets?source=${job.mapping.source}`}>
              <Button>{t('imports.toTickets')}</Button>
            </Link>
            <Link to="/imports">
              <Button>{t('imports.another')}</Button>
            </Link>
          </div>
        ) : null}
      </Panel>
      {job.counts.rejected === 0 ? null : (
        <Panel
          title={t('imports.rejectedRows')}
          extra={
            <ExportMenu
              path={`/api/v1/imports/${job.id}/rejected-rows`}
              parameters={new URLSearchParams()}
              fileName="rejected-rows"
            />
          }
        >
          <p className="muted" style={{ marginBottom: 8 }}>
            {t('imports.rejectedHint')}
          </p>
          <Problems problems={problems.data?.pages.flatMap((page) => page.data) ?? []} />
          {problems.hasNextPage ? (
            <div className={styles['more']}>
              <Button loading={problems.isFetchingNextPage} onClick={() => void problems.fetchNextPage()}>
                {t('common.loadMore')}
              </Button>
            </div>
          ) : null}
        </Panel>
      )}
    </>
  );
}

/** The board over the days that the file covers; what was imported may lie years back. */
function boardRange(job: ImportJob, timeZone: string): string {
  const { firstCreatedAt = null, lastCreatedAt = null } = job.dryRun ?? {};
  if (firstCreatedAt === null || lastCreatedAt === null) return 'preset=365d';
  const day = (at: string) => dateIn(timeZone, new Date(at));
  return `from=${day(firstCreatedAt)}&to=${day(lastCreatedAt)}`;
}
