import { type SurveyScoreKind, type SurveyStatus, surveyScales } from '@jingyun/contracts';
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

/** A score that was given, of the highest there is; a bad one stands out. */
export function ScoreMark({ kind, score, isBad }: { kind: SurveyScoreKind; score: number; isBad: boolean }) {
  return (
    <Tag className={`num ${isBad ? styles['bad'] : ''}`}>
      {score}
      <span className="faint"> / {surveyScales[kind].max}</span>
    </Tag>
  );
}
