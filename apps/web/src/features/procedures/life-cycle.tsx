import { EllipsisOutlined } from '@ant-design/icons';
import type { Procedure, ProcedureVersion } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { download } from '../../lib/api/download.ts';
import { useShowError } from '../../ui/use-error-text.ts';
import { useMay } from '../session/session.ts';
import {
  approveVersion,
  discardVersion,
  draftVersion,
  publishVersion,
  retireVersion,
  returnVersion,
  submitVersion,
} from './procedure.queries.ts';
import { newestFirst, publishingOf } from './procedure-numbers.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { originOf } from './record-ref.ts';
import { RetireDialog, ReturnDialog } from './small-dialogs.tsx';

interface LifeCycleProps {
  procedure: Procedure;
  version: ProcedureVersion;
  busy: boolean;
  /** Does it, loads anew, and shows a refusal above the version. */
  act: (work: () => Promise<unknown>) => Promise<unknown>;
}

/** What may be done next with a version: draft → in review → approved → published → retired. */
export function LifeCycle({ procedure, version, busy, act }: LifeCycleProps) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const showError = useShowError();
  const [dialog, setDialog] = useState<'publish' | 'retire' | 'return' | null>(null);
  const [write, approve] = [may('procedures.write'), may('procedures.approve')];
  const { status } = version;
  const published = status === 'published';
  const close = () => setDialog(null);
  const quietly = (work: () => Promise<unknown>) => void act(work).catch(() => undefined);
  const newVersion = useNewVersion(procedure, version);
  const older = newestFirst(procedure.versions).find(({ number }) => number < version.number);
  const more = [
    ...(older === undefined
      ? []
      : [
          {
            key: 'compare',
            label: t('procedures.compareWith', { number: older.number }),
            onClick: () => navigate(`/procedures/${procedure.id}/compare?from=${older.id}&to=${version.id}`),
          },
        ]),
    {
      key: 'export',
      label: t('procedures.exportFile'),
      onClick: () =>
        void download(`/api/v1/procedure-versions/${version.id}/export`, `${procedure.code}.json`).catch(
          showError,
        ),
    },
    ...(write && status === 'draft'
      ? [
          {
            key: 'discard',
            danger: true,
            label: t('procedures.discard'),
            onClick: () =>
              modal.confirm({
                title: t('procedures.discardTitle', { number: version.number }),
                content: t('common.cannotUndo'),
                okButtonProps: { danger: true },
                onOk: () => act(() => discardVersion(version)).catch(() => undefined),
              }),
          },
        ]
      : []),
    ...(approve && published && version.retiredOn === null
      ? [
          {
            key: 'retire',
            danger: true,
            label: t('procedures.retire'),
            onClick: () => setDialog('retire'),
          },
        ]
      : []),
  ];
  return (
    <>
      {write && status === 'draft' ? (
        <>
          <Button onClick={() => navigate(`/procedures/${procedure.id}/edit/${version.id}`)}>
            {t('common.edit')}
          </Button>
          <Button type="primary" loading={busy} onClick={() => quietly(() => submitVersion(version))}>
            {t('procedures.submit')}
          </Button>
        </>
      ) : null}
      {status === 'inReview' && (approve || write) ? (
        <Button disabled={busy} onClick={() => setDialog('return')}>
          {t('procedures.return')}
        </Button>
      ) : null}
      {status === 'inReview' && approve ? (
        <Button type="primary" loading={busy} onClick={() => quietly(() => approveVersion(version))}>
          {t('procedures.approve')}
        </Button>
      ) : null}
      {write && status !== 'draft' && status !== 'inReview' ? (
        <Button loading={newVersion.isPending} onClick={() => newVersion.mutate()}>
          {t('procedures.newVersion')}
        </Button>
      ) : null}
      {approve && (status === 'approved' || (published && version.retiredOn === null)) ? (
        <Button
          {...(published ? {} : { type: 'primary' as const })}
          disabled={busy}
          onClick={() => setDialog('publish')}
        >
          {t(`procedures.${publishingOf(version.publications).how}`)}
        </Button>
      ) : null}
      <Dropdown trigger={['click']} menu={{ items: more }}>
        <Button icon={<EllipsisOutlined />} aria-label={t('common.more')} />
      </Dropdown>
      {dialog === 'publish' ? (
        <PublishDialog
          version={version}
          onClose={close}
          onSave={(body) => act(() => publishVersion(version, body))}
        />
      ) : dialog === 'retire' ? (
        <RetireDialog onClose={close} onSave={(on) => act(() => retireVersion(version, on))} />
      ) : dialog === 'return' ? (
        <ReturnDialog onClose={close} onSave={(reason) => act(() => returnVersion(version, reason))} />
      ) : null}
    </>
  );
}

/** Begins the next version from this one, named after the record that the address carries; opens it in the editor. */
function useNewVersion(procedure: Procedure, version: ProcedureVersion) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const showError = useShowError();
  const [parameters] = useSearchParams();
  return useMutation({
    mutationFn: () => {
      const from = originOf(parameters);
      return draftVersion(procedure.id, {
        basedOn: version.id,
        change: '',
        ...(from === undefined ? {} : { from }),
      });
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['procedures'] });
      navigate(`/procedures/${procedure.id}/edit/${id}`);
    },
    onError: showError,
  });
}
