import { LockOutlined, PaperClipOutlined, RobotOutlined } from '@ant-design/icons';
import type { Ticket, TicketMessage } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../../ui/instant.tsx';
import { Face } from '../../../ui/person.tsx';
import { RichText } from '../../../ui/rich-text.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../../ui/states.tsx';
import { useNames } from '../../directory/directory.queries.ts';
import { messagesQuery } from '../ticket.queries.ts';
import { AttachmentList } from './attachments.tsx';
import styles from './ticket.module.css';

/** Everything said on a ticket, oldest first; notes look unlike what the customer sees. */
export function Conversation({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const messages = useQuery(messagesQuery(ticket.id));
  const end = useRef<HTMLDivElement>(null);
  const count = messages.data?.length ?? 0;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [count]);

  if (messages.isPending) return <LoadingRows rows={6} />;
  if (messages.isError) return <ErrorState error={messages.error} retry={() => void messages.refetch()} />;
  if (count === 0) {
    return (
      <div className={styles['messages']}>
        <EmptyState
          compact
          icon={<PaperClipOutlined />}
          title={t('tickets.noMessages')}
          hint={t(ticket.source === null ? 'tickets.noMessagesHint' : 'tickets.noMessagesImported')}
        />
      </div>
    );
  }
  return (
    <div className={styles['messages']} role="log" aria-label={t('tickets.tab.conversation')}>
      {messages.data.map((message) => (
        <Message key={message.id} message={message} ticket={ticket} />
      ))}
      <div ref={end} />
    </div>
  );
}

function Message({ message, ticket }: { message: TicketMessage; ticket: Ticket }) {
  const { t } = useTranslation();
  const names = useNames();
  const { author } = message;
  const name =
    author.name ??
    (author.type === 'user' ? names.user(author.id) : null) ??
    (author.type === 'customer' ? (ticket.requester.name ?? ticket.requester.email) : null) ??
    t(author.type === 'customer' ? 'tickets.field.customer' : 'common.system');
  const side = message.kind === 'note' ? 'note' : author.type === 'customer' ? 'theirs' : 'ours';
  return (
    <article className={`${styles['message']} ${styles[side]}`}>
      {author.type === 'system' ? (
        <RobotOutlined className={styles['robot'] ?? ''} />
      ) : (
        <Face name={name} size={28} />
      )}
      <div className={styles['bubble']}>
        <div className={styles['byline']}>
          <strong>{name}</strong>
          {side === 'note' ? (
            <span className={styles['noteMark']}>
              <LockOutlined /> {t('tickets.internalNote')}
            </span>
          ) : (
            <span className="faint">{t(`tickets.channel.${message.channel}`)}</span>
          )}
          <span className={styles['spacer']} />
          <span className="faint">
            <Instant at={message.createdAt} />
          </span>
        </div>
        {message.html === null ? (
          <div className={styles['plain']}>{message.text}</div>
        ) : (
          <RichText html={message.html} />
        )}
        <AttachmentList files={message.attachments} />
      </div>
    </article>
  );
}
