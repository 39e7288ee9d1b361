import { PlusOutlined, ReadOutlined } from '@ant-design/icons';
import { type CourseSummary, courseStatuses, trainingWords } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Ago } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale, useMay } from '../session/session.ts';
import { NewCourseDialog } from './new-course-dialog.tsx';
import styles from './training.module.css';
import { coursesQuery } from './training.queries.ts';
import { CourseMark } from './training-marks.tsx';
import { useFilter } from './use-filter.ts';

/** All courses: for which procedure, whether they can be taken, how many have passed. */
export function CoursesTab() {
  const { t } = useTranslation();
  const may = useMay();
  const locale = useLocale();
  const navigate = useNavigate();
  const [isNew, setNew] = useState(false);
  const { filter, set, isFiltered } = useFilter(['search', 'status']);
  const list = useInfiniteQuery(coursesQuery(filter));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const create = may('training.manage') ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
      {t('training.newCourse')}
    </Button>
  ) : undefined;
  return (
    <>
      <div className={styles['filters']}>
        <Input.Search
          allowClear
          style={{ maxWidth: 260 }}
          aria-label={t('common.search')}
          placeholder={t('training.searchCourses')}
          defaultValue={filter.search ?? ''}
          onSearch={(value) => set('search', value.trim())}
        />
        <Select
          allowClear
          style={{ minWidth: 150 }}
          aria-label={t('training.statusLabel')}
          placeholder={t('training.statusLabel')}
          value={filter.status ?? null}
          options={courseStatuses.map((value) => ({ value, label: t(`training.status.${value}`) }))}
          onChange={(value) => set('status', value)}
        />
        {create}
      </div>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          isFiltered ? (
            <EmptyState title={t('common.empty.filtered')} hint={t('common.empty.filteredHint')} />
          ) : (
            <EmptyState
              icon={<ReadOutlined />}
              title={t('training.noCourses')}
              hint={t('training.noCoursesHint')}
              action={create}
            />
          )
        ) : (
          <Table<CourseSummary>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            scroll={{ x: 820 }}
            columns={[
              {
                title: t('common.name'),
                render: (_, row) => (
                  <Link to={`/training/courses/${row.id}`}>{trainingWords(row.name, locale)}</Link>
                ),
              },
              {
                title: t('training.statusLabel'),
                width: 120,
                render: (_, row) => <CourseMark status={row.status} />,
              },
              { title: t('training.owner'), width: 120, render: (_, row) => row.owner?.name ?? '—' },
              {
                title: t('training.questions'),
                width: 80,
                align: 'right',
                render: (_, row) => row.questions,
              },
              {
                title: t('training.passedOf'),
                width: 120,
                align: 'right',
                render: (_, row) => `${row.counts.passed} / ${row.counts.assigned}`,
              },
              {
                title: t('training.state.overdue'),
                width: 90,
                align: 'right',
                render: (_, row) => row.counts.overdue,
              },
              { title: t('training.updated'), width: 120, render: (_, row) => <Ago at={row.updatedAt} /> },
            ]}
          />
        )}
      </Panel>
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
      {isNew ? (
        <NewCourseDialog
          onClose={() => setNew(false)}
          onMade={(id) => navigate(`/training/courses/${id}/quiz`)}
        />
      ) : null}
    </>
  );
}
