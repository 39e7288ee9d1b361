import { CloseOutlined, LinkOutlined, PlusOutlined } from '@ant-design/icons';
import type { Ticket, TicketChange } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '../../../ui/page.tsx';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useMay } from '../../session/session.ts';
import { childOf, useNewTicket } from '../create/new-ticket.tsx';
import { relativesQuery, unlinkTickets } from '../ticket.queries.ts';
import { StatusTag } from '../ticket-marks.tsx';
import { LinkDialog } from './link-dialog.tsx';
import styles from './ticket.module.css';

interface Relative {
  key: string;
  how: string;
  ticket: Pick<Ticket, 'id' | 'number' | 'subject' | 'status'>;
  /** Takes the relation away, where that can be done from this side. */
  onRemove?: () => void;
}

/** Parent, children, links, and what was merged into this one. */
export function RelativesPanel({
  ticket,
  onChange,
}: {
  ticket: Ticket;
  onChange: (change: TicketChange) => void;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const newTicket = useNewTicket();
  const [linking, setLinking] = useState(false);
  const { data } = useQuery(relativesQuery(ticket.id));
  const client = useQueryClient();
  const showError = useShowError();
  const unlink = useMutation({
    mutationFn: unlinkTickets,
    onSuccess: () => client.invalidateQueries({ queryKey: ['ticket', ticket.id] }),
    onError: showError,
  });
  const mayUpdate = may('tickets.update');
  const rows: Relative[] =
    data === undefined
      ? []
      : [
          ...(data.parent === null
            ? []
            : [
                {
                  key: 'parent',
                  how: t('tickets.relative.parent'),
                  ticket: data.parent,
                  onRemove: () => onChange({ parentId: null }),
                },
              ]),
          ...data.children.map((child) => ({
            key: `child-${child.id}`,
            how: t('tickets.relative.child'),
            ticket: child,
          })),
          ...data.links.map((link) => ({
            key: `${link.relation}-${link.direction}-${link.ticket.id}`,
            how: t(
              link.direction === 'incoming'
                ? `tickets.relationIncoming.${link.relation}`
                : `tickets.relation.${link.relation}`,
            ),
            ticket: link.ticket,
            onRemove: () =>
              unlink.mutate(
                link.direction === 'incoming'
                  ? { from: link.ticket.id, to: ticket.id, relation: link.relation }
                  : { from: ticket.id, to: link.ticket.id, relation: link.relation },
              ),
          })),
          ...data.mergedFrom.map((merged) => ({
            key: `merged-${merged.id}`,
            how: t('tickets.relative.merged'),
            ticket: merged,
          })),
        ];
  return (
    <Panel
      title={t('tickets.relative.title')}
      extra={
        may('tickets.update') ? (
          <>
            <Button
              type="text"
              size="small"
              icon={<LinkOutlined />}
              aria-label={t('tickets.action.link')}
              title={t('tickets.action.link')}
              onClick={() => setLinking(true)}
            />
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined />}
              aria-label={t('tickets.action.child')}
              title={t('tickets.action.child')}
              onClick={() => newTicket.open(childOf(ticket))}
            />
          </>
        ) : null
      }
    >
      {rows.length === 0 ? <div className="faint">{t('tickets.relative.none')}</div> : null}
      <ul className={styles['others']}>
        {rows.map((row) => (
          <li key={row.key}>
            <span className={styles['how']}>{row.how}</span>
            <Link to={`/tickets/${row.ticket.id}`} className="ellipsis">
              <span className="num faint">#{row.ticket.number}</span> {row.ticket.subject}
            </Link>
            <StatusTag status={row.ticket.status} />
            {row.onRemove === undefined || !mayUpdate ? null : (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('tickets.relative.remove', { number: row.ticket.number })}
                title={t('tickets.relative.remove', { number: row.ticket.number })}
                onClick={row.onRemove}
              />
            )}
          </li>
        ))}
      </ul>
      {linking ? <LinkDialog ticket={ticket} onClose={() => setLinking(false)} /> : null}
    </Panel>
  );
}
