import type { SurveyInvited } from '@jingyun/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './surveys.module.css';

/** What came of asking: on its way, a link to pass on, or why nothing was sent. */
export function InviteOutcome({ outcome }: { outcome: SurveyInvited }) {
  const { t } = useTranslation();
  if (outcome.withheld !== null)
    return <Alert type="warning" showIcon title={t(`surveys.withheld.${outcome.withheld}`)} />;
  if (outcome.url === null) return <Alert type="success" showIcon title={t('surveys.mailed')} />;
  return (
    <div className={styles['line']}>
      <code className={styles['link']}>{outcome.url}</code>
      <CopyButton text={outcome.url} />
      <span className="faint">{t('surveys.linkOnce')}</span>
    </div>
  );
}
