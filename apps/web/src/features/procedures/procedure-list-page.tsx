import { AuditOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import type { ProcedureSummary } from '@jingyun/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Badge, Button, Input, Select, Table } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useLocale, useMay } from '../session/session.ts';
import { importProcedure, proceduresQuery } from './procedure.queries.ts';
import { StatusMark, TeamNames } from './procedure-marks.tsx';
import { textFor } from './procedure-words.ts';
import styles from './procedures.module.css';

const kinds = ['sop', 'standard'] as const;
const states = ['inForce', 'coming', 'open', 'toRead', 'retired'] as const;

/** All procedures: which version of each is in force, what is being worked on, what is still to be read. */
export default function ProcedureListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const kind = kinds.find((one) => one === parameters.get('kind'));
  const state = states.find((one) => one === parameters.get('state'));
  const search = parameters.get('search')?.trim() || undefined;
  const list = useQuery(proceduresQuery({ kind, state, search }));
  const rows = list.data ?? [];
  const filter = new URLSearchParams(
    Object.entries({ kind, state, search }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
  const set = (field: string, value: string | null | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === undefined || value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next, { replace: true });
  };
  const create = (
    <Link to="/procedures/new">
      <Button type="primary" icon={<PlusOutlined />}>
        {t('procedures.create')}
      </Button>
    </Link>
  );
  return (
    <Page
      title={t('procedures.title')}
      extra={
        <>
          <ExportMenu path="/api/v1/procedures/export" parameters={filter} fileName="procedures" />
          {may('procedures.write') ? (
            <>
              <ImportButton />
              {create}
            </>
          ) : null}
        </>
      }
    >
      <div className={styles['filters']}>
        <Input.Search
          allowClear
          className={styles['search'] ?? ''}
          aria-label={t('common.search')}
          placeholder={t('procedures.search')}
          maxLength={100}
          defaultValue={search ?? ''}
          onSearch={(value) => set('search', value.trim())}
        />
        <Select
          allowClear
          style={{ minWidth: 120 }}
          aria-label={t('procedures.kindLabel')}
          placeholder={t('procedures.kindLabel')}
          value={kind ?? null}
          options={kinds.map((value) => ({ value, label: t(`procedures.kind.${value}`) }))}
          onChange={(value) => set('kind', value)}
        />
        <Select
          allowClear
          style={{ minWidth: 150 }}
          aria-label={t('procedures.stateLabel')}
          placeholder={t('procedures.stateLabel')}
          value={state ?? null}
          options={states.map((value) => ({ value, label: t(`procedures.state.${value}`) }))}
          onChange={(value) => set('state', value)}
        />
      </div>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length > 0 ? (
          <ProcedureTable rows={rows} />
        ) : kind === undefined && state === undefined && search === undefined ? (
          <EmptyState
            icon={<AuditOutlined />}
            title={t('procedures.none')}
            hint={t('procedures.noneHint')}
            action={may('procedures.write') ? create : undefined}
          />
        ) : (
          <EmptyState title={t('common.empty.filtered')} hint={t('common.empty.filteredHint')} />
        )}
      </Panel>
    </Page>
  );
}

function ProcedureTable({ rows }: { rows: ProcedureSummary[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <Table<ProcedureSummary>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 780 }}
      columns={[
        {
          title: t('common.name'),
          render: (_, row) => (
            <>
              <Link to={`/procedures/${row.id}`}>{textFor(row.name, locale)}</Link>{' '}
              {row.toRead.length === 0 ? null : (
                <Badge status="warning" text={t('procedures.state.toRead')} />
              )}
              <div className="faint mono">{row.code}</div>
            </>
          ),
        },
        {
          title: t('procedures.kindLabel'),
          width: 110,
          render: (_, row) => t(`procedures.kind.${row.kind}`),
        },
        {
          title: t('procedures.state.inForce'),
          width: 260,
          render: (_, row) =>
            row.inForce.length === 0 && row.coming.length === 0 ? (
              <span className="faint">{t('procedures.notInForce')}</span>
            ) : (
              <>
                {row.inForce.map((one) => (
                  <div key={one.versionId}>
                    {t('procedures.versionNumber', { number: one.number })} ·{' '}
                    <TeamNames ids={one.teamIds} others={row.inForce.length > 1} />{' '}
                    <span className="faint num">{t('procedures.fromDay', { day: one.inForceFrom })}</span>
                  </div>
                ))}
                {row.coming.map((one) => (
                  <div key={`${one.versionId} ${one.inForceFrom}`} className="muted">
                    {t('procedures.comingLine', { number: one.number, day: one.inForceFrom })}
                  </div>
                ))}
              </>
            ),
        },
        {
          title: t('procedures.state.open'),
          width: 150,
          render: (_, row) =>
            row.open === null ? (
              <span className="faint">—</span>
            ) : (
              <Link to={`/procedures/${row.id}?version=${row.open.versionId}`}>
                {t('procedures.versionNumber', { number: row.open.number })}{' '}
                <StatusMark status={row.open.status} />
              </Link>
            ),
        },
        { title: t('procedures.owner'), width: 110, render: (_, row) => row.owner?.name ?? '—' },
      ]}
    />
  );
}

/** A procedure from a file that another organisation exported. */
function ImportButton() {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const showError = useShowError();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const bring = useMutation({
    mutationFn: async (file: File) => importProcedure(parsed(await file.text())),
    onSuccess: ({ procedureId, unknownCategories, picturesLeftOut }) => {
      if (unknownCategories.length + picturesLeftOut > 0)
        notification.warning({
          title: t('procedures.importedPartly'),
          description: t('procedures.importedPartlyHint', {
            categories: unknownCategories.join(t('procedures.comma')) || '—',
            pictures: picturesLeftOut,
          }),
          duration: 0,
        });
      else void message.success(t('common.saved'));
      navigate(`/procedures/${procedureId}`);
    },
    onError: (error) =>
      error instanceof SyntaxError ? message.error(t('procedures.notAFile')) : showError(error),
  });
  return (
    <>
      <Button icon={<UploadOutlined />} loading={bring.isPending} onClick={() => input.current?.click()}>
        {t('procedures.import')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label={t('procedures.import')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) bring.mutate(file);
        }}
      />
    </>
  );
}

/** @throws SyntaxError where the file is no procedure's */
function parsed(text: string): object {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('no object');
  return value;
}
