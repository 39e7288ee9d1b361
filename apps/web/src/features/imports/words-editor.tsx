import type { ImportDryRun, ImportMapping } from '@jingyun/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { meanings, type WordField } from './import-fields.ts';
import styles from './imports.module.css';
import { useMeaningWords } from './use-meaning-words.ts';

interface WordsEditorProps {
  values: ImportDryRun['values'];
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}

/** What the words found in the file mean here, the frequent first. */
export function WordsEditor({ values, mapping, onChange }: WordsEditorProps) {
  const { t } = useTranslation();
  const words = useMeaningWords();
  const known = values.filter(
    (entry): entry is typeof entry & { field: WordField } => entry.field in meanings,
  );
  const set = (field: WordField, value: string, meaning: string | undefined) => {
    const table: Record<string, string> = { ...mapping.words[field] };
    for (const key of Object.keys(table))
      if (key.trim().toLowerCase() === value.trim().toLowerCase()) delete table[key];
    if (meaning !== undefined) table[value] = meaning;
    onChange({ ...mapping, words: { ...mapping.words, [field]: table } as ImportMapping['words'] });
  };
  const meaningOf = (field: WordField, value: string, found: string | null) => {
    const own = Object.entries(mapping.words[field] as Record<string, string>).find(
      ([key]) => key.trim().toLowerCase() === value.trim().toLowerCase(),
    );
    return own?.[1] ?? found;
  };
  return (
    <div className={styles['words']}>
      {known.map(({ field, values: entries }) => (
        <section key={field}>
          <h3 className={styles['group']}>{t(`imports.field.${field}`)}</h3>
          {entries.map((entry) => {
            const meaning = meaningOf(field, entry.value, entry.meaning);
            return (
              <div key={entry.value} className={styles['word']} data-unknown={meaning === null}>
                <span className="ellipsis" title={entry.value}>
                  {entry.value}
                </span>
                <span className="faint num">{entry.count.toLocaleString()}</span>
                <Select
                  size="small"
                  allowClear
                  aria-label={t('common.labelled', {
                    label: t(`imports.field.${field}`),
                    value: entry.value,
                  })}
                  placeholder={t(field === 'activity' ? 'imports.noStatusChange' : 'imports.notUnderstood')}
                  value={meaning}
                  options={meanings[field].map((value) => ({
                    value: value as string,
                    label: words(field, value),
                  }))}
                  onChange={(chosen: string | undefined) => set(field, entry.value, chosen)}
                />
              </div>
            );
          })}
        </section>
      ))}
    </div>
  );
}
