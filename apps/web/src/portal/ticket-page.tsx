/** @jsxImportSource preact */
import type { PortalMessage, PortalReplied, PortalTicket } from '@jingyun/contracts';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError } from '../lib/api/problem.ts';
import { portal } from './api.ts';
import { Problem } from './fields.tsx';
import { LinkPage } from './link-page.tsx';
import { MessageItem } from './message-item.tsx';
import { ReplyForm } from './reply-form.tsx';
import { useWords } from './words.ts';

const refreshEvery = 30_000;

/** One ticket by its link: where it stands, what was said, and what the customer can do. */
export function TicketPage({
  token,
  onOrganisation,
}: {
  token: string;
  onOrganisation: (name: string) => void;
}) {
  const { t, time } = useWords();
  const [ticket, setTicket] = useState<PortalTicket | null>(null);
  const [older, setOlder] = useState<{ messages: PortalMessage[]; cursor: string | null } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [followUp, setFollowUp] = useState<PortalReplied['followUp']>(null);
  const [busy, setBusy] = useState(false);

  const load = useCallback(async () => {
    try {
      const found = await portal.ticket(token);
      setTicket(found);
      setFailure(null);
      onOrganisation(found.organisation.name);
    } catch (cause) {
      setFailure(cause);
    }
  }, [token, onOrganisation]);
  useEffect(() => {
    void load();
    const again = () => {
      if (document.visibilityState === 'visible') void load();
    };
    document.addEventListener('visibilitychange', again);
    const timer = setInterval(again, refreshEvery);
    return () => {
      document.removeEventListener('visibilitychange', again);
      clearInterval(timer);
    };
  }, [load]);

  if (ticket === null) {
    if (failure === null) return <p role="status">{t('loading')}</p>;
    if (failure instanceof ApiError && failure.status === 401) return <LinkPage cause={failure} />;
    return (
      <>
        <Problem cause={failure} />
        <button type="button" class="plain" onClick={load}>
          {t('error.retry')}
        </button>
      </>
    );
  }

  const settle = async (what: 'solve' | 'reopen') => {
    setBusy(true);
    try {
      const { noted } = await portal.settle(token, what);
      setSaid(t(noted ? 'ticket.noted' : what === 'solve' ? 'ticket.solved' : 'ticket.reopened'));
      await load();
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  const showOlder = async (cursor: string) => {
    try {
      const page = await portal.messages(token, cursor);
      setOlder({ messages: [...(older?.messages ?? []), ...page.data], cursor: page.nextCursor });
    } catch (cause) {
      setFailure(cause);
    }
  };
  // While an older page is shown, what newly arrives pushes messages over the edge: they are not shown twice.
  const newest = new Set(ticket.messages.data.map(({ id }) => id));
  const messages = [
    ...ticket.messages.data,
    ...(older?.messages ?? []).filter(({ id }) => !newest.has(id)),
  ].reverse();
  const cursor = older === null ? ticket.messages.nextCursor : older.cursor;
  const open = ticket.status !== 'solved' && ticket.status !== 'closed';

  return (
    <>
      <div class="head">
        <p class="faint">
          {t('ticket.number', { number: ticket.number })} ·{' '}
          {t('ticket.opened', { time: time(ticket.createdAt) })}
        </p>
        <h1>{ticket.subject}</h1>
        <p class={`status ${ticket.status}`}>{t(`status.${ticket.status}`)}</p>
      </div>
      {failure !== null && <Problem cause={failure} />}
      <p class={said === null ? 'hidden' : 'notice good'} role="status">
        {said}
      </p>
      {followUp?.token != null && (
        <a class="button main" href={`/portal/ticket#${followUp.token}`}>
          {t('ticket.followUpOpen')}
        </a>
      )}
      <h2>{t('ticket.conversation')}</h2>
      {cursor !== null && (
        <button type="button" class="plain" onClick={() => showOlder(cursor)}>
          {t('ticket.earlier')}
        </button>
      )}
      <ol class="messages">
        {messages.map((message) => (
          <MessageItem key={message.id} message={message} token={token} onFailure={setFailure} />
        ))}
      </ol>
      <ReplyForm
        token={token}
        status={ticket.status}
        limits={ticket.limits}
        onReplied={async (replied) => {
          setFollowUp(replied.followUp);
          setSaid(
            replied.followUp === null
              ? t('ticket.replied')
              : t(replied.followUp.mailed ? 'ticket.followUpMailed' : 'ticket.followUp', {
                  number: replied.followUp.number,
                }),
          );
          await load();
        }}
      />
      <div class="outcome">
        {open && (
          <button type="button" class="plain" disabled={busy} onClick={() => settle('solve')}>
            {t('ticket.solve')}
          </button>
        )}
        {ticket.status === 'solved' && (
          <button type="button" class="plain" disabled={busy} onClick={() => settle('reopen')}>
            {t('ticket.reopen')}
          </button>
        )}
      </div>
    </>
  );
}
