import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Skeleton, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useStream } from '../../lib/api/use-stream.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { importQuery } from './import.queries.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { ImportStateTag } from './import-state-tag.tsx';
import { PrepareImport } from './prepare-import.tsx';

const whileRunningMs = 2_000;
const working: ReadonlySet<string> = new Set(['checking', 'queued', 'running']);
const preparing: ReadonlySet<string> = new Set(['uploaded', 'checking']);

/** One import on its way: understand the file, try it, run it, see what came of it. It can be left and come back to at any point. */
export default function ImportPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const query = useQuery({
    ...importQuery(id),
    refetchInterval: ({ state }) => (working.has(state.data?.state ?? '') ? whileRunningMs : false),
  });
  useStream('jobs', (message) => {
    if (message.id === undefined || message.id === query.data?.jobId) {
      void client.invalidateQueries({ queryKey: ['import', id] });
      void client.invalidateQueries({ queryKey: ['job', message.id] });
    }
  });
  if (query.isError) {
    return (
      <Page title={t('imports.title')}>
        <Panel>
          <ErrorState error={query.error} retry={() => void query.refetch()} />
        </Panel>
      </Page>
    );
  }
  if (query.data === undefined) {
    return (
      <Page title={t('imports.title')}>
        <Skeleton active paragraph={{ rows: 10 }} />
      </Page>
    );
  }
  const job = query.data;
  const over = job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
  const step = over
    ? 3
    : !preparing.has(job.state)
      ? 2
      : job.dryRun === null && job.state !== 'checking'
        ? 0
        : 1;
  return (
    <Page
      title={job.fileName}
      heading={
        <>
          <Link
            to="/imports"
            aria-label={t('common.back')}
            style={{ marginRight: 10, color: 'var(--text-muted)' }}
          >
            <ArrowLeftOutlined />
          </Link>
          {job.fileName}
        </>
      }
      subtitle={
        <>
          {job.sniff.format.toUpperCase()} · {formatBytes(job.bytes)}
          {job.sniff.encoding === null ? '' : ` · ${job.sniff.encoding}`} ·{' '}
          {t('imports.columnCount', { count: job.sniff.headers.length })}
        </>
      }
      extra={<ImportStateTag state={job.state} />}
    >
      <Panel>
        <Steps
          size="small"
          current={step}
          status={job.state === 'failed' ? 'error' : 'process'}
          items={(['map', 'try', 'run', 'result'] as const).map((key) => ({
            title: t(`imports.step.${key}`),
          }))}
        />
      </Panel>
      {preparing.has(job.state) ? <PrepareImport key={job.id} job={job} /> : null}
      {job.state === 'queued' || job.state === 'running' ? <ImportProgress job={job} /> : null}
      {over ? <ImportResult job={job} /> : null}
    </Page>
  );
}
