import { CheckOutlined, DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import type { Countermeasure, Improvement } from '@jingyun/contracts';
import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useMay } from '../session/session.ts';
import { removeCountermeasure, replaceCountermeasure } from './improvement.queries.ts';
import { Mark } from './mark.tsx';
import { MeasureDialog } from './measure-dialog.tsx';
import { inputOfMeasure } from './measure-input.ts';
import { useAct } from './use-act.ts';

const tones = { planned: 'neutral', doing: 'info', done: 'good', dropped: 'neutral' } as const;

/** Countermeasures: against which cause, by whom, until when, and how far they are. */
export function MeasuresPanel({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const may = useMay();
  const act = useAct();
  const [edited, setEdited] = useState<Countermeasure | 'new' | null>(null);
  const editable = improvement.may.manage && improvement.stage !== 'closed';
  const isLate = (row: Countermeasure) => row.overdue && improvement.stage !== 'closed';
  const causeText = new Map(improvement.causes.map(({ id, text }) => [id, text]));
  const add = (
    <Button type="primary" size="small" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {t('improvements.addMeasure')}
    </Button>
  );
  const buttons = (row: Countermeasure) => (
    <span style={{ whiteSpace: 'nowrap' }}>
      {row.status === 'done' || row.status === 'dropped' ? null : (
        <Button
          type="text"
          size="small"
          icon={<CheckOutlined />}
          aria-label={t('improvements.finishMeasure', { text: row.text })}
          title={t('improvements.measure.done')}
          onClick={() =>
            act.mutate(() =>
              replaceCountermeasure(improvement, row.id, { ...inputOfMeasure(row), status: 'done' }),
            )
          }
        />
      )}
      <Button
        type="text"
        size="small"
        icon={<EditOutlined />}
        aria-label={t('improvements.editMeasureNamed', { text: row.text })}
        onClick={() => setEdited(row)}
      />
      <Button
        type="text"
        size="small"
        danger
        icon={<DeleteOutlined />}
        aria-label={t('improvements.removeMeasure', { text: row.text })}
        onClick={() =>
          modal.confirm({
            title: t('common.confirmDelete', { name: row.text }),
            onOk: () => act.mutate(() => removeCountermeasure(improvement, row.id)),
          })
        }
      />
    </span>
  );
  return (
    <Panel
      title={t('improvements.countermeasures')}
      extra={editable && improvement.actions.length > 0 ? add : undefined}
      flush
    >
      {improvement.actions.length === 0 ? (
        <EmptyState
          compact
          title={t('improvements.noMeasures')}
          hint={t('improvements.noMeasuresHint')}
          action={editable ? add : undefined}
        />
      ) : (
        <Table<Countermeasure>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={improvement.actions}
          scroll={{ x: 820 }}
          columns={[
            {
              title: t('improvements.measureText'),
              render: (_, row) => (
                <>
                  <div style={{ whiteSpace: 'pre-wrap' }}>{row.text}</div>
                  {may('procedures.write') && row.status !== 'dropped' ? (
                    <Link to={`/procedures/new?from=countermeasure:${row.id}`}>
                      {t('improvements.draftProcedure')}
                    </Link>
                  ) : null}
                </>
              ),
            },
            {
              title: t('improvements.answersCause'),
              width: 190,
              render: (_, row) => (row.causeId === null ? '—' : (causeText.get(row.causeId) ?? '—')),
            },
            { title: t('improvements.owner'), width: 110, render: (_, row) => row.owner?.name ?? '—' },
            {
              title: t('improvements.dueOn'),
              width: 120,
              render: (_, row) => (
                <span className="num" style={isLate(row) ? { color: 'var(--bad)' } : undefined}>
                  {row.dueOn ?? '—'}
                  {isLate(row) ? ` ${t('improvements.late')}` : ''}
                </span>
              ),
            },
            {
              title: t('improvements.statusLabel'),
              width: 130,
              render: (_, row) => (
                <>
                  <Mark tone={tones[row.status]}>{t(`improvements.measure.${row.status}`)}</Mark>
                  {row.doneOn === null ? null : <div className="faint num">{row.doneOn}</div>}
                </>
              ),
            },
            ...(editable
              ? [
                  {
                    title: t('common.actions'),
                    width: 110,
                    render: (_: unknown, row: Countermeasure) => buttons(row),
                  },
                ]
              : []),
          ]}
        />
      )}
      {edited === null ? null : (
        <MeasureDialog
          improvement={improvement}
          measure={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}
