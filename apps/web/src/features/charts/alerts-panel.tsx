import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '../../ui/page.tsx';
import { AlertList } from './alert-list.tsx';
import { alertListQuery } from './chart.queries.ts';

/** Alerts for whoever reads; nothing where none waits, for good news needs no room. */
export function AlertsPanel() {
  const { t } = useTranslation();
  const alerts = useInfiniteQuery(alertListQuery({ owner: 'me' }, 5));
  const rows = alerts.data?.pages[0]?.data ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title={t('charts.forMe')} extra={<Link to="/alerts?owner=me">{t('home.showAll')}</Link>} flush>
      <AlertList alerts={rows} />
    </Panel>
  );
}
