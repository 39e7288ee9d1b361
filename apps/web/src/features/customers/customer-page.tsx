import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import type { Customer } from '@jingyun/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { localeNames } from '../../lib/i18n/locale.ts';
import { Ago, Instant } from '../../ui/instant.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { ticketFieldsQuery, useNames } from '../directory/directory.queries.ts';
import { EventLine, type LoggedEvent } from '../events/event-line.tsx';
import homeStyles from '../home/home.module.css';
import { useMay } from '../session/session.ts';
import { useNewTicket } from '../tickets/create/new-ticket.tsx';
import { ticketsOf } from '../tickets/ticket.queries.ts';
import { PriorityMark, StatusTag, TagChip, TierMark } from '../tickets/ticket-marks.tsx';
import { customerQuery, timelineQuery } from './customer.queries.ts';
import { CustomerDialog } from './customer-dialog.tsx';
import styles from './customers.module.css';

/** One customer: who they are, their tickets, and everything that happened with them. */
export default function CustomerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const may = useMay();
  const newTicket = useNewTicket();
  const [editing, setEditing] = useState(false);
  const query = useQuery(customerQuery(id));
  if (query.isError) {
    return (
      <Page title={t('customers.title')}>
        <Panel>
          <ErrorState error={query.error} retry={() => void query.refetch()} />
        </Panel>
      </Page>
    );
  }
  if (query.data === undefined) {
    return (
      <Page title={t('customers.title')}>
        <Skeleton active paragraph={{ rows: 10 }} />
      </Page>
    );
  }
  const customer = query.data as Customer;
  return (
    <Page
      title={customer.name}
      subtitle={<TierMark tier={customer.tier} />}
      extra={
        <>
          {may('tickets.create') ? (
            <Button icon={<PlusOutlined />} onClick={() => newTicket.open({ customerId: customer.id })}>
              {t('shell.newTicket')}
            </Button>
          ) : null}
          {may('customers.write') ? (
            <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {t('common.edit')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles['columns']}>
        <Facts customer={customer} />
        <Panel>
          <Tabs
            size="small"
            items={[
              { key: 'tickets', label: t('customers.tab.tickets'), children: <Tickets id={id} /> },
              { key: 'timeline', label: t('customers.tab.timeline'), children: <Timeline id={id} /> },
            ]}
          />
        </Panel>
      </div>
      {editing ? (
        <CustomerDialog
          customer={customer}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      ) : null}
    </Page>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const names = useNames();
  // Customers have no fields of their own; where tickets have one of that key, it is called the same.
  const fields = useQuery(ticketFieldsQuery).data;
  const account = useQuery({
    ...customerQuery(customer.accountId ?? ''),
    enabled: customer.accountId !== null,
  }).data;
  return (
    <Panel title={t(`customers.kind.${customer.kind}`)}>
      <dl className={styles['facts']}>
        {customer.contacts.map((contact) => (
          <Fact key={contact.id} name={t(`customers.contact.${contact.type}`)}>
            <a href={`${contact.type === 'email' ? 'mailto' : 'tel'}:${contact.value}`} className="num">
              {contact.value}
            </a>
            {contact.primary ? <span className="faint"> · {t('customers.primary')}</span> : null}
          </Fact>
        ))}
        {customer.accountId === null ? null : (
          <Fact name={t('customers.account')}>
            <Link to={`/customers/${customer.accountId}`}>{account?.name ?? '…'}</Link>
          </Fact>
        )}
        <Fact name={t('customers.owner')}>{names.user(customer.ownerId) ?? '—'}</Fact>
        {customer.tags.length === 0 ? null : (
          <Fact name={t('customers.tags')}>
            {customer.tags.map((tag) => (
              <TagChip key={tag} tag={tag} />
            ))}
          </Fact>
        )}
        {customer.locale === null ? null : (
          <Fact name={t('common.language')}>{localeNames[customer.locale]}</Fact>
        )}
        {customer.externalIds.map((external) => (
          <Fact key={external.source} name={external.source}>
            <span className="mono">{external.externalId}</span>
          </Fact>
        ))}
        {Object.entries(customer.custom).map(([key, value]) => (
          <Fact key={key} name={fields?.find((field) => field.key === key)?.name ?? labelOf(key)}>
            {typeof value === 'boolean' ? t(value ? 'common.yes' : 'common.no') : String(value ?? '—')}
          </Fact>
        ))}
        <Fact name={t('customers.since')}>
          <Instant at={customer.createdAt} style="date" />
        </Fact>
      </dl>
      {customer.note === '' ? null : <div className={styles['note']}>{customer.note}</div>}
    </Panel>
  );
}

/** `lastPurchaseAt` → `Last purchase at`: what comes through the API has no other name. */
function labelOf(key: string): string {
  const words = key
    .replace(/_/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Tickets({ id }: { id: string }) {
  const { t } = useTranslation();
  const tickets = useQuery(ticketsOf({ customer: [id] }, '-updated', 50));
  if (tickets.isPending) return <LoadingRows rows={5} />;
  if (tickets.isError) return <ErrorState error={tickets.error} retry={() => void tickets.refetch()} />;
  const rows = tickets.data.data;
  if (rows.length === 0)
    return <EmptyState compact title={t('customers.noTickets')} hint={t('customers.noTicketsHint')} />;
  return (
    <>
      <ul className={homeStyles['list']} style={{ padding: 0 }}>
        {rows.map((ticket) => (
          <li key={ticket.id}>
            <PriorityMark priority={ticket.priority} withWord={false} />
            <Link to={`/tickets/${ticket.id}`} className="ellipsis">
              <span className="num faint">#{ticket.number}</span> {ticket.subject}
            </Link>
            <StatusTag status={ticket.status} />
            <Ago at={ticket.updatedAt} />
          </li>
        ))}
      </ul>
      {tickets.data.nextCursor === null ? null : (
        <Link to={`/tickets?customer=${id}`}>{t('tickets.allOfCustomer')}</Link>
      )}
    </>
  );
}

function Timeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const timeline = useInfiniteQuery(timelineQuery(id));
  if (timeline.isPending) return <LoadingRows rows={6} />;
  if (timeline.isError) return <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />;
  const events = timeline.data.pages.flatMap((page) => page.data) as LoggedEvent[];
  if (events.length === 0) return <EmptyState compact title={t('common.empty.title')} />;
  return (
    <>
      {events.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
      {timeline.hasNextPage ? (
        <Button loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
    </>
  );
}
