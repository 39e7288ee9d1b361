import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Locale, ProcedureStep } from '@jingyun/contracts';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { freeKey } from '../procedure-draft.ts';
import { textFor, withText } from '../procedure-words.ts';
import styles from '../procedures.module.css';

type Items = ProcedureStep['checklist'];

interface ChecklistInputProps {
  items: Items;
  own: Locale;
  writing: Locale;
  onChange: (items: Items) => void;
}

/** What has to be confirmed one by one before a step is done. Enter begins the next item. */
export function ChecklistInput({ items, own, writing, onChange }: ChecklistInputProps) {
  const { t } = useTranslation();
  const add = (at: number) => {
    const key = freeKey(
      'item',
      items.map((item) => item.key),
    );
    onChange(items.toSpliced(at, 0, { key, text: { [writing]: t('procedures.itemName') } }));
  };
  const swap = (at: number, by: -1 | 1) => {
    const item = items[at];
    if (item !== undefined) onChange(items.toSpliced(at, 1).toSpliced(at + by, 0, item));
  };
  return (
    <div className={styles['field']}>
      {t('procedures.field.checklist')}
      {items.map((item, at) => (
        <div key={item.key} className={styles['item']}>
          <Input
            maxLength={300}
            aria-label={t('procedures.itemNumber', { number: at + 1 })}
            placeholder={textFor(item.text, writing, own)}
            value={item.text[writing] ?? ''}
            onFocus={(event) => event.target.select()}
            onChange={(event) =>
              onChange(
                items.with(at, { ...item, text: withText(item.text, writing, event.target.value) ?? {} }),
              )
            }
            onPressEnter={(event) => {
              if (!event.nativeEvent.isComposing && items.length < 30) add(at + 1);
            }}
          />
          <Button
            type="text"
            icon={<ArrowUpOutlined />}
            disabled={at === 0}
            aria-label={t('procedures.itemUp', { number: at + 1 })}
            onClick={() => swap(at, -1)}
          />
          <Button
            type="text"
            icon={<ArrowDownOutlined />}
            disabled={at === items.length - 1}
            aria-label={t('procedures.itemDown', { number: at + 1 })}
            onClick={() => swap(at, 1)}
          />
          <Button
            type="text"
            danger
            icon={<DeleteOutlined />}
            aria-label={t('procedures.itemRemove', { number: at + 1 })}
            onClick={() => onChange(items.toSpliced(at, 1))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={items.length >= 30}
          onClick={() => add(items.length)}
        >
          {t('procedures.addItem')}
        </Button>
      </div>
    </div>
  );
}
