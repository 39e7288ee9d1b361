import { LineChartOutlined, PlusOutlined } from '@ant-design/icons';
import type { ControlChart } from '@jingyun/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Badge, Button, Input, Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { metricsQuery } from '../metrics/metric.queries.ts';
import { useMay } from '../session/session.ts';
import { chartListQuery } from './chart.queries.ts';
import { ChartDialog } from './chart-dialog.tsx';
import styles from './charts.module.css';

const grains = ['day', 'week', 'month'] as const;

/** All control charts; `?new=1` opens the form, begun from the rest of the address. */
export default function ChartListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [search, metric] = [parameters.get('search'), parameters.get('metric')];
  const isNew = parameters.get('new') === '1';
  const filter = {
    ...(search === null ? {} : { search }),
    ...(metric === null || isNew ? {} : { metric }),
  };
  const list = useInfiniteQuery(chartListQuery(filter));
  const metrics = useQuery(metricsQuery);
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const set = (field: string, value: string | null | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === undefined || value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next, { replace: true });
  };
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => set('new', '1')}>
      {t('charts.create')}
    </Button>
  );
  return (
    <Page
      title={t('charts.title')}
      extra={
        <>
          <Link to="/alerts">{t('charts.alerts')}</Link>
          {may('charts.manage') ? create : null}
        </>
      }
    >
      <div className={styles['filters']}>
        <Input.Search
          allowClear
          style={{ maxWidth: 260 }}
          aria-label={t('common.search')}
          placeholder={t('charts.search')}
          defaultValue={search ?? ''}
          onSearch={(value) => set('search', value.trim())}
        />
        <Select
          allowClear
          style={{ minWidth: 180 }}
          aria-label={t('metrics.metric')}
          placeholder={t('metrics.metric')}
          showSearch={{ optionFilterProp: 'label' }}
          value={isNew ? null : metric}
          options={metrics.data?.map(({ name, label }) => ({ value: name, label })) ?? []}
          onChange={(value) => set('metric', value)}
        />
      </div>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          Object.keys(filter).length === 0 ? (
            <EmptyState
              icon={<LineChartOutlined />}
              title={t('charts.none')}
              hint={t('charts.noneHint')}
              action={may('charts.manage') ? create : undefined}
            />
          ) : (
            <EmptyState title={t('common.empty.filtered')} hint={t('common.empty.filteredHint')} />
          )
        ) : (
          <Table<ControlChart>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            scroll={{ x: 680 }}
            columns={[
              {
                title: t('common.name'),
                render: (_, row) => <Link to={`/charts/${row.id}`}>{row.name}</Link>,
              },
              { title: t('metrics.metric'), render: (_, row) => row.metric?.label ?? row.metricName },
              {
                title: t('metrics.grain.label'),
                width: 90,
                render: (_, row) => t(`metrics.grain.${row.grain}`),
              },
              { title: t('charts.owner'), width: 120, render: (_, row) => row.owner?.name ?? '—' },
              {
                title: t('charts.alerts'),
                width: 110,
                render: (_, row) =>
                  row.watchFrom === null ? (
                    <span className="faint">{t('charts.unwatched')}</span>
                  ) : row.openAlerts > 0 ? (
                    <Badge status="error" text={row.openAlerts} />
                  ) : (
                    <Badge status="success" text={t('charts.quiet')} />
                  ),
              },
            ]}
          />
        )}
      </Panel>
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
      {isNew && may('charts.manage') ? (
        <ChartDialog
          chart={null}
          from={{
            ...(metric === null ? {} : { metric }),
            grain: grains.find((grain) => grain === parameters.get('grain')) ?? 'day',
            teamId: parameters.get('team'),
          }}
          onClose={() => setParameters({}, { replace: true })}
          onSaved={({ id }) => navigate(`/charts/${id}`)}
        />
      ) : null}
    </Page>
  );
}
