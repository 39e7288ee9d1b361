import type { MetricBoard } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './board.module.css';

/** Promises that are broken and unkept, and those that are soon due; leads to the tickets. */
export function DueTile({ due, address }: { due: MetricBoard['due']; address: string }) {
  const { t } = useTranslation();
  return (
    <Link to={address} className={styles['tile'] ?? ''}>
      <span className={styles['tileName']}>{t('board.promises')}</span>
      <span className={styles['duePair']}>
        <span data-tone={due.breached > 0 ? 'bad' : 'none'}>
          <strong>{due.breached}</strong>
          {t('board.breached')}
        </span>
        <span data-tone={due.dueSoon > 0 ? 'warn' : 'none'}>
          <strong>{due.dueSoon}</strong>
          {t('board.dueSoon')}
        </span>
      </span>
    </Link>
  );
}
