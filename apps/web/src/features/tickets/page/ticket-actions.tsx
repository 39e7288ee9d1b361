import { CheckOutlined, EllipsisOutlined } from '@ant-design/icons';
import type { Ticket, TicketChange } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../../../lib/api/client.ts';
import { useShowError } from '../../../ui/use-error-text.ts';
import { openFromPath } from '../../improvements/improvement-filters.ts';
import { useMay, useProfile } from '../../session/session.ts';
import { childOf, useNewTicket } from '../create/new-ticket.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import styles from './ticket.module.css';

const StartDialog = lazy(() => import('../../procedures/run/start-dialog.tsx'));

/** What is done to a ticket as a whole. */
export function TicketActions({
  ticket,
  onChange,
}: {
  ticket: Ticket;
  onChange: (change: TicketChange) => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay();
  const navigate = useNavigate();
  const { id: me } = useProfile();
  const client = useQueryClient();
  const newTicket = useNewTicket();
  const showError = useShowError();
  const [dialog, setDialog] = useState<'merge' | 'link' | 'procedure' | null>(null);
  const following = ticket.followerIds.includes(me);
  const follow = useMutation({
    mutationFn: (): Promise<unknown> => {
      const params = { params: { path: { id: ticket.id, userId: me } } };
      return following
        ? unwrap(api.DELETE('/api/v1/tickets/{id}/followers/{userId}', params))
        : unwrap(api.PUT('/api/v1/tickets/{id}/followers/{userId}', params));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['ticket', ticket.id] }),
    onError: showError,
  });
  const solved = ticket.status === 'solved' || ticket.status === 'closed';
  const canUpdate = may('tickets.update');
  return (
    <>
      {canUpdate && ticket.assigneeId !== me && !solved ? (
        <Button onClick={() => onChange({ assigneeId: me })}>{t('tickets.action.take')}</Button>
      ) : null}
      {canUpdate && !solved ? (
        <Button
          icon={<CheckOutlined />}
          aria-label={t('tickets.action.solve')}
          onClick={() => onChange({ status: 'solved' })}
        >
          <span className={styles['wideOnly']}>{t('tickets.action.solve')}</span>
        </Button>
      ) : null}
      {canUpdate && ticket.status === 'solved' ? (
        <Button onClick={() => onChange({ status: 'open' })}>{t('tickets.action.reopen')}</Button>
      ) : null}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'follow',
              label: t(following ? 'tickets.action.unfollow' : 'tickets.action.follow'),
              onClick: () => follow.mutate(),
            },
            {
              key: 'copy',
              label: t('tickets.action.copyLink'),
              onClick: () => {
                void navigator.clipboard
                  ?.writeText(window.location.href)
                  .then(() => message.success(t('common.copied')));
              },
            },
            ...(canUpdate
              ? [
                  { type: 'divider' as const },
                  { key: 'link', label: t('tickets.action.link'), onClick: () => setDialog('link') },
                  {
                    key: 'child',
                    label: t('tickets.action.child'),
                    onClick: () => newTicket.open(childOf(ticket)),
                  },
                  ...(may('procedures.run') && !solved
                    ? [
                        {
                          key: 'procedure',
                          label: t('procedures.startOne'),
                          onClick: () => setDialog('procedure'),
                        },
                      ]
                    : []),
                  ...(may('improvements.manage') && ticket.kind === 'complaint'
                    ? [
                        {
                          key: 'improve',
                          label: t('improvements.open'),
                          onClick: () => navigate(openFromPath({ type: 'ticket', id: ticket.id })),
                        },
                      ]
                    : []),
                  {
                    key: 'merge',
                    label: t('tickets.action.merge'),
                    disabled: ticket.mergedIntoId !== null,
                    onClick: () => setDialog('merge'),
                  },
                ]
              : []),
            {
              key: 'thread',
              label: t('threads.open'),
              onClick: () => navigate(`/threads/ticket/${ticket.id}`),
            },
          ],
        }}
      >
        <Button icon={<EllipsisOutlined />} aria-label={t('common.more')} />
      </Dropdown>
      {dialog === 'merge' ? <MergeDialog ticket={ticket} onClose={() => setDialog(null)} /> : null}
      {dialog === 'procedure' ? (
        <Suspense fallback={null}>
          <StartDialog ticketId={ticket.id} teamId={ticket.teamId} onClose={() => setDialog(null)} />
        </Suspense>
      ) : null}
      {dialog === 'link' ? <LinkDialog ticket={ticket} onClose={() => setDialog(null)} /> : null}
    </>
  );
}
