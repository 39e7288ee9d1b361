import { DeleteOutlined, EditOutlined, FlagFilled, FlagOutlined, PlusOutlined } from '@ant-design/icons';
import type { Cause } from '@jingyun/contracts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddCause } from './add-cause.tsx';
import { belowCause, markRoot, removeCause } from './cause-edits.ts';
import type { CauseEditing } from './cause-list.tsx';
import { EvidenceButton, EvidenceTags } from './evidence.tsx';
import styles from './improvements.module.css';
import { Mark } from './mark.tsx';
import { RewordCause } from './reword-cause.tsx';

/** One cause: its words, whether it is a root cause, the tickets that show it. */
export function CauseRow({ cause, causes, editable, onEdit }: CauseEditing & { cause: Cause }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [mode, setMode] = useState<'reword' | 'add' | null>(null);
  const { text } = cause;
  const remove = () => {
    const below = belowCause(causes, cause.id).length - 1;
    modal.confirm({
      title: t('common.confirmDelete', { name: text }),
      ...(below > 0 ? { content: t('improvements.removeBelow', { count: below }) } : {}),
      onOk: () => onEdit(removeCause(cause.id)),
    });
  };
  if (mode === 'reword') return <RewordCause cause={cause} onEdit={onEdit} onDone={() => setMode(null)} />;
  return (
    <>
      <div className={styles['cause']}>
        <span className={styles['causeText']} data-root={cause.isRoot}>
          {text} {cause.isRoot ? <Mark tone="warn">{t('improvements.rootCause')}</Mark> : null}
          <EvidenceTags cause={cause} editable={editable} onEdit={onEdit} />
        </span>
        {editable ? (
          <span>
            <Button
              type="text"
              size="small"
              icon={cause.isRoot ? <FlagFilled /> : <FlagOutlined />}
              aria-pressed={cause.isRoot}
              aria-label={t('improvements.markRoot', { text })}
              title={t('improvements.rootCause')}
              onClick={() => onEdit(markRoot(cause.id, !cause.isRoot))}
            />
            <EvidenceButton cause={cause} onEdit={onEdit} />
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined />}
              aria-label={t('improvements.askWhy', { text })}
              title={t('improvements.askWhy', { text })}
              onClick={() => setMode('add')}
            />
            <Button
              type="text"
              size="small"
              icon={<EditOutlined />}
              aria-label={t('improvements.rewordCause', { text })}
              onClick={() => setMode('reword')}
            />
            <Button
              type="text"
              size="small"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('improvements.removeCause', { text })}
              onClick={remove}
            />
          </span>
        ) : null}
      </div>
      {mode === 'add' ? (
        <AddCause
          autoFocus
          label={t('improvements.askWhy', { text })}
          onAdd={(id, words) => ({
            id,
            text: words,
            tool: cause.tool,
            parentId: cause.id,
            category: null,
          })}
          onEdit={onEdit}
          onDone={() => setMode(null)}
        />
      ) : null}
    </>
  );
}
