import type { ImportJob } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { Counts } from './counts.tsx';
import { cancelImport, jobQuery } from './import.queries.ts';
import styles from './imports.module.css';

/** An import at work; the page can be left meanwhile. */
export function ImportProgress({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const showError = useShowError();
  const background = useQuery({
    ...jobQuery(job.jobId ?? ''),
    enabled: job.jobId !== null,
    refetchInterval: 1_500,
  }).data;
  const cancel = useMutation({
    mutationFn: () => cancelImport(job.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['import', job.id] }),
    onError: showError,
  });
  const done = background?.done ?? job.counts.rows;
  const total = background?.total ?? job.totalRows;
  return (
    <Panel title={t(job.state === 'queued' ? 'imports.queued' : 'imports.running')}>
      <Progress percent={total ? Math.min(100, Math.floor((done / total) * 100)) : 0} status="active" />
      <p className="muted num" style={{ marginBottom: 14 }}>
        {total
          ? t('imports.progress', { done: done.toLocaleString(), total: total.toLocaleString() })
          : t('imports.counting')}{' '}
        {t('imports.leave')}
      </p>
      <Counts counts={job.counts} />
      <div className={styles['foot']}>
        <Button
          danger
          loading={cancel.isPending}
          onClick={() =>
            modal.confirm({
              title: t('imports.cancelTitle'),
              content: t('imports.cancelText'),
              okText: t('imports.cancel'),
              onOk: () => cancel.mutateAsync(),
            })
          }
        >
          {t('imports.cancel')}
        </Button>
      </div>
    </Panel>
  );
}
