import { EditOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../lib/api/client.ts';
import { useStream } from '../../../lib/api/use-stream.ts';
import { Face } from '../../../ui/person.tsx';
import { useProfile } from '../../session/session.ts';
import { announce, announceAgain } from './presence-signal.ts';
import styles from './ticket.module.css';

const beatMs = 25_000;

/** Which colleagues look at this ticket now, and who of them is writing. */
export function Presence({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const { id: me } = useProfile();
  const client = useQueryClient();
  const key = ['ticket', ticketId, 'presence'];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => unwrap(api.GET('/api/v1/tickets/{id}/presence', { params: { path: { id: ticketId } } })),
    refetchInterval: 2 * beatMs,
    retry: false,
  });
  useStream('presence', (message) => {
    if (message.id === undefined || message.id === ticketId) void client.invalidateQueries({ queryKey: key });
  });
  useEffect(() => {
    announce(ticketId, 'viewing');
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') announceAgain(ticketId);
    }, beatMs);
    return () => {
      clearInterval(timer);
      announce(ticketId, 'gone');
    };
  }, [ticketId]);

  const others = (data?.data ?? []).filter((user) => user.userId !== me);
  if (others.length === 0) return null;
  return (
    <ul className={styles['presence']} aria-label={t('tickets.presence.label')}>
      {others.map((user) => (
        <li key={user.userId}>
          <Tooltip title={t(`tickets.presence.${user.state}`, { name: user.name })}>
            <span className={styles['presentFace']} data-editing={user.state === 'editing'}>
              <Face name={user.name} size={22} />
              {user.state === 'editing' ? <EditOutlined /> : null}
              <span className="visually-hidden">
                {t(`tickets.presence.${user.state}`, { name: user.name })}
              </span>
            </span>
          </Tooltip>
        </li>
      ))}
      {others.some((user) => user.state === 'editing') ? (
        <li className={styles['presenceText']}>
          {t('tickets.presence.editing', {
            name: others.find((user) => user.state === 'editing')?.name ?? '',
          })}
        </li>
      ) : null}
    </ul>
  );
}
