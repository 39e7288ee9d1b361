import { trainingWords } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Alert, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale, useMay, useProfile } from '../session/session.ts';
import { ThreadLink } from '../threads/thread-link.tsx';
import { AssignButton } from './assign-dialog.tsx';
import { LessonTab } from './lesson-tab.tsx';
import { ProgressTab } from './progress-tab.tsx';
import { QuizTab } from './quiz-tab.tsx';
import styles from './training.module.css';
import { courseQuery } from './training.queries.ts';
import { CourseMark } from './training-marks.tsx';

/** One course: how far people are, its lesson, its quiz; and why it came to be. */
export default function CoursePage() {
  const { t } = useTranslation();
  const { id = '', tab } = useParams();
  const navigate = useNavigate();
  const locale = useLocale();
  const may = useMay();
  const profile = useProfile();
  const query = useQuery(courseQuery(id));
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const course = query.data;
  const { procedure } = course;
  const grant = profile.grants['training.manage'];
  const mayEdit = grant === 'all' || (grant !== undefined && course.ownerId === profile.id);
  return (
    <Page
      title={trainingWords(course.name, locale)}
      subtitle={
        <span className={styles['line']}>
          <CourseMark status={course.status} />
          {procedure === null ? null : may('procedures.read') ? (
            <Link to={`/procedures/${procedure.procedureId}`}>
              {t('training.ofProcedure', { name: procedure.name, number: procedure.number })}
            </Link>
          ) : (
            t('training.ofProcedure', { name: procedure.name, number: procedure.number })
          )}
          {course.owner === null ? null : <span>{t('training.ownedBy', { name: course.owner.name })}</span>}
        </span>
      }
      extra={
        <>
          <ThreadLink type="course" id={id} />
          {may('training.manage') && course.status === 'ready' ? <AssignButton course={course} /> : null}
        </>
      }
    >
      {course.status === 'needsQuestions' ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('training.needsQuestionsTitle')}
          description={t(
            course.audiences.length > 0 ? 'training.needsQuestionsWaiting' : 'training.needsQuestionsHint',
          )}
        />
      ) : null}
      <Tabs
        activeKey={tab ?? (course.status === 'needsQuestions' && mayEdit ? 'quiz' : 'progress')}
        destroyOnHidden
        onChange={(key) => navigate(`/training/courses/${id}/${key}`)}
        items={[
          { key: 'progress', label: t('training.tab.progress'), children: <ProgressTab courseId={id} /> },
          {
            key: 'lesson',
            label: t('training.lesson'),
            children: <LessonTab key={course.version} course={course} readOnly={!mayEdit} />,
          },
          ...(may('training.manage')
            ? [
                {
                  key: 'quiz',
                  label: t('training.quiz'),
                  children: <QuizTab key={course.version} course={course} readOnly={!mayEdit} />,
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}
