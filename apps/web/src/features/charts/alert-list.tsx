import type { Alert } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clockNow } from '../../lib/time/clock.ts';
import { Ago, Instant } from '../../ui/instant.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { openFromPath } from '../improvements/improvement-filters.ts';
import { formatMetric } from '../metrics/metric-format.ts';
import { useLocale, useMay } from '../session/session.ts';
import { acknowledgeAlert, snoozeAlert } from './chart.queries.ts';
import styles from './charts.module.css';
import { CloseAlertDialog } from './close-alert-dialog.tsx';

const colours = { open: 'red', acknowledged: 'gold', snoozed: 'default', closed: 'default' } as const;
const snoozeDays = [1, 3, 7, 30] as const;

/** Alerts, each with what may be done about it. */
export function AlertList({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const may = useMay();
  const client = useQueryClient();
  const { message } = App.useApp();
  const showError = useShowError();
  const [closing, setClosing] = useState<Alert | null>(null);
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['alerts'] });
      void message.success(t('common.saved'));
    },
    onError: showError,
  });
  return (
    <>
      <ul className={styles['alerts']}>
        {alerts.map((alert) => (
          <li key={alert.id}>
            <Tag color={colours[alert.state]}>{t(`charts.state.${alert.state}`)}</Tag>
            <div className={styles['what']}>
              <Link to={`/charts/${alert.chart.id}`}>{alert.chart.name}</Link>
              <div>
                {alert.kind === 'ewma' || alert.kind === 'cusum'
                  ? `${t(`charts.kind.${alert.kind}`)} · `
                  : null}
                {alert.ruleLabel}
                {alert.metric === null
                  ? null
                  : ` · ${formatMetric(alert.value, alert.metric.unit, locale)} (${formatMetric(alert.lower, alert.metric.unit, locale)} – ${formatMetric(alert.upper, alert.metric.unit, locale)})`}
                {alert.worse === null ? null : (
                  <span className={alert.worse ? styles['signal'] : 'muted'}>
                    {' '}
                    {t(alert.worse ? 'charts.worse' : 'charts.better')}
                  </span>
                )}
              </div>
              <div className="faint">
                <Instant at={alert.start} style="day" /> · {alert.owner?.name ?? t('charts.noOwner')} ·{' '}
                <Ago at={alert.raisedAt} />
                {alert.snoozedUntil === null ? null : (
                  <>
                    {' '}
                    · {t('charts.snoozedUntil')} <Instant at={alert.snoozedUntil} />
                  </>
                )}
                {alert.closed === null
                  ? null
                  : ` · ${t(`charts.reason.${alert.closed.reason}`)} ${alert.closed.note}`}
              </div>
            </div>
            {may('improvements.manage') ? (
              <Link to={openFromPath({ type: 'alert', id: alert.id })}>{t('improvements.open')}</Link>
            ) : null}
            <Link to={`/threads/alert/${alert.id}`}>{t('threads.open')}</Link>
            {may('alerts.manage') && alert.state !== 'closed' ? (
              <div className={styles['actions']}>
                {alert.acknowledgedAt === null || alert.state === 'snoozed' ? (
                  <Button size="small" onClick={() => act.mutate(() => acknowledgeAlert(alert))}>
                    {t('charts.acknowledge')}
                  </Button>
                ) : null}
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: snoozeDays.map((days) => ({
                      key: days,
                      label: t('charts.snoozeDays', { count: days }),
                      onClick: () =>
                        act.mutate(() =>
                          snoozeAlert(alert, new Date(clockNow() + days * 86_400_000).toISOString()),
                        ),
                    })),
                  }}
                >
                  <Button size="small">{t('charts.snooze')}</Button>
                </Dropdown>
                <Button size="small" onClick={() => setClosing(alert)}>
                  {t('common.close')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {closing === null ? null : <CloseAlertDialog alert={closing} onClose={() => setClosing(null)} />}
    </>
  );
}
