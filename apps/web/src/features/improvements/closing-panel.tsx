import type { Improvement } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import styles from './improvements.module.css';

/** How it ended and what the team takes from it; nothing while it is open. */
export function ClosingPanel({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const { closing } = improvement;
  if (closing === null) return null;
  const facts = (['reason', 'standardise', 'lessons'] as const).filter((field) => closing[field] !== '');
  if (facts.length === 0) return null;
  return (
    <Panel title={t('improvements.closing')}>
      <dl className={styles['facts']}>
        {facts.map((field) => [
          <dt key={`${field} name`}>{t(`improvements.${field}`)}</dt>,
          <dd key={field}>{closing[field]}</dd>,
        ])}
      </dl>
    </Panel>
  );
}
