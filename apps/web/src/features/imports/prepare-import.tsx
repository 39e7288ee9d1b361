import { DeleteOutlined } from '@ant-design/icons';
import type { ImportJob, ImportMapping } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { useErrorText } from '../../ui/use-error-text.ts';
import { DryRunPanel } from './dry-run-panel.tsx';
import { FilePreview } from './file-preview.tsx';
import {
  deleteTemplate,
  dryRun,
  importQuery,
  jobQuery,
  saveMapping,
  startImport,
  templatesQuery,
} from './import.queries.ts';
import styles from './imports.module.css';
import { MappingEditor } from './mapping-editor.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import { WordsEditor } from './words-editor.tsx';

/** Before an import runs: what the file looks like, what its columns mean, and what a trial says. */
export function PrepareImport({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
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
  const [keeping, setKeeping] = useState(false);
  const forget = useMutation({
    mutationFn: deleteTemplate,
    onSuccess: () => client.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
  const error = attempt.error ?? start.error ?? forget.error;
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
                popupMatchSelectWidth={false}
                options={templates.map((template) => ({ value: template.id, label: template.name }))}
                optionRender={(option) => (
                  <TemplateOption
                    name={String(option.label)}
                    onDelete={() => {
                      const template = templates.find((known) => known.id === option.value);
                      if (template !== undefined) forget.mutate(template);
                    }}
                  />
                )}
                onChange={(id) => {
                  const template = templates.find((known) => known.id === id);
                  if (template !== undefined) setMapping(template.mapping as ImportMapping);
                }}
              />
            )}
            <Button onClick={() => setKeeping(true)}>{t('imports.saveTemplate')}</Button>
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
      {keeping ? (
        <TemplateDialog
          mapping={mapping}
          suggested={job.fileName.replace(/\.[^.]+(\.gz|\.zip)?$/, '')}
          onClose={() => setKeeping(false)}
        />
      ) : null}
    </>
  );
}

function TemplateOption({ name, onDelete }: { name: string; onDelete: () => void }) {
  const { t } = useTranslation();
  return (
    <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 16 }}>
      {name}
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('common.labelled', { label: t('common.delete'), value: name })}
        onClick={(event) => {
          event.stopPropagation();
          onDelete();
        }}
      />
    </span>
  );
}
