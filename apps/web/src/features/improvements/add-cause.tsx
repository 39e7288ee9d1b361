import type { CauseInput } from '@jingyun/contracts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../lib/new-id.ts';
import { addCause, type CauseEdit } from './cause-edits.ts';
import styles from './improvements.module.css';

/** One line to write a cause into; Enter adds it and waits for the next. */
export function AddCause({
  label,
  autoFocus = false,
  onAdd,
  onEdit,
  onDone,
}: {
  label: string;
  autoFocus?: boolean;
  onAdd: (id: string, text: string) => Omit<CauseInput, 'isRoot' | 'ticketIds'>;
  onEdit: (edit: CauseEdit) => void;
  /** Where the line is shown only while it is needed. */
  onDone?: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const add = () => {
    const words = text.trim();
    if (words === '') return;
    onEdit(addCause(onAdd(newId(), words)));
    setText('');
    onDone?.();
  };
  return (
    <div className={styles['addCause']}>
      <Input
        aria-label={label}
        placeholder={label}
        maxLength={300}
        value={text}
        autoFocus={autoFocus}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (event.nativeEvent.isComposing) return;
          event.preventDefault();
          add();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone?.();
        }}
      />
      <Button disabled={text.trim() === ''} onClick={add}>
        {t('common.add')}
      </Button>
    </div>
  );
}
