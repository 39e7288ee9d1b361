import type { ImportCounts } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import styles from './imports.module.css';

const shown = [
  'rows',
  'tickets',
  'created',
  'unchanged',
  'events',
  'adjusted',
  'rejected',
] as const satisfies readonly (keyof ImportCounts)[];

/** What an import read, made and refused. */
export function Counts({ counts }: { counts: ImportCounts }) {
  const { t } = useTranslation();
  return (
    <dl className={styles['counts']}>
      {shown.map((key) => (
        <div key={key} data-bad={key === 'rejected' && counts.rejected > 0}>
          <dt>{t(`imports.count.${key}`)}</dt>
          <dd>{counts[key].toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  );
}
