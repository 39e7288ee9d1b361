import type { Cause } from '@jingyun/contracts';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CauseEdit, causesOf, rewordCause } from './cause-edits.ts';
import { isUsualBone, usualBones } from './fishbone-data.ts';
import styles from './improvements.module.css';
import { useBoneName } from './use-bone-name.ts';

/** Changes the words of a cause and, of a first one on the fishbone, its bone. */
export function RewordCause({
  cause,
  onEdit,
  onDone,
}: {
  cause: Cause;
  onEdit: (edit: CauseEdit) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const nameOf = useBoneName();
  const [text, setText] = useState(cause.text);
  const [category, setCategory] = useState(cause.category);
  const bones = category === null || isUsualBone(category) ? [...usualBones] : [...usualBones, category];
  const save = () => {
    const [before] = causesOf([cause]);
    const words = text.trim();
    if (before !== undefined && words !== '') onEdit(rewordCause(before, words, category));
    onDone();
  };
  return (
    <div className={styles['addCause']}>
      {cause.category === null ? null : (
        <Select<string>
          aria-label={t('improvements.boneLabel')}
          style={{ minWidth: 130 }}
          value={category ?? 'method'}
          options={bones.map((value) => ({ value, label: nameOf(value) }))}
          onChange={setCategory}
        />
      )}
      <Input
        autoFocus
        aria-label={t('improvements.causeText')}
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <Button type="primary" disabled={text.trim() === ''} onClick={save}>
        {t('common.save')}
      </Button>
      <Button onClick={onDone}>{t('common.cancel')}</Button>
    </div>
  );
}
