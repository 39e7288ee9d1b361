import type { AssignmentState, CourseStatus, CoverageCounts } from '@jingyun/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './training.module.css';

/** How far somebody is with a course. */
export function StateMark({ state }: { state: AssignmentState }) {
  const { t } = useTranslation();
  const tone = state === 'passed' ? styles['good'] : state === 'open' ? undefined : styles['bad'];
  return <Tag className={tone ?? ''}>{t(`training.state.${state}`)}</Tag>;
}

/** Ready, waiting for questions, or retired. */
export function CourseMark({ status }: { status: CourseStatus }) {
  const { t } = useTranslation();
  const tone = status === 'needsQuestions' ? styles['bad'] : status === 'ready' ? styles['good'] : undefined;
  return <Tag className={tone ?? ''}>{t(`training.status.${status}`)}</Tag>;
}

/** Of those assigned, how many have passed and how many are late, as a bar and in numbers. */
export function CoverageBar({ name, counts }: { name: string; counts: CoverageCounts }) {
  const { t } = useTranslation();
  const { assigned, passed, overdue } = counts;
  const share = (part: number) => `${assigned === 0 ? 0 : (part / assigned) * 100}%`;
  const words = t('training.coverageText', {
    passed,
    assigned,
    percent: assigned === 0 ? 0 : Math.round((passed / assigned) * 100),
  });
  return (
    <div className={styles['bar']}>
      <span className="ellipsis" title={name}>
        {name}
      </span>
      <span className={styles['track']} aria-hidden="true">
        <span className={styles['passed']} style={{ width: share(passed) }} />
        <span className={styles['overdue']} style={{ width: share(overdue) }} />
      </span>
      <span className="num">
        {words}
        {overdue > 0 ? <div className="faint">{t('training.overdueText', { count: overdue })}</div> : null}
      </span>
    </div>
  );
}
