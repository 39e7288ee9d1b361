import { ReadOutlined } from '@ant-design/icons';
import { type MyCourse, trainingWords } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale } from '../session/session.ts';
import styles from './training.module.css';
import { myCoursesQuery } from './training.queries.ts';
import { StateMark } from './training-marks.tsx';

/** What the reader is to learn, what is due first on top, and what was passed. */
export function MineTab() {
  const { t } = useTranslation();
  const list = useQuery(myCoursesQuery);
  if (list.isPending) return <LoadingRows />;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return (
      <EmptyState icon={<ReadOutlined />} title={t('training.nothing')} hint={t('training.nothingHint')} />
    );
  return (
    <div className={styles['cards']}>
      {list.data.map((course) => (
        <Card key={course.id} course={course} />
      ))}
    </div>
  );
}

function Card({ course }: { course: MyCourse }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const left = course.attempts - course.attemptsUsed;
  return (
    <Link to={`/training/${course.id}`} className={styles['card']}>
      <span className={styles['cardName']}>{trainingWords(course.name, locale)}</span>
      <span>
        <StateMark state={course.state} />
      </span>
      <span className="muted">
        {course.state === 'passed'
          ? course.until === null
            ? t('training.certifiedForGood')
            : t('training.certifiedUntil', { date: course.until })
          : t('training.dueOn', { date: course.dueOn })}
      </span>
      <span className="faint">
        {t('training.quizFacts', { count: course.questions, mark: course.passMark })}
        {course.state === 'passed' ? null : ` · ${t('training.attemptsLeft', { count: left })}`}
      </span>
    </Link>
  );
}
