import { MailOutlined, PhoneOutlined, SwapOutlined } from '@ant-design/icons';
import type { Ticket, TicketChange } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '../../../ui/page.tsx';
import { Person } from '../../../ui/person.tsx';
import { customerQuery } from '../../customers/customer.queries.ts';
import { CustomerPicker } from '../../directory/pickers.tsx';
import { useMay } from '../../session/session.ts';
import { ticketsOf } from '../ticket.queries.ts';
import { StatusTag, TagChip, TierMark } from '../ticket-marks.tsx';
import styles from './ticket.module.css';

interface CustomerPanelProps {
  ticket: Ticket;
  editable: boolean;
  onChange: (change: TicketChange) => void;
}

/** Who asks: how to reach them, what to know, and what else they asked. */
export function CustomerPanel({ ticket, editable, onChange }: CustomerPanelProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [choosing, setChoosing] = useState(false);
  const { customerId, requester } = ticket;
  const customer = useQuery({
    ...customerQuery(customerId ?? ''),
    enabled: customerId !== null && may('customers.read'),
  }).data;
  const others = useQuery({
    ...ticketsOf({ customer: [customerId ?? ''] }, '-updated', 6),
    enabled: customerId !== null,
  }).data?.data.filter((other) => other.id !== ticket.id);
  const contacts = customer?.contacts ?? [
    ...(requester.email === null ? [] : [{ id: 'email', type: 'email' as const, value: requester.email }]),
    ...(requester.phone === null ? [] : [{ id: 'phone', type: 'phone' as const, value: requester.phone }]),
  ];
  return (
    <Panel
      title={t('tickets.field.customer')}
      extra={
        editable ? (
          <Popover
            trigger="click"
            placement="bottomRight"
            open={choosing}
            onOpenChange={setChoosing}
            destroyOnHidden
            content={
              <CustomerPicker
                autoFocus
                style={{ width: 280 }}
                value={customerId}
                onChange={(id) => {
                  setChoosing(false);
                  onChange({ customerId: id ?? null });
                }}
              />
            }
          >
            <Button
              type="text"
              size="small"
              icon={<SwapOutlined />}
              aria-label={t('tickets.changeCustomer')}
              title={t('tickets.changeCustomer')}
            />
          </Popover>
        ) : null
      }
    >
      <div className={styles['customerName']}>
        {customerId === null ? (
          <Person
            name={requester.name ?? requester.email ?? requester.phone ?? t('common.unknown')}
            size={26}
          />
        ) : (
          <Link to={`/customers/${customerId}`}>
            <Person name={customer?.name ?? requester.name ?? '…'} size={26} />
          </Link>
        )}
        <TierMark tier={customer?.tier ?? ticket.customerTier} />
      </div>
      <ul className={styles['contacts']}>
        {contacts.map((contact) => (
          <li key={contact.id}>
            {contact.type === 'email' ? <MailOutlined /> : <PhoneOutlined />}
            <a className="ellipsis" href={`${contact.type === 'email' ? 'mailto' : 'tel'}:${contact.value}`}>
              {contact.value}
            </a>
          </li>
        ))}
      </ul>
      {customer === undefined ? null : (
        <>
          {customer.tags.length > 0 ? (
            <div>
              {customer.tags.map((tag) => (
                <TagChip key={tag} tag={tag} />
              ))}
            </div>
          ) : null}
          {customer.note === '' ? null : <p className={styles['customerNote']}>{customer.note}</p>}
        </>
      )}
      {others !== undefined && others.length > 0 ? (
        <>
          <div className={styles['smallHeading']}>{t('tickets.otherTickets')}</div>
          <ul className={styles['others']}>
            {others.slice(0, 5).map((other) => (
              <li key={other.id}>
                <Link to={`/tickets/${other.id}`} className="ellipsis">
                  <span className="num faint">#{other.number}</span> {other.subject}
                </Link>
                <StatusTag status={other.status} />
              </li>
            ))}
          </ul>
          <Link to={`/tickets?customer=${customerId}`}>{t('tickets.allOfCustomer')}</Link>
        </>
      ) : null}
    </Panel>
  );
}
