import { ArrowLeftOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Skeleton, Space, Tabs, Tooltip } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useLive } from '../../../lib/api/use-stream.ts';
import { useHotkeys } from '../../../lib/keyboard/use-hotkeys.ts';
import { ErrorState } from '../../../ui/states.tsx';
import { RunSlot } from '../../procedures/run/run-slot.tsx';
import { useMay, useProfile } from '../../session/session.ts';
import { TicketSurveysPanel } from '../../surveys/ticket-surveys-panel.tsx';
import { ClockStrip } from '../clocks/clock-strip.tsx';
import { neighboursOf } from '../list/neighbours.ts';
import { ticketQuery } from '../ticket.queries.ts';
import { StatusTag } from '../ticket-marks.tsx';
import { Activity } from './activity.tsx';
import { Composer, type ComposerHandle } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import { Presence } from './presence.tsx';
import { PropertiesPanel } from './properties-panel.tsx';
import { RelativesPanel } from './relatives-panel.tsx';
import { SubjectLine } from './subject-line.tsx';
import styles from './ticket.module.css';
import { TicketActions } from './ticket-actions.tsx';
import { useChangeTicket } from './use-change-ticket.tsx';

/** One ticket, with everything about it. */
export default function TicketPage() {
  const { id = '' } = useParams();
  return <Ticket key={id} id={id} />;
}

function Ticket({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const me = useProfile();
  const ticket = useQuery(ticketQuery(id));
  useLive('tickets', ['ticket', id]);
  const [tab, setTab] = useState('conversation');
  const [ledger, setLedger] = useState<string | null>(null);
  const composer = useRef<ComposerHandle>(null);
  const { back, previous, next } = neighboursOf(id);
  const { change, saving, dialog } = useChangeTicket(ticket.data);
  const openLedger = useCallback((key: string | null) => setLedger(key), []);
  const write = (kind: 'reply' | 'note') => {
    setTab('conversation');
    requestAnimationFrame(() => composer.current?.write(kind));
  };

  useHotkeys({
    u: () => navigate(back),
    ...(next === null ? {} : { j: () => navigate(`/tickets/${next}`) }),
    ...(previous === null ? {} : { k: () => navigate(`/tickets/${previous}`) }),
    ...(may('tickets.reply') ? { r: () => write('reply') } : {}),
    ...(may('tickets.note') ? { n: () => write('note') } : {}),
    ...(may('tickets.update') ? { a: () => change({ assigneeId: me.id }) } : {}),
    m: () => composer.current?.openMacros(),
    l: () => setLedger('first'),
  });

  if (ticket.isError && ticket.data === undefined)
    return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />;
  if (ticket.data === undefined) return <TicketSkeleton />;
  const data = ticket.data;
  const locked = data.status === 'closed' || data.mergedIntoId !== null;

  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div className={styles['crumbs']}>
          <Tooltip title={`${t('shell.keys.backToList')} (U)`}>
            <Link to={back} className={styles['back'] ?? ''} aria-label={t('shell.keys.backToList')}>
              <ArrowLeftOutlined />
            </Link>
          </Tooltip>
          <span className="num muted">#{data.number}</span>
          <StatusTag status={data.status} />
          <Presence ticketId={id} />
          <span className={styles['spacer']} />
          <TicketActions ticket={data} onChange={change} />
          <Space.Compact className={styles['wideOnly'] ?? ''}>
            <Button
              icon={<UpOutlined />}
              disabled={previous === null}
              aria-label={t('tickets.previous')}
              onClick={() => navigate(`/tickets/${previous}`)}
            />
            <Button
              icon={<DownOutlined />}
              disabled={next === null}
              aria-label={t('tickets.next')}
              onClick={() => navigate(`/tickets/${next}`)}
            />
          </Space.Compact>
        </div>
        <SubjectLine ticket={data} editable={may('tickets.update') && !locked} onChange={change} />
        {may('sla.read') ? <ClockStrip ticketId={id} ledger={ledger} onLedger={openLedger} /> : null}
      </header>
      {data.mergedIntoId === null ? null : (
        <Alert
          type="info"
          showIcon
          title={t('tickets.mergedInto')}
          action={
            <Link to={`/tickets/${data.mergedIntoId}`}>
              <Button size="small">{t('tickets.openMerged')}</Button>
            </Link>
          }
        />
      )}
      <div className={styles['columns']}>
        <section className={styles['talk']} aria-label={t('tickets.tab.conversation')}>
          <Tabs
            activeKey={tab}
            onChange={setTab}
            size="small"
            className={styles['tabs'] ?? ''}
            items={[
              { key: 'conversation', label: t('tickets.tab.conversation') },
              { key: 'activity', label: t('tickets.tab.activity') },
            ]}
          />
          {tab === 'conversation' ? (
            <>
              <Conversation ticket={data} />
              {locked || !(may('tickets.reply') || may('tickets.note')) ? null : (
                <Composer key={id} ticket={data} handle={composer} />
              )}
            </>
          ) : (
            <Activity ticketId={id} />
          )}
        </section>
        <aside className={styles['side']} aria-label={t('tickets.properties')}>
          <RunSlot ticket={data} />
          <PropertiesPanel ticket={data} editable={may('tickets.update')} saving={saving} onChange={change} />
          <CustomerPanel ticket={data} editable={may('tickets.update')} onChange={change} />
          <TicketSurveysPanel ticketId={id} />
          <RelativesPanel ticket={data} onChange={change} />
        </aside>
      </div>
      {dialog}
    </div>
  );
}

function TicketSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles['page']} role="status" aria-label={t('common.loading')}>
      <Skeleton active title={{ width: '40%' }} paragraph={{ rows: 2 }} />
      <div className={styles['columns']}>
        <div className={styles['talk']}>
          <Skeleton active avatar paragraph={{ rows: 6 }} />
        </div>
        <div className={styles['side']}>
          <Skeleton active paragraph={{ rows: 8 }} />
        </div>
      </div>
    </div>
  );
}
