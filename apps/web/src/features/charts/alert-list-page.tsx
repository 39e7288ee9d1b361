import { BellOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { AlertList } from './alert-list.tsx';
import { alertListQuery } from './chart.queries.ts';
import styles from './charts.module.css';

const states = ['open', 'acknowledged', 'snoozed', 'closed'] as const;

/** Alerts that wait for somebody; others by the filters, which stand in the address. */
export default function AlertListPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const chosen = (parameters.get('state') ?? '').split(',').filter((value) => value !== '');
  const state = states.filter((value) => chosen.includes(value));
  const mine = parameters.get('owner') === 'me';
  const list = useInfiniteQuery(
    alertListQuery({
      ...(state.length === 0 ? {} : { state: state.join(',') }),
      ...(mine ? { owner: 'me' } : {}),
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const set = (field: string, value: string) => {
    const next = new URLSearchParams(parameters);
    if (value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next, { replace: true });
  };
  return (
    <Page title={t('charts.alerts')} extra={<Link to="/charts">{t('charts.title')}</Link>}>
      <div className={styles['filters']}>
        <Select
          mode="multiple"
          allowClear
          style={{ minWidth: 220 }}
          aria-label={t('charts.stateLabel')}
          placeholder={t('charts.waiting')}
          value={state}
          options={states.map((value) => ({ value, label: t(`charts.state.${value}`) }))}
          onChange={(values) => set('state', values.join(','))}
        />
        <Select
          aria-label={t('charts.owner')}
          style={{ minWidth: 120 }}
          value={mine ? 'me' : ''}
          options={[
            { value: '', label: t('charts.everybody') },
            { value: 'me', label: t('common.me') },
          ]}
          onChange={(value) => set('owner', value)}
        />
      </div>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState icon={<BellOutlined />} title={t('charts.noAlerts')} hint={t('charts.noAlertsHint')} />
        ) : (
          <AlertList alerts={rows} />
        )}
      </Panel>
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
    </Page>
  );
}
