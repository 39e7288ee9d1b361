import type { SurveyStatus } from '@jingyun/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './surveys.module.css';

/** Draft, live or closed. */
export function StatusMark({ status }: { status: SurveyStatus }) {
  const { t } = useTranslation();
  return (
    <Tag className={(status === 'live' ? styles['good'] : undefined) ?? ''}>
      {t(`surveys.status.${status}`)}
    </Tag>
  );
}

/** A score that was given; a bad one stands out. */
export function ScoreMark({ score, isBad }: { score: number; isBad: boolean }) {
  return <Tag className={(isBad ? styles['bad'] : undefined) ?? ''}>{score}</Tag>;
}
