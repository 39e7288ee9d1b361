import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../lib/time/duration.ts';
import { Instant } from '../../ui/instant.tsx';
import { useNames } from '../directory/directory.queries.ts';
import { useLocale } from '../session/session.ts';
import { useFieldWords } from '../tickets/page/field-words.ts';
import styles from './event-line.module.css';

export interface LoggedEvent {
  id: string;
  type: string;
  occurredAt: string;
  actor: { type: string; id: string | null };
  data: Record<string, unknown>;
}

/** Events that have words of their own; any other shows its type. */
const told = [
  'ticket.created',
  'ticket.changed',
  'ticket.replied',
  'ticket.noted',
  'ticket.solved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.merged',
  'ticket.linked',
  'ticket.unlinked',
  'ticket.followed',
  'sla.warned',
  'sla.breached',
  'sla.met',
  'customer.created',
  'customer.changed',
  'customer.linked',
] as const;

/** One event in a sentence: who did what, when, and what it changed. */
export function EventLine({ event }: { event: LoggedEvent }) {
  const { t } = useTranslation();
  const names = useNames();
  const known = told.find((type) => type === event.type);
  const who =
    event.actor.type === 'user'
      ? (names.user(event.actor.id) ?? '…')
      : event.actor.type === 'customer'
        ? t('tickets.field.customer')
        : event.actor.type === 'apiKey'
          ? t('events.apiKey')
          : t('common.system');
  return (
    <div className={styles['line']} data-tone={toneOf(event.type)}>
      <span className={styles['dot']} />
      <div className={styles['text']}>
        <span>
          <strong>{who}</strong>{' '}
          {known === undefined ? event.type : t(`events.type.${known.replace('.', '_') as 'ticket_created'}`)}
        </span>
        <Details event={event} />
      </div>
      <span className="faint">
        <Instant at={event.occurredAt} />
      </span>
    </div>
  );
}

function toneOf(type: string): string {
  if (type === 'sla.breached') return 'bad';
  if (type === 'sla.warned' || type === 'ticket.reopened') return 'warn';
  if (type === 'sla.met' || type === 'ticket.solved') return 'good';
  return 'plain';
}

function Details({ event }: { event: LoggedEvent }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = useFieldWords();
  const { data } = event;
  if (event.type === 'ticket.changed') {
    const before = (data['before'] ?? {}) as Record<string, unknown>;
    const after = (data['ticket'] ?? {}) as Record<string, unknown>;
    const fields = (data['fields'] ?? []) as string[];
    return (
      <ul className={styles['changes']}>
        {fields.map((field) => (
          <li key={field}>
            <span className="muted">{words.label(field)}</span>
            {field in before ? (
              <>
                {' '}
                <span className={styles['old']}>{words.value(field, before[field])}</span> →{' '}
                {words.value(field, after[field])}
              </>
            ) : null}
          </li>
        ))}
        {typeof data['reason'] === 'string' ? <li className="muted">{data['reason']}</li> : null}
      </ul>
    );
  }
  const clock = data['clock'];
  if (typeof clock === 'string')
    return <span className="muted">{t(`tickets.clock.kind.${clock as 'firstReply'}`)}</span>;
  const seconds = data['secondsToSolve'] ?? data['secondsSinceCreated'];
  if (typeof seconds === 'number')
    return <span className="muted num">{t('events.after', { time: formatDuration(seconds, locale) })}</span>;
  const other = data['otherNumber'];
  return typeof other === 'number' ? <span className="muted num">#{other}</span> : null;
}
