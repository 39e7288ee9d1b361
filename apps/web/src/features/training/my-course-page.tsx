import { type MyCourseDetail, trainingWords } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Instant } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useLocale, useMay } from '../session/session.ts';
import styles from './training.module.css';
import { myCourseQuery, openAttempt } from './training.queries.ts';
import { StateMark } from './training-marks.tsx';

/** One of the reader's own courses: the lesson, the way into the quiz, and the attempts so far. */
export default function MyCoursePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const locale = useLocale();
  const may = useMay();
  const query = useQuery(myCourseQuery(id));
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const course = query.data;
  const lesson = trainingWords(course.lesson, locale);
  const { procedure } = course;
  return (
    <Page
      layout="narrow"
      title={trainingWords(course.name, locale)}
      subtitle={<Standing course={course} />}
      extra={<Start course={course} />}
    >
      <div className={styles['stack']}>
        {course.state === 'failed' ? (
          <Alert
            type="warning"
            showIcon
            title={t('training.failedTitle')}
            description={t('training.failedHint')}
          />
        ) : null}
        <Panel
          title={t('training.lesson')}
          extra={
            procedure === null || !may('procedures.read') ? undefined : (
              <Link to={`/procedures/${procedure.procedureId}`}>
                {t('training.readProcedure', { name: procedure.name, number: procedure.number })}
              </Link>
            )
          }
        >
          {lesson === '' ? (
            <span className="faint">
              {t(procedure === null ? 'training.noLesson' : 'training.lessonIsProcedure')}
            </span>
          ) : (
            <RichText html={lesson} />
          )}
        </Panel>
        {course.tried.length === 0 ? null : (
          <Panel title={t('training.tried')} flush>
            <Table
              size="small"
              rowKey="id"
              pagination={false}
              dataSource={course.tried.toReversed()}
              columns={[
                {
                  title: t('training.attempt'),
                  render: (_, row) => (
                    <Link to={`/training/attempts/${row.id}`}>
                      {t('training.attemptNumber', { number: row.number })}
                    </Link>
                  ),
                },
                {
                  title: t('training.result'),
                  render: (_, row) =>
                    row.passed === null ? (
                      t('training.stillOpen')
                    ) : (
                      <>
                        {t('training.scoreOf', { score: row.score, of: row.of })}{' '}
                        <StateMarkOf passed={row.passed} />
                      </>
                    ),
                },
                {
                  title: t('training.handedIn'),
                  render: (_, row) => (row.handedInAt === null ? '—' : <Instant at={row.handedInAt} />),
                },
              ]}
            />
          </Panel>
        )}
      </div>
    </Page>
  );
}

function StateMarkOf({ passed }: { passed: boolean }) {
  const { t } = useTranslation();
  return <span className="muted">{passed ? t('training.passedWord') : t('training.notPassedWord')}</span>;
}

function Standing({ course }: { course: MyCourseDetail }) {
  const { t } = useTranslation();
  const { state, until, dueOn, questions, passMark, attempts, attemptsUsed } = course;
  const when =
    state !== 'passed'
      ? t('training.dueOn', { date: dueOn })
      : until === null
        ? t('training.certifiedForGood')
        : t('training.certifiedUntil', { date: until });
  return (
    <span className={styles['line']}>
      <StateMark state={state} />
      <span>{when}</span>
      <span>{t('training.quizFacts', { count: questions, mark: passMark })}</span>
      {state === 'passed' ? null : (
        <span>{t('training.attemptsLeft', { count: attempts - attemptsUsed })}</span>
      )}
    </span>
  );
}

function Start({ course }: { course: MyCourseDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const showError = useShowError();
  const isOpen = course.tried.some(({ handedInAt }) => handedInAt === null);
  const start = useMutation({
    mutationFn: () => openAttempt(course.id),
    onSuccess: (attempt) => {
      void client.invalidateQueries({ queryKey: ['training', 'mine'] });
      void navigate(`/training/attempts/${attempt.id}`);
    },
    onError: showError,
  });
  if (!isOpen && (course.state === 'passed' || course.state === 'failed')) return null;
  return (
    <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
      {t(isOpen ? 'training.goOn' : 'training.start')}
    </Button>
  );
}
