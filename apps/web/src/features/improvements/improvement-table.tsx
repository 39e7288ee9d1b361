import { RiseOutlined } from '@ant-design/icons';
import type { ImprovementSummary } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Ago } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { type ImprovementFilter, improvementListQuery } from './improvement.queries.ts';
import { MeasureCount, ResultMark, StageMark } from './improvement-marks.tsx';

/** The improvements that a filter leaves, newest first. */
export function ImprovementTable({ filter, create }: { filter: ImprovementFilter; create: ReactNode }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(improvementListQuery(filter));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length > 0 ? (
          <Rows rows={rows} />
        ) : Object.keys(filter).length === 0 ? (
          <EmptyState
            icon={<RiseOutlined />}
            title={t('improvements.none')}
            hint={t('improvements.noneHint')}
            action={create}
          />
        ) : (
          <EmptyState title={t('common.empty.filtered')} hint={t('common.empty.filteredHint')} />
        )}
      </Panel>
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
    </>
  );
}

function Rows({ rows }: { rows: ImprovementSummary[] }) {
  const { t } = useTranslation();
  return (
    <Table<ImprovementSummary>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 860 }}
      columns={[
        {
          title: t('improvements.titleLabel'),
          render: (_, row) => <Link to={`/improvements/${row.id}`}>{row.title}</Link>,
        },
        { title: t('improvements.stageLabel'), width: 110, render: (_, row) => <StageMark row={row} /> },
        {
          title: t('metrics.metric'),
          width: 160,
          render: (_, row) => row.metric?.label ?? row.metricName ?? '—',
        },
        { title: t('improvements.owner'), width: 110, render: (_, row) => row.owner?.name ?? '—' },
        {
          title: t('improvements.countermeasures'),
          width: 130,
          render: (_, row) => <MeasureCount row={row} />,
        },
        {
          title: t('improvements.newestCheck'),
          width: 120,
          render: (_, row) => (row.newestCheck === null ? '—' : <ResultMark {...row.newestCheck} />),
        },
        { title: t('improvements.opened'), width: 110, render: (_, row) => <Ago at={row.openedAt} /> },
      ]}
    />
  );
}
