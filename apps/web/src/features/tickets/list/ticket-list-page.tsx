import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useLive } from '../../../lib/api/use-stream.ts';
import { useHotkeys } from '../../../lib/keyboard/use-hotkeys.ts';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { Page } from '../../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../../ui/states.tsx';
import { useMay } from '../../session/session.ts';
import { useNewTicket } from '../create/new-ticket.tsx';
import { conditionsIn, filterTo, type ListState, listStateFrom, listStateTo } from '../filter-codec.ts';
import { ticketCountQuery, ticketListQuery } from '../ticket.queries.ts';
import { sorts } from '../ticket-values.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import styles from './list.module.css';
import { rememberList } from './neighbours.ts';
import { TicketTable } from './ticket-table.tsx';
import { useClocksOf } from './use-clocks-of.ts';
import { useListKeys } from './use-list-keys.ts';
import { ViewRail } from './view-rail.tsx';

/** All tickets one may see: views, filters in the address, keys, bulk edits, export. */
export default function TicketListPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const navigate = useNavigate();
  const may = useMay();
  const newTicket = useNewTicket();
  const search = useRef<HTMLInputElement>(null);
  const state = useMemo(() => listStateFrom(parameters), [parameters]);
  const setState = useCallback(
    (next: ListState) => setParameters(listStateTo(next), { replace: false }),
    [setParameters],
  );

  const list = useInfiniteQuery(ticketListQuery(state.filter, state.sort));
  const count = useQuery({ ...ticketCountQuery(state.filter), placeholderData: keepPreviousData });
  useLive('tickets', ['tickets']);
  const tickets = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  // A page may be empty and still have a next one: the server looks at so many tickets a request. Nothing yet is not nothing.
  const searching = tickets.length === 0 && list.hasNextPage;
  useEffect(() => {
    if (searching && !list.isFetching) void list.fetchNextPage();
  }, [searching, list.isFetching, list.fetchNextPage]);
  const clocks = useClocksOf(tickets, state.columns.includes('due'));

  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const visible = useMemo(
    () => new Set(tickets.filter((ticket) => selected.has(ticket.id)).map(({ id }) => id)),
    [tickets, selected],
  );
  const open = (id: string) => {
    rememberList(
      `/tickets?${parameters}`,
      tickets.map((ticket) => ticket.id),
    );
    navigate(`/tickets/${id}`);
  };
  const { active, setActive } = useListKeys({
    ids: tickets.map(({ id }) => id),
    selected,
    setSelected,
    open,
  });
  useHotkeys({ '/': () => search.current?.focus() });

  const filtered = conditionsIn(state.filter) > 0 || state.filter.q !== undefined;
  // In the order of promises only those are listed that have one running; the others must not seem to be gone.
  const resting =
    state.sort === 'due' && list.isSuccess && !list.hasNextPage && count.data?.capped === false
      ? Math.max(0, count.data.count - tickets.length)
      : 0;
  const showResting = (
    <Button type="link" onClick={() => setState({ ...state, sort: '-updated' })}>
      {t('tickets.sort.showResting')}
    </Button>
  );
  const total =
    count.data === undefined ? null : `${count.data.count.toLocaleString()}${count.data.capped ? '+' : ''}`;

  return (
    <Page
      layout="fill"
      title={t('tickets.title')}
      subtitle={
        total === null ? undefined : <span className="num">{t('tickets.count', { count: total })}</span>
      }
      extra={
        <>
          <Select
            aria-label={t('tickets.sort.label')}
            value={state.sort}
            disabled={state.filter.q !== undefined}
            popupMatchSelectWidth={false}
            options={sorts.map((value) => ({ value, label: t(`tickets.sort.${value}`) }))}
            onChange={(sort) => setState({ ...state, sort })}
            style={{ minWidth: 130 }}
          />
          <ColumnMenu columns={state.columns} onChange={(columns) => setState({ ...state, columns })} />
          <ExportMenu
            path="/api/v1/tickets/export"
            parameters={exportParameters(state)}
            fileName={t('tickets.title')}
          />
        </>
      }
    >
      <div className={styles['columns']}>
        <ViewRail state={state} onChange={setState} />
        <div className={styles['main']}>
          <FilterBar state={state} onChange={setState} searchRef={search} />
          {visible.size > 0 ? (
            <BulkBar
              ids={[...visible]}
              onDone={() => setSelected(new Set())}
              onClear={() => setSelected(new Set())}
            />
          ) : null}
          <div className={styles['sheet']}>
            {list.isPending || searching ? (
              <LoadingRows rows={14} />
            ) : list.isError && tickets.length === 0 ? (
              <ErrorState error={list.error} retry={() => void list.refetch()} />
            ) : tickets.length === 0 ? (
              resting > 0 ? (
                <EmptyState title={t('tickets.sort.resting', { count: resting })} action={showResting} />
              ) : filtered ? (
                <EmptyState
                  title={t('common.empty.filtered')}
                  hint={t('common.empty.filteredHint')}
                  action={
                    <Button onClick={() => setState({ ...state, filter: {}, view: null })}>
                      {t('common.empty.clearFilters')}
                    </Button>
                  }
                />
              ) : (
                <EmptyState
                  title={t('tickets.empty.title')}
                  hint={t('tickets.empty.hint')}
                  action={
                    <>
                      {may('tickets.create') ? (
                        <Button type="primary" onClick={() => newTicket.open()}>
                          {t('shell.newTicket')}
                        </Button>
                      ) : null}
                      {may('imports.manage') ? (
                        <Button onClick={() => navigate('/imports')}>{t('tickets.empty.import')}</Button>
                      ) : null}
                    </>
                  }
                />
              )
            ) : (
              <TicketTable
                tickets={tickets}
                clocks={clocks}
                columns={state.columns}
                sort={state.filter.q === undefined ? state.sort : null}
                onSort={(sort) => setState({ ...state, sort })}
                selected={selected}
                onSelect={setSelected}
                active={active}
                onActivate={setActive}
                onOpen={open}
                more={list.hasNextPage ? () => void list.fetchNextPage() : null}
                loadingMore={list.isFetchingNextPage}
                dimmed={list.isPlaceholderData}
                note={
                  resting === 0 ? null : (
                    <>
                      {t('tickets.sort.resting', { count: resting })}
                      {showResting}
                    </>
                  )
                }
              />
            )}
          </div>
        </div>
      </div>
    </Page>
  );
}

function exportParameters(state: ListState): URLSearchParams {
  const parameters = filterTo(state.filter);
  if (state.filter.q === undefined) parameters.set('sort', state.sort);
  return parameters;
}
