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

/** What only an import that has run can say. */
const made: readonly (keyof ImportCounts)[] = ['created', 'unchanged'];

/** What an import read, made and refused; a trial made nothing. */
export function Counts({ counts, trial = false }: { counts: ImportCounts; trial?: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className={styles['counts']}>
      {shown
        .filter((key) => !trial || !made.includes(key))
        .map((key) => (
          <div key={key} data-bad={key === 'rejected' && counts.rejected > 0}>
            <dt>{t(`imports.count.${key}`)}</dt>
            <dd>{counts[key].toLocaleString()}</dd>
          </div>
        ))}
    </dl>
  );
}
