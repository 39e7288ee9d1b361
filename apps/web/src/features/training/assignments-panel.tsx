import { assignmentStates, type TrainingAssignment, trainingWords } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Panel } from '../../ui/page.tsx';
import { Person } from '../../ui/person.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { TeamPicker } from '../directory/pickers.tsx';
import { useLocale } from '../session/session.ts';
import styles from './training.module.css';
import { assignmentsQuery } from './training.queries.ts';
import { StateMark } from './training-marks.tsx';
import { useFilter } from './use-filter.ts';

/** Who is to take what, by due day; as a file besides. */
export function AssignmentsPanel({ courseId }: { courseId: string | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { filter: chosen, set } = useFilter(['state', 'teamId']);
  const filter = { ...chosen, ...(courseId === null ? {} : { courseId }) };
  const list = useInfiniteQuery(assignmentsQuery(filter));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Panel
      flush
      title={t('training.people')}
      extra={
        <div className={styles['line']}>
          <Select
            allowClear
            size="small"
            style={{ minWidth: 110 }}
            aria-label={t('training.stateLabel')}
            placeholder={t('training.stateLabel')}
            value={chosen.state ?? null}
            options={assignmentStates.map((value) => ({ value, label: t(`training.state.${value}`) }))}
            onChange={(value) => set('state', value)}
          />
          <TeamPicker
            size="small"
            style={{ minWidth: 130 }}
            value={chosen.teamId ?? null}
            placeholder={t('training.team')}
            onChange={(value) => set('teamId', value)}
          />
          <ExportMenu
            size="small"
            path="/api/v1/training/assignments/export"
            parameters={new URLSearchParams(filter)}
            fileName="training"
          />
        </div>
      }
    >
      {list.isPending ? (
        <LoadingRows />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState title={t('common.empty.filtered')} hint={t('training.nobodyHint')} />
      ) : (
        <Table<TrainingAssignment>
          size="small"
          rowKey={(row) => `${row.course.id} ${row.user.id}`}
          pagination={false}
          dataSource={rows}
          scroll={{ x: 720 }}
          columns={[
            { title: t('training.person'), render: (_, row) => <Person name={row.user.name} /> },
            {
              title: t('training.teams'),
              render: (_, row) => row.teams.map(({ name }) => name).join(t('training.listComma')),
            },
            ...(courseId === null
              ? [
                  {
                    title: t('training.course'),
                    render: (_: unknown, row: TrainingAssignment) => (
                      <Link to={`/training/courses/${row.course.id}`}>
                        {trainingWords(row.course.name, locale)}
                      </Link>
                    ),
                  },
                ]
              : []),
            {
              title: t('training.stateLabel'),
              width: 110,
              render: (_, row) => <StateMark state={row.state} />,
            },
            {
              title: t('training.due'),
              width: 110,
              render: (_, row) => <span className="num">{row.dueOn}</span>,
            },
            {
              title: t('training.attemptsShort'),
              width: 90,
              align: 'right',
              render: (_, row) => `${row.attemptsUsed} / ${row.attempts}`,
            },
            {
              title: t('training.best'),
              width: 90,
              align: 'right',
              render: (_, row) => (row.best === null ? '—' : `${Math.round(row.best * 100)} %`),
            },
          ]}
        />
      )}
      {list.hasNextPage ? (
        <Button type="text" block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
    </Panel>
  );
}
