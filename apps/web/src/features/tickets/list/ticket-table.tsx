import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import type { SlaDueClock, Ticket, TicketSort } from '@jingyun/contracts';
import { Button, Checkbox, Spin } from 'antd';
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TicketColumn } from '../ticket-values.ts';
import styles from './list.module.css';
import { TicketCell } from './ticket-cell.tsx';

interface TicketTableProps {
  tickets: readonly Ticket[];
  clocks: ReadonlyMap<string, SlaDueClock>;
  columns: readonly TicketColumn[];
  sort: TicketSort | null;
  onSort: (sort: TicketSort) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  active: string | null;
  onActivate: (id: string) => void;
  onOpen: (id: string) => void;
  /** Fetches the next page; null at the end. */
  more: (() => void) | null;
  loadingMore: boolean;
  dimmed: boolean;
  /** What is to be said below the last row. */
  note: ReactNode;
}

/** The list itself: a plain table, so that hundreds of rows stay quick and screen readers know it for one. */
export function TicketTable(props: TicketTableProps) {
  const { t } = useTranslation();
  const { tickets, columns, selected, onSelect } = props;
  const allSelected = tickets.length > 0 && tickets.every((ticket) => selected.has(ticket.id));
  // Rows are not drawn anew for each change of the list; what they call is always of the latest one.
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const calls = useMemo<RowCalls>(
    () => ({
      toggle: (id) => {
        const next = new Set(latest.current.selected);
        if (!next.delete(id)) next.add(id);
        latest.current.onSelect(next);
      },
      open: (id) => {
        latest.current.onActivate(id);
        latest.current.onOpen(id);
      },
    }),
    [],
  );
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']} data-dimmed={props.dimmed}>
        <thead>
          <tr>
            <th className={styles['check']}>
              <Checkbox
                aria-label={t('tickets.selectAll')}
                checked={allSelected}
                indeterminate={!allSelected && selected.size > 0}
                onChange={() => onSelect(allSelected ? new Set() : new Set(tickets.map(({ id }) => id)))}
              />
            </th>
            {columns.map((column) => (
              <HeaderCell key={column} column={column} sort={props.sort} onSort={props.onSort}>
                {t(`tickets.column.${column}`)}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {tickets.map((ticket) => (
            <Row
              key={ticket.id}
              ticket={ticket}
              clock={props.clocks.get(ticket.id)}
              columns={columns}
              selected={selected.has(ticket.id)}
              active={props.active === ticket.id}
              calls={calls}
            />
          ))}
        </tbody>
      </table>
      <More more={props.more} loading={props.loadingMore} count={tickets.length} />
      {props.note === null ? null : <div className={styles['end']}>{props.note}</div>}
    </div>
  );
}

const sortOf: Partial<Record<TicketColumn, readonly [TicketSort, TicketSort]>> = {
  created: ['-created', 'created'],
  updated: ['-updated', 'updated'],
  priority: ['priority', 'priority'],
  due: ['due', 'due'],
};

function HeaderCell({
  column,
  sort,
  onSort,
  children,
}: {
  column: TicketColumn;
  sort: TicketSort | null;
  onSort: (sort: TicketSort) => void;
  children: ReactNode;
}) {
  const choices = sortOf[column];
  const sorted = sort !== null && choices?.includes(sort) === true;
  const ascending = sorted && !sort.startsWith('-');
  return (
    <th
      scope="col"
      data-column={column}
      aria-sort={sorted ? (ascending ? 'ascending' : 'descending') : undefined}
    >
      {choices === undefined || sort === null ? (
        children
      ) : (
        <button
          type="button"
          className={styles['sorter']}
          onClick={() => onSort(sort === choices[0] ? choices[1] : choices[0])}
        >
          {children}
          {sorted ? ascending ? <CaretUpOutlined /> : <CaretDownOutlined /> : null}
        </button>
      )}
    </th>
  );
}

interface RowCalls {
  toggle: (id: string) => void;
  open: (id: string) => void;
}

interface RowProps {
  ticket: Ticket;
  clock: SlaDueClock | undefined;
  columns: readonly TicketColumn[];
  selected: boolean;
  active: boolean;
  calls: RowCalls;
}

const Row = memo(function Row({ ticket, clock, columns, selected, active, calls }: RowProps) {
  const { t } = useTranslation();
  return (
    <tr
      id={`row-${ticket.id}`}
      data-active={active}
      data-selected={selected}
      data-unread={ticket.status === 'new'}
      onClick={(event) => {
        if ((event.target as HTMLElement).closest('a, button, label, input') !== null) return;
        calls.open(ticket.id);
      }}
    >
      <td className={styles['check']}>
        <Checkbox
          aria-label={t('tickets.select', { number: ticket.number })}
          checked={selected}
          onChange={() => calls.toggle(ticket.id)}
        />
      </td>
      {columns.map((column) => (
        <td key={column} data-column={column}>
          {column === 'subject' ? (
            <Link
              to={`/tickets/${ticket.id}`}
              className={styles['subject'] ?? ''}
              title={ticket.subject}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                calls.open(ticket.id);
              }}
            >
              {ticket.subject}
            </Link>
          ) : (
            <TicketCell ticket={ticket} clock={clock} column={column} />
          )}
        </td>
      ))}
    </tr>
  );
});

function More({ more, loading, count }: { more: (() => void) | null; loading: boolean; count: number }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (more === null || loading || end.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) more();
      },
      { rootMargin: '400px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [more, loading]);
  return (
    <div ref={end} className={styles['end']}>
      {loading ? <Spin size="small" /> : null}
      {!loading && more !== null ? (
        <Button size="small" onClick={more}>
          {t('common.loadMore')}
        </Button>
      ) : null}
      {more === null && count > 20 ? t('common.endOfList', { count }) : null}
    </div>
  );
}
