import { ScheduleOutlined } from '@ant-design/icons';
import type { Job } from '@jingyun/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../lib/api/client.ts';
import { useLive } from '../../lib/api/use-stream.ts';
import { Instant } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useMay } from '../session/session.ts';

const colours: Record<Job['status'], string> = {
  queued: 'default',
  running: 'processing',
  done: 'success',
  failed: 'error',
  cancelled: 'warning',
};

/** Long work in the background: how far it is and how it ended. */
export default function JobsPage() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const may = useMay();
  const client = useQueryClient();
  const showError = useShowError();
  const jobs = useInfiniteQuery({
    queryKey: ['jobs'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/jobs', {
          params: { query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  useLive('jobs', ['jobs']);
  const cancel = useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['jobs'] }),
    onError: showError,
  });
  const rows = jobs.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page title={t('jobs.title')} subtitle={t('jobs.subtitle')}>
      <Panel flush>
        {jobs.isPending ? (
          <LoadingRows rows={6} />
        ) : jobs.isError ? (
          <ErrorState error={jobs.error} retry={() => void jobs.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState icon={<ScheduleOutlined />} title={t('jobs.none')} hint={t('jobs.noneHint')} />
        ) : (
          <Table<Job>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            scroll={{ x: 820 }}
            columns={[
              {
                title: t('jobs.job'),
                render: (_, job) => (
                  <>
                    {job.title}
                    {job.note === '' ? null : <span className="faint"> · {job.note}</span>}
                    {job.error === null ? null : (
                      <div style={{ color: 'var(--bad)' }}>{job.error.message}</div>
                    )}
                  </>
                ),
              },
              {
                title: t('jobs.state'),
                width: 100,
                render: (_, job) => <Tag color={colours[job.status]}>{t(`jobs.status.${job.status}`)}</Tag>,
              },
              {
                title: t('jobs.progress'),
                width: 200,
                render: (_, job) =>
                  job.status === 'running' && job.total !== null ? (
                    <Progress size="small" percent={Math.floor((job.done / Math.max(1, job.total)) * 100)} />
                  ) : (
                    <span className="num muted">
                      {job.done.toLocaleString()}
                      {job.total === null ? '' : ` / ${job.total.toLocaleString()}`}
                    </span>
                  ),
              },
              { title: t('jobs.created'), width: 130, render: (_, job) => <Instant at={job.createdAt} /> },
              { title: t('jobs.ended'), width: 130, render: (_, job) => <Instant at={job.endedAt} /> },
              {
                width: 90,
                render: (_, job) =>
                  may('jobs.cancel') && (job.status === 'queued' || job.status === 'running') ? (
                    <Button
                      size="small"
                      danger
                      onClick={() =>
                        modal.confirm({
                          title: t('jobs.cancelTitle', { title: job.title }),
                          onOk: () => cancel.mutateAsync(job.id),
                        })
                      }
                    >
                      {t('jobs.cancel')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
        {jobs.hasNextPage ? (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
              {t('common.loadMore')}
            </Button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}
