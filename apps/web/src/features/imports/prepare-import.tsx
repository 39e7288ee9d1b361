import type { ImportJob, ImportMapping } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { useErrorText } from '../../ui/use-error-text.ts';
import { DryRunPanel } from './dry-run-panel.tsx';
import { FilePreview } from './file-preview.tsx';
import {
  dryRun,
  importQuery,
  jobQuery,
  saveMapping,
  saveTemplate,
  startImport,
  templatesQuery,
} from './import.queries.ts';
import styles from './imports.module.css';
import { MappingEditor } from './mapping-editor.tsx';
import { WordsEditor } from './words-editor.tsx';

/** Before an import runs: what the file looks like, what its columns mean, and what a trial says. */
export function PrepareImport({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [mapping, setMapping] = useState<ImportMapping>(job.mapping);
  const templates = useQuery(templatesQuery).data ?? [];
  const changed = JSON.stringify(mapping) !== JSON.stringify(job.mapping);
  const key = importQuery(job.id).queryKey;
  const trying = useQuery({
    ...jobQuery(job.jobId ?? ''),
    enabled: job.jobId !== null,
    refetchInterval: ({ state }) =>
      state.data?.status === 'queued' || state.data?.status === 'running' ? 1_500 : false,
  }).data;
  const busy = job.state === 'checking';

  const save = async () => {
    if (!changed) return;
    const saved = await saveMapping(job.id, job.version, mapping);
    client.setQueryData(key, saved);
    setMapping(saved.mapping);
  };
  const attempt = useMutation({
    mutationFn: async () => {
      await save();
      await dryRun(job.id);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  const start = useMutation({
    mutationFn: async () => {
      await save();
      await startImport(job.id);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
  const name = useRef('');
  const keep = useMutation({
    mutationFn: () => saveTemplate(name.current.trim(), mapping),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: templatesQuery.queryKey });
      void message.success(t('common.saved'));
    },
  });
  const askName = () => {
    name.current = job.fileName.replace(/\.[^.]+(\.gz|\.zip)?$/, '');
    modal.confirm({
      title: t('imports.saveTemplate'),
      icon: null,
      content: (
        <Input
          autoFocus
          defaultValue={name.current}
          maxLength={100}
          aria-label={t('common.name')}
          onChange={(event) => {
            name.current = event.target.value;
          }}
        />
      ),
      onOk: () => keep.mutateAsync(),
    });
  };
  const error = attempt.error ?? start.error ?? keep.error;
  const failedTrial = !busy && trying?.status === 'failed' ? trying.error : null;

  return (
    <>
      <FilePreview sniff={job.sniff} />
      <Panel
        title={t('imports.mapping')}
        extra={
          <>
            {templates.length === 0 ? null : (
              <Select
                placeholder={t('imports.useTemplate')}
                aria-label={t('imports.useTemplate')}
                style={{ minWidth: 180 }}
                value={null}
                options={templates.map((template) => ({ value: template.id, label: template.name }))}
                onChange={(id) => {
                  const template = templates.find((known) => known.id === id);
                  if (template !== undefined) setMapping(template.mapping as ImportMapping);
                }}
              />
            )}
            <Button onClick={askName}>{t('imports.saveTemplate')}</Button>
          </>
        }
      >
        <MappingEditor
          headers={job.sniff.headers}
          sample={job.sniff.sample}
          mapping={mapping}
          onChange={setMapping}
        />
      </Panel>
      {job.dryRun === null || job.dryRun.values.length === 0 ? null : (
        <Panel title={t('imports.words')}>
          <WordsEditor values={job.dryRun.values} mapping={mapping} onChange={setMapping} />
        </Panel>
      )}
      {job.dryRun === null ? null : <DryRunPanel dryRun={job.dryRun} mapping={mapping} outdated={changed} />}
      {error === null ? null : <Alert type="error" showIcon role="alert" title={errorText(error)} />}
      {failedTrial ? <Alert type="error" showIcon role="alert" title={failedTrial.message} /> : null}
      <div className={styles['foot']}>
        <span className="muted">
          {busy
            ? t('imports.trying', { done: (trying?.done ?? 0).toLocaleString() })
            : changed && job.dryRun !== null
              ? t('imports.tryAgain')
              : t('imports.tryHint')}
        </span>
        <Button
          size="large"
          onClick={() => attempt.mutate()}
          loading={attempt.isPending || busy}
          type={job.dryRun === null || changed ? 'primary' : 'default'}
        >
          {t('imports.try')}
        </Button>
        <Button
          size="large"
          type={job.dryRun === null || changed ? 'default' : 'primary'}
          disabled={busy || job.dryRun === null || job.dryRun.counts.tickets === 0}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('imports.start')}
        </Button>
      </div>
    </>
  );
}
