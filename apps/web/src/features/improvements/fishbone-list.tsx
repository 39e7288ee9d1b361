import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddCause } from './add-cause.tsx';
import { type CauseEditing, CauseList } from './cause-list.tsx';
import { boneOf, bonesOf } from './fishbone-data.ts';
import styles from './improvements.module.css';
import { useBoneName } from './use-bone-name.ts';

/** Stands for a bone that the team names itself; no bone can be called so, for names are trimmed. */
const own = ' ';

/** The fishbone as a list: bones with their causes, and a line to add one. */
export function FishboneList({ causes, editable, onEdit }: CauseEditing) {
  const { t } = useTranslation();
  const nameOf = useBoneName();
  const [chosen, setChosen] = useState('people');
  const [name, setName] = useState('');
  const bones = bonesOf(causes);
  const category = chosen === own ? name.trim() : chosen;
  return (
    <>
      {bones.map((bone) =>
        causes.some((one) => one.tool === 'fishbone' && one.parentId === null && boneOf(one) === bone) ? (
          <div key={bone}>
            <h3 className={styles['bone']}>{nameOf(bone)}</h3>
            <CauseList
              causes={causes}
              editable={editable}
              onEdit={onEdit}
              tool="fishbone"
              parentId={null}
              within={(cause) => boneOf(cause) === bone}
            />
          </div>
        ) : null,
      )}
      {editable ? (
        <div className={styles['addToBone']}>
          <Select
            aria-label={t('improvements.boneLabel')}
            style={{ minWidth: 140 }}
            value={chosen}
            options={[
              ...bones.map((value) => ({ value, label: nameOf(value) })),
              { value: own, label: t('improvements.ownBone') },
            ]}
            onChange={setChosen}
          />
          {chosen === own ? (
            <Input
              style={{ maxWidth: 160 }}
              maxLength={40}
              aria-label={t('improvements.ownBoneName')}
              placeholder={t('improvements.ownBoneName')}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          ) : null}
          <div className={styles['grow']}>
            <AddCause
              label={t('improvements.addCause')}
              onAdd={(id, text) => ({
                id,
                text,
                tool: 'fishbone',
                parentId: null,
                category: category === '' ? 'method' : category,
              })}
              onEdit={onEdit}
            />
          </div>
        </div>
      ) : null}
    </>
  );
}
