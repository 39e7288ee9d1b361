import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { loadRoomWords } from '../../lib/i18n/i18n.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useInstantFormat, useMay, useProfile } from '../session/session.ts';
import { useNewTicket } from '../tickets/create/new-ticket.tsx';
import { ticketCountQuery } from '../tickets/ticket.queries.ts';
import { openStatuses } from '../tickets/ticket-values.ts';
import { BoardDigest } from './board-digest.tsx';
import { DuePanel } from './due-panel.tsx';
import styles from './home.module.css';
import { TicketsPanel } from './tickets-panel.tsx';

const open = [...openStatuses];

/** With all that one does with an alert, so it comes after the first screen. */
const AlertsPanel = lazy(async () => {
  const [panel] = await Promise.all([import('../charts/alerts-panel.tsx'), loadRoomWords()]);
  return { default: panel.AlertsPanel };
});

/** For the demo alone, so it comes after the first screen, too. */
const TourHint = lazy(async () => {
  const [hint] = await Promise.all([import('../demo/tour-hint.tsx'), loadRoomWords()]);
  return { default: hint.TourHint };
});

/** What needs me now: my promises and replies for those who serve, the state of the service for those who lead. */
export default function HomePage() {
  const { t } = useTranslation();
  const profile = useProfile();
  const may = useMay();
  const navigate = useNavigate();
  const newTicket = useNewTicket();
  const format = useInstantFormat();
  const now = useNow(60);
  useLive('tickets', ['tickets']);
  const leads = profile.grants['metrics.read'] === 'all' || profile.grants['metrics.read'] === 'team';
  const serves = may('tickets.update');
  const all = useQuery({ ...ticketCountQuery({}), enabled: may('tickets.read') });
  const hour = Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: format.timeZone }).format(
      now,
    ),
  );
  const greeting =
    hour < 5 ? 'night' : hour < 11 ? 'morning' : hour < 14 ? 'noon' : hour < 18 ? 'afternoon' : 'evening';

  if (all.data?.count === 0) {
    return (
      <Page
        title={t('home.title')}
        heading={t(`home.greeting.${greeting}`, { name: profile.name })}
        layout="narrow"
      >
        <Panel>
          <EmptyState
            title={t('home.start.title')}
            hint={t('home.start.hint')}
            action={
              <>
                {may('imports.manage') ? (
                  <Button type="primary" onClick={() => navigate('/imports')}>
                    {t('home.start.import')}
                  </Button>
                ) : null}
                {may('people.manage') ? (
                  <Button onClick={() => navigate('/people')}>{t('home.start.invite')}</Button>
                ) : null}
                {may('tickets.create') ? (
                  <Button onClick={() => newTicket.open()}>{t('shell.newTicket')}</Button>
                ) : null}
              </>
            }
          />
        </Panel>
      </Page>
    );
  }

  return (
    <Page
      title={t('home.title')}
      heading={t(`home.greeting.${greeting}`, { name: profile.name })}
      subtitle={format.instant(new Date(now).toISOString(), 'day')}
    >
      <Suspense>{may('demo.pass') ? <TourHint /> : null}</Suspense>
      {leads ? <BoardDigest /> : null}
      <Suspense>{may('charts.read') ? <AlertsPanel /> : null}</Suspense>
      {serves && !leads ? (
        <div className={styles['counts']}>
          <Count
            label={t('home.mine')}
            filter={{ assignee: ['me'], status: open }}
            to="/tickets?assignee=me&status=new,open,pendingCustomer,onHold&sort=due"
          />
          <Count
            label={t('home.unassigned')}
            filter={{ team: ['mine'], assignee: ['none'], status: open }}
            to="/tickets?team=mine&assignee=none&status=new,open,pendingCustomer,onHold"
          />
          <Count
            label={t('home.myTeams')}
            filter={{ team: ['mine'], status: open }}
            to="/tickets?team=mine&status=new,open,pendingCustomer,onHold&sort=due"
          />
          <Count
            label={t('home.complaints')}
            filter={{ kind: ['complaint'], status: open }}
            to="/tickets?kind=complaint&status=new,open,pendingCustomer,onHold&sort=priority"
          />
        </div>
      ) : null}
      <div className={styles['columns']}>
        {may('sla.read') && may('tickets.read') ? <DuePanel mine={serves && !leads} /> : null}
        {serves && !leads ? (
          <TicketsPanel
            title={t('home.waiting')}
            hint={t('home.waitingHint')}
            filter={{ assignee: ['me'], status: ['new', 'open'] }}
            sort="-updated"
            only={(ticket) => ticket.waitingSince !== null}
            emptyTitle={t('home.noneWaiting')}
          />
        ) : null}
        {may('tickets.read') ? (
          <TicketsPanel
            title={t('home.unassignedTitle')}
            filter={{ assignee: ['none'], status: open }}
            sort="-created"
            emptyTitle={t('home.noneUnassigned')}
            more="/tickets?assignee=none&status=new,open,pendingCustomer,onHold&sort=-created"
          />
        ) : null}
        {may('tickets.read') ? (
          <TicketsPanel
            title={t('home.complaintsTitle')}
            filter={{ kind: ['complaint'], status: open }}
            sort="priority"
            emptyTitle={t('home.noneComplaints')}
            more="/tickets?kind=complaint&status=new,open,pendingCustomer,onHold&sort=priority"
          />
        ) : null}
      </div>
    </Page>
  );
}

function Count({
  label,
  filter,
  to,
}: {
  label: string;
  filter: Parameters<typeof ticketCountQuery>[0];
  to: string;
}) {
  const { data } = useQuery(ticketCountQuery(filter));
  return (
    <Link to={to} className={styles['count'] ?? ''}>
      <span className={styles['countLabel']}>{label}</span>
      <strong className="num">{data === undefined ? '–' : `${data.count}${data.capped ? '+' : ''}`}</strong>
    </Link>
  );
}
