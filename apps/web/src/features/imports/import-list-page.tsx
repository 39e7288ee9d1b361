import { CloudUploadOutlined, FileExcelOutlined } from '@ant-design/icons';
import type { ImportJob } from '@jingyun/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress, Table, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { Instant } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useErrorText } from '../../ui/use-error-text.ts';
import { useLocale } from '../session/session.ts';
import { importQuery, importsQuery, uploadImport } from './import.queries.ts';
import { ImportStateTag } from './import-state-tag.tsx';
import styles from './imports.module.css';

/** Where a file is brought in, and what became of the earlier ones. */
export default function ImportListPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const locale = useLocale();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [sent, setSent] = useState<number | null>(null);
  const imports = useInfiniteQuery(importsQuery);
  useLive('jobs', ['imports']);
  const upload = useMutation({
    mutationFn: (file: File) => uploadImport(file, setSent),
    onSuccess: (job) => {
      client.setQueryData(importQuery(job.id).queryKey, job);
      void client.invalidateQueries({ queryKey: ['imports'] });
      navigate(`/imports/${job.id}`);
    },
    onSettled: () => setSent(null),
  });
  const rows = (imports.data?.pages.flatMap((page) => page.data) ?? []) as ImportJob[];
  const number = (value: number) => value.toLocaleString(locale);
  return (
    <Page title={t('imports.title')} subtitle={t('imports.subtitle')}>
      <Panel>
        {upload.isError ? (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={errorText(upload.error)}
            style={{ marginBottom: 12 }}
          />
        ) : null}
        <Upload.Dragger
          accept=".csv,.tsv,.txt,.xlsx,.xes,.gz,.zip"
          showUploadList={false}
          disabled={upload.isPending}
          beforeUpload={(file) => {
            upload.mutate(file);
            return false;
          }}
        >
          {sent === null ? (
            <div className={styles['drop']}>
              <CloudUploadOutlined />
              <strong>{t('imports.drop')}</strong>
              <span className="muted">{t('imports.dropHint')}</span>
            </div>
          ) : (
            <div className={styles['drop']}>
              <strong>
                {t(sent < 1 ? 'imports.uploading' : 'imports.reading', {
                  name: upload.variables?.name ?? '',
                })}
              </strong>
              <Progress percent={Math.round(sent * 100)} style={{ maxWidth: 420 }} status="active" />
            </div>
          )}
        </Upload.Dragger>
      </Panel>
      <Panel title={t('imports.history')} flush>
        {imports.isPending ? (
          <LoadingRows rows={4} />
        ) : imports.isError ? (
          <ErrorState error={imports.error} retry={() => void imports.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState
            compact
            icon={<FileExcelOutlined />}
            title={t('imports.none')}
            hint={t('imports.noneHint')}
          />
        ) : (
          <>
            <Table<ImportJob>
              size="small"
              rowKey="id"
              pagination={false}
              dataSource={rows}
              scroll={{ x: 760 }}
              columns={[
                {
                  title: t('imports.file'),
                  render: (_, job) => <Link to={`/imports/${job.id}`}>{job.fileName}</Link>,
                },
                {
                  title: t('imports.size'),
                  width: 90,
                  align: 'right',
                  render: (_, job) => formatBytes(job.bytes),
                },
                {
                  title: t('imports.stateLabel'),
                  width: 120,
                  render: (_, job) => <ImportStateTag state={job.state} />,
                },
                {
                  title: t('imports.rows'),
                  width: 110,
                  align: 'right',
                  render: (_, job) => number(job.counts.rows),
                },
                {
                  title: t('imports.tickets'),
                  width: 110,
                  align: 'right',
                  render: (_, job) => number(job.counts.tickets),
                },
                {
                  title: t('imports.rejected'),
                  width: 100,
                  align: 'right',
                  render: (_, job) => number(job.counts.rejected),
                },
                {
                  title: t('imports.createdAt'),
                  width: 130,
                  render: (_, job) => <Instant at={job.createdAt} />,
                },
              ]}
            />
            {imports.hasNextPage ? (
              <div className={styles['more']}>
                <Button loading={imports.isFetchingNextPage} onClick={() => void imports.fetchNextPage()}>
                  {t('common.loadMore')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Panel>
    </Page>
  );
}
