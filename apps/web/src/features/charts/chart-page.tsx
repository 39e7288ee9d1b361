import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useNames } from '../directory/directory.queries.ts';
import { DrillDrawer } from '../metrics/drill-drawer.tsx';
import type { Opened } from '../metrics/metric.queries.ts';
import { useMay } from '../session/session.ts';
import { AlertList } from './alert-list.tsx';
import { alertListQuery, chartPointsQuery, deleteChart, freezeLimits } from './chart.queries.ts';
import { ChartDialog } from './chart-dialog.tsx';
import { CapabilityPanel, NotesPanel } from './chart-facts.tsx';
import styles from './charts.module.css';
import { ControlChart, type ControlPoint } from './control-chart.tsx';
import { ParetoPanel } from './pareto-panel.tsx';
import { PointDialog } from './point-dialog.tsx';

/** One control chart: the chart, its alerts, where its numbers come from, capability, notes. */
export default function ChartPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const may = useMay();
  const names = useNames();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const showError = useShowError();
  const [parameters, setParameters] = useSearchParams();
  const [editing, setEditing] = useState(false);
  const [point, setPoint] = useState<ControlPoint | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [from, to] = [parameters.get('from'), parameters.get('to')];
  const range = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
  const query = useQuery(chartPointsQuery(id, range));
  // Those that wait, and what became of the others.
  const alerts = useInfiniteQuery(alertListQuery({ chartId: id, state: 'open,acknowledged,snoozed,closed' }));
  useLive('metrics', ['charts', 'points']);
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['charts'] });
      void message.success(t('common.saved'));
    },
    onError: showError,
  });
  if (query.isPending) return <LoadingRows />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const answer = query.data;
  const { chart } = answer;
  const isGone = chart.archivedAt !== null;
  const manage = may('charts.manage') && !isGone;
  const unit = chart.metric?.unit ?? 'count';
  const set = (field: 'from' | 'to', value: string) => {
    const next = new URLSearchParams(parameters);
    if (value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next, { replace: true });
  };
  const teams = (chart.filters.team ?? []).flatMap((team) => names.team(team) ?? []);
  const shownAlerts = alerts.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page
      title={chart.name}
      subtitle={
        <>
          {chart.metric?.label ?? chart.metricName} · {t(`metrics.grain.${chart.grain}`)}
          {teams.length === 0 ? null : ` · ${teams.join(', ')}`}
        </>
      }
      extra={
        manage ? (
          <>
            {chart.limits.by === 'frozen' ? null : (
              <Button
                onClick={() =>
                  modal.confirm({
                    title: t('charts.freezeTitle'),
                    content: t('charts.freezeHint'),
                    onOk: () => act.mutateAsync(() => freezeLimits(chart)),
                  })
                }
              >
                {t('charts.freeze')}
              </Button>
            )}
            <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {t('common.edit')}
            </Button>
            <Button
              danger
              icon={<DeleteOutlined />}
              aria-label={t('common.delete')}
              onClick={() =>
                modal.confirm({
                  title: t('common.confirmDelete', { name: chart.name }),
                  content: t('charts.deleteHint'),
                  onOk: async () => {
                    await act.mutateAsync(() => deleteChart(chart));
                    navigate('/charts');
                  },
                })
              }
            />
          </>
        ) : undefined
      }
    >
      {isGone ? (
        <Alert type="info" showIcon title={t('charts.archived')} style={{ marginBottom: 12 }} />
      ) : null}
      <div className={styles['filters']}>
        <DateInput label={t('common.from')} value={from ?? ''} onChange={(value) => set('from', value)} />
        <DateInput label={t('common.to')} value={to ?? ''} onChange={(value) => set('to', value)} />
      </div>
      <Panel
        title={chart.metric?.label ?? chart.metricName}
        extra={answer.kind === null ? null : <Tag>{t(`charts.kind.${answer.kind}`)}</Tag>}
      >
        <p className="muted" style={{ marginBottom: 12 }}>
          {answer.because}
        </p>
        {answer.phases.some(({ parameters: limits }) => limits === null) ? (
          <Alert
            type="info"
            showIcon
            style={{ marginBottom: 12 }}
            title={t('charts.tooFew', { count: answer.leastPoints })}
          />
        ) : null}
        {answer.points.every(({ value }) => value === null) ? (
          <EmptyState title={t('metrics.nothingMeasured')} hint={t('charts.nothingHint')} />
        ) : (
          <>
            <ControlChart answer={answer} unit={unit} part="location" height={340} onPoint={setPoint} />
            {answer.points.some(({ spread }) => spread !== null) ? (
              <>
                <h3 style={{ marginTop: 16 }}>
                  {t(answer.kind === 'xbar-s' ? 'charts.spreadS' : 'charts.spreadMr')}
                </h3>
                <ControlChart answer={answer} unit={unit} part="spread" height={180} onPoint={setPoint} />
              </>
            ) : null}
          </>
        )}
      </Panel>
      <Panel title={t('charts.alerts')} flush>
        {shownAlerts.length === 0 ? (
          <EmptyState
            compact
            title={t('charts.noAlerts')}
            hint={t(chart.watchFrom === null ? 'charts.notWatched' : 'charts.noAlertsHint')}
          />
        ) : (
          <AlertList alerts={shownAlerts} />
        )}
      </Panel>
      <div className={styles['columns']}>
        {chart.metric === null ? null : <ParetoPanel chart={chart} range={range} />}
        <div>
          <CapabilityPanel answer={answer} unit={unit} />
          <div style={{ height: 12 }} />
          <NotesPanel answer={answer} />
        </div>
      </div>
      {editing ? (
        <ChartDialog chart={chart} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      ) : null}
      {point === null ? null : (
        <PointDialog
          key={point.start}
          answer={answer}
          unit={unit}
          point={point}
          manage={manage}
          onClose={() => setPoint(null)}
          onOpen={(title) => {
            setPoint(null);
            const { start, end } = point;
            setOpened({ metric: chart.metricName, start, end, filters: chart.filters, title });
          }}
        />
      )}
      <DrillDrawer opened={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}
