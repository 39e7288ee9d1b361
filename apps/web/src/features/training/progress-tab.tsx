import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { AssignmentsPanel } from './assignments-panel.tsx';
import styles from './training.module.css';
import { coverageQuery } from './training.queries.ts';
import { CoverageBar } from './training-marks.tsx';

/** How far people are: by team, and one by one; with one course or with all. */
export function ProgressTab({ courseId = null }: { courseId?: string | null }) {
  return (
    <div className={styles['stack']}>
      <CoveragePanel courseId={courseId} />
      <AssignmentsPanel courseId={courseId} />
    </div>
  );
}

function CoveragePanel({ courseId }: { courseId: string | null }) {
  const { t } = useTranslation();
  const query = useQuery(coverageQuery(courseId));
  return (
    <Panel title={t('training.coverage')}>
      {query.isPending ? (
        <LoadingRows rows={3} />
      ) : query.isError ? (
        <ErrorState compact error={query.error} retry={() => void query.refetch()} />
      ) : query.data.total.assigned === 0 ? (
        <EmptyState compact title={t('training.nobody')} hint={t('training.nobodyHint')} />
      ) : (
        <>
          {query.data.teams.map(({ team, ...counts }) => (
            <CoverageBar key={team?.id ?? ''} name={team?.name ?? t('common.noTeam')} counts={counts} />
          ))}
          <strong>
            <CoverageBar name={t('common.total')} counts={query.data.total} />
          </strong>
          <p className="faint" style={{ margin: '8px 0 0' }}>
            {t('training.coverageNote')}
          </p>
        </>
      )}
    </Panel>
  );
}
