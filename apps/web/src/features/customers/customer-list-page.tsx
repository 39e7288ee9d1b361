import { ContactsOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons';
import type { Customer } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select, Table } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Ago } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Person } from '../../ui/person.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useNames } from '../directory/directory.queries.ts';
import { UserPicker } from '../directory/pickers.tsx';
import { useMay } from '../session/session.ts';
import { TagChip, TierMark } from '../tickets/ticket-marks.tsx';
import { type CustomerFilter, type CustomerSort, customerListQuery } from './customer.queries.ts';
import { CustomerDialog } from './customer-dialog.tsx';
import styles from './customers.module.css';

const typingMs = 300;

/** Everybody who is served; found by name (pinyin too), e-mail or phone. */
export default function CustomerListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const names = useNames();
  const [parameters, setParameters] = useSearchParams();
  const [words, setWords] = useState(parameters.get('search') ?? '');
  const filter = filterFrom(parameters);
  const sort: CustomerSort = parameters.get('sort') === 'name' ? 'name' : '-updatedAt';
  const list = useInfiniteQuery(customerListQuery(filter, sort));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const set = (field: string, value: string | null | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === undefined || value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next, { replace: true });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the wait
  useEffect(() => {
    const timer = setTimeout(() => {
      if (words.trim() !== (parameters.get('search') ?? '')) set('search', words.trim());
    }, typingMs);
    return () => clearTimeout(timer);
  }, [words]);
  const filtered = Object.keys(filter).length > 0;
  const exported = new URLSearchParams(filter as Record<string, string>);

  return (
    <Page
      title={t('customers.title')}
      extra={
        <>
          {may('customers.export') ? (
            <ExportMenu
              path="/api/v1/customers/export"
              parameters={exported}
              fileName={t('customers.title')}
            />
          ) : null}
          {may('customers.write') ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => set('new', '1')}>
              {t('customers.create')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles['filters']}>
        <Input
          type="search"
          allowClear
          prefix={<SearchOutlined />}
          style={{ maxWidth: 320 }}
          aria-label={t('common.search')}
          placeholder={t('customers.search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select
          allowClear
          aria-label={t('customers.kindLabel')}
          placeholder={t('customers.kindLabel')}
          style={{ minWidth: 110 }}
          value={filter.kind ?? null}
          options={(['person', 'account'] as const).map((value) => ({
            value,
            label: t(`customers.kind.${value}`),
          }))}
          onChange={(kind) => set('kind', kind)}
        />
        <Input
          allowClear
          style={{ width: 120 }}
          aria-label={t('customers.tier')}
          placeholder={t('customers.tier')}
          defaultValue={filter.tier}
          onPressEnter={(event) => set('tier', event.currentTarget.value)}
          onBlur={(event) => set('tier', event.target.value)}
        />
        <Input
          allowClear
          style={{ width: 120 }}
          aria-label={t('customers.tag')}
          placeholder={t('customers.tag')}
          defaultValue={filter.tag}
          onPressEnter={(event) => set('tag', event.currentTarget.value)}
          onBlur={(event) => set('tag', event.target.value)}
        />
        <UserPicker
          placeholder={t('customers.owner')}
          style={{ minWidth: 120 }}
          value={filter.ownerId ?? null}
          onChange={(id) => set('ownerId', id)}
        />
        <Select
          aria-label={t('tickets.sort.label')}
          value={sort}
          style={{ minWidth: 120 }}
          options={(['-updatedAt', 'name'] as const).map((value) => ({
            value,
            label: t(`customers.sort.${value}`),
          }))}
          onChange={(value) => set('sort', value === '-updatedAt' ? null : value)}
        />
      </div>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows rows={12} />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          filtered ? (
            <EmptyState
              title={t('common.empty.filtered')}
              hint={t('common.empty.filteredHint')}
              action={
                <Button
                  onClick={() => {
                    setWords('');
                    setParameters({});
                  }}
                >
                  {t('common.empty.clearFilters')}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<ContactsOutlined />}
              title={t('customers.none')}
              hint={t('customers.noneHint')}
            />
          )
        ) : (
          <Table<Customer>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            scroll={{ x: 900 }}
            onRow={(customer) => ({
              onClick: () => navigate(`/customers/${customer.id}`),
              style: { cursor: 'pointer' },
            })}
            columns={[
              {
                title: t('customers.name'),
                render: (_, customer) => (
                  <Link to={`/customers/${customer.id}`}>
                    <Person name={customer.name} />
                  </Link>
                ),
              },
              {
                title: t('customers.kindLabel'),
                width: 80,
                render: (_, customer) => t(`customers.kind.${customer.kind}`),
              },
              {
                title: t('customers.tier'),
                width: 90,
                render: (_, customer) => <TierMark tier={customer.tier} />,
              },
              {
                title: t('customers.contacts'),
                width: 220,
                render: (_, customer) => (
                  <span className="num">
                    {customer.contacts
                      .slice(0, 2)
                      .map((contact) => contact.value)
                      .join(' · ') || '—'}
                  </span>
                ),
              },
              {
                title: t('customers.tags'),
                width: 180,
                render: (_, customer) =>
                  customer.tags.slice(0, 3).map((tag) => <TagChip key={tag} tag={tag} />),
              },
              {
                title: t('customers.owner'),
                width: 110,
                render: (_, customer) => names.user(customer.ownerId) ?? <span className="faint">—</span>,
              },
              {
                title: t('customers.updated'),
                width: 110,
                render: (_, customer) => <Ago at={customer.updatedAt} />,
              },
            ]}
          />
        )}
        {list.hasNextPage ? (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('common.loadMore')}
            </Button>
          </div>
        ) : null}
      </Panel>
      {parameters.has('new') ? (
        <CustomerDialog
          customer={null}
          onClose={() => set('new', null)}
          onSaved={(customer) => navigate(`/customers/${customer.id}`)}
        />
      ) : null}
    </Page>
  );
}

function filterFrom(parameters: URLSearchParams): CustomerFilter {
  const filter: Record<string, string> = {};
  for (const field of ['search', 'kind', 'tier', 'tag', 'ownerId', 'accountId']) {
    const value = parameters.get(field);
    if (value) filter[field] = value;
  }
  return filter as CustomerFilter;
}
