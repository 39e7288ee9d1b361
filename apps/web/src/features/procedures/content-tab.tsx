import type { Procedure, ProcedureVersion } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { FormError } from '../../ui/form.tsx';
import { Instant } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useMay } from '../session/session.ts';
import { ThreadLink } from '../threads/thread-link.tsx';
import { History } from './history.tsx';
import { LifeCycle } from './life-cycle.tsx';
import { acknowledgeVersion, versionQuery } from './procedure.queries.ts';
import { PublicationLine, StatusMark } from './procedure-marks.tsx';
import { newestFirst } from './procedure-numbers.ts';
import { ProcedureView } from './procedure-view.tsx';
import styles from './procedures.module.css';
import { ReadersPanel } from './readers-panel.tsx';

/** One version: what it says, where it stands, who has read it, and what may be done with it. */
export function ContentTab({ procedure, versionId }: { procedure: Procedure; versionId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const client = useQueryClient();
  const { message } = App.useApp();
  const query = useQuery(versionQuery(versionId));
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['procedures'] });
      void message.success(t('common.saved'));
    },
  });
  const choose = (id: string) => {
    const next = new URLSearchParams(parameters);
    next.set('version', id);
    setParameters(next, { replace: true });
  };
  return (
    <div className={styles['stack']}>
      <div className={styles['bar']}>
        <Select
          aria-label={t('procedures.version')}
          style={{ minWidth: 220 }}
          value={versionId}
          options={newestFirst(procedure.versions).map((version) => ({
            value: version.id,
            label: `${t('procedures.versionNumber', { number: version.number })} · ${
              version.inForceFor === null
                ? t(`procedures.status.${version.status}`)
                : t('procedures.state.inForce')
            }`,
          }))}
          onChange={choose}
        />
        <span className={styles['spacer']} />
        <ThreadLink type="procedureVersion" id={versionId} />
        {query.data === undefined ? null : (
          <LifeCycle procedure={procedure} version={query.data} busy={act.isPending} act={act.mutateAsync} />
        )}
      </div>
      <FormError error={act.error} />
      {query.isPending ? (
        <LoadingRows />
      ) : query.isError ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <>
          <Acknowledge version={query.data} />
          {query.data.returned === null || query.data.status !== 'draft' ? null : (
            <Alert
              type="warning"
              showIcon
              title={t('procedures.returnedTitle', {
                name: query.data.returned.by?.name ?? t('common.unknown'),
              })}
              description={query.data.returned.reason}
            />
          )}
          <div className={styles['columns']}>
            <ProcedureView content={query.data.content} />
            <aside className={styles['stack']} aria-label={t('procedures.aboutVersion')}>
              <VersionFacts version={query.data} />
              {query.data.status === 'published' && may('procedures.read') ? (
                <ReadersPanel versionId={versionId} />
              ) : null}
              <Panel title={t('procedures.history')}>
                <History version={query.data} />
              </Panel>
            </aside>
          </div>
        </>
      )}
    </div>
  );
}

function VersionFacts({ version }: { version: ProcedureVersion }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('procedures.versionNumber', { number: version.number })}
      extra={<StatusMark status={version.status} />}
    >
      {version.change === '' ? null : <p className={styles['purpose']}>{version.change}</p>}
      {version.publications.length === 0 ? (
        <p className="muted">{t('procedures.neverPublished')}</p>
      ) : (
        version.publications.map((publication) => (
          <PublicationLine key={publication.publishedAt} publication={publication} />
        ))
      )}
      {version.retiredOn === null ? null : (
        <p className="muted num">{t('procedures.retiredOn', { day: version.retiredOn })}</p>
      )}
      {version.from === null ? null : (
        <p>
          <Link to={`/threads/${version.from.type}/${version.from.id}`}>{t('procedures.origin')}</Link>
        </p>
      )}
    </Panel>
  );
}

/** Says to those who have to read it that they have to, and lets them say that they have. */
function Acknowledge({ version }: { version: ProcedureVersion }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useShowError();
  const read = useMutation({
    mutationFn: () => acknowledgeVersion(version.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['procedures'] }),
    onError: showError,
  });
  if (version.readAt !== null)
    return (
      <Alert
        type="success"
        showIcon
        title={
          <>
            {t('procedures.readOn')} <Instant at={version.readAt} />
          </>
        }
      />
    );
  if (!version.toRead) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('procedures.toReadTitle')}
      description={t('procedures.toReadHint')}
      action={
        <Button type="primary" loading={read.isPending} onClick={() => read.mutate()}>
          {t('procedures.acknowledge')}
        </Button>
      }
    />
  );
}
