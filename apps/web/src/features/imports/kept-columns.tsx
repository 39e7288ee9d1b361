import type { ImportMapping } from '@jingyun/contracts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './imports.module.css';

/** As many as one import keeps. */
const most = 50;

interface KeptColumnsProps {
  headers: readonly string[];
  mapping: ImportMapping;
  onChange: (keep: string[]) => void;
}

/** The columns that feed no field: lost, or kept as custom fields of the ticket. */
export function KeptColumns({ headers, mapping, onChange }: KeptColumnsProps) {
  const { t } = useTranslation();
  const used = new Set(Object.values(mapping.columns).map((mapped) => mapped?.column));
  const spare = headers.filter((header) => !used.has(header));
  const keep = mapping.keep.filter((column) => headers.includes(column));
  if (spare.length === 0 && keep.length === 0) return null;
  return (
    <section>
      <h3 className={styles['group']}>{t('imports.keep.title')}</h3>
      <p className="muted">{t('imports.keep.text', { count: spare.length, kept: keep.length })}</p>
      <div className={styles['kept']}>
        <Select
          mode="multiple"
          allowClear
          maxCount={most}
          aria-label={t('imports.keep.title')}
          placeholder={t('imports.keep.placeholder')}
          value={keep}
          options={[...new Set([...spare, ...keep])].map((value) => ({ value, label: value }))}
          onChange={onChange}
        />
        <Button
          disabled={spare.every((column) => keep.includes(column))}
          onClick={() => onChange([...new Set([...keep, ...spare])].slice(0, most))}
        >
          {t('imports.keep.all')}
        </Button>
      </div>
    </section>
  );
}
