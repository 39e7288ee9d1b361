import { useQuery } from '@tanstack/react-query';
import { Alert, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useConnected, useLive } from '../../../lib/api/use-stream.ts';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { Ago } from '../../../ui/instant.tsx';
import { Page, Panel } from '../../../ui/page.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { useTeamChoices } from '../../directory/directory.queries.ts';
import { useMay } from '../../session/session.ts';
import { DrillDrawer } from '../drill-drawer.tsx';
import { type BoardAsk, boardQuery, type Opened } from '../metric.queries.ts';
import { RangePicker, rangeFrom, rangeInto } from '../range-picker.tsx';
import styles from './board.module.css';
import { BreakdownTable } from './breakdown-table.tsx';
import { DueTile } from './due-tile.tsx';
import { FlowChart } from './flow-chart.tsx';
import { MetricTile } from './metric-tile.tsx';
import { PromisePanel } from './promise-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';

const dimensions = ['team', 'category', 'priority', 'channel', 'kind', 'assignee'] as const;

/** How the service stands now: what comes, what waits, what is promised and what is kept. */
export default function BoardPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const connected = useConnected();
  const [parameters, setParameters] = useSearchParams();
  const [opened, setOpened] = useState<Opened | null>(null);
  const teams = useTeamChoices();
  const range = rangeFrom(parameters, '30d');
  const by = dimensions.find((dimension) => dimension === parameters.get('by')) ?? 'team';
  const team = parameters.get('team') ?? undefined;
  const ask: BoardAsk = { ...range, by, ...(team === undefined ? {} : { team }) };
  const board = useQuery(boardQuery(ask));
  useLive('metrics', ['metrics']);
  const filters = team === undefined ? {} : { team: [team] };
  const set = (field: string, value: string | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === undefined) next.delete(field);
    else next.set(field, value);
    setParameters(next);
  };
  const dueAddress = `/tickets?status=new,open,pendingCustomer,onHold&sort=due${team === undefined ? '' : `&team=${team}`}`;
  const exported = new URLSearchParams({
    by,
    ...(range as Record<string, string>),
    ...(team === undefined ? {} : { team }),
  });

  return (
    <Page
      title={t('board.title')}
      subtitle={
        board.data === undefined ? undefined : (
          <span className={styles['live']} data-on={connected}>
            <span className={styles['pulse']} />
            {connected ? t('board.live') : t('board.notLive')} · <Ago at={board.data.freshness.asOf} />
          </span>
        )
      }
      extra={
        <>
          <Select
            allowClear
            aria-label={t('tickets.field.team')}
            placeholder={t('board.allTeams')}
            style={{ minWidth: 130 }}
            options={teams}
            value={team ?? null}
            onChange={(value) => set('team', value ?? undefined)}
          />
          <RangePicker value={range} onChange={(next) => setParameters(rangeInto(parameters, next))} />
          <ExportMenu path="/api/v1/metrics/board/export" parameters={exported} fileName={t('board.title')} />
        </>
      }
    >
      {board.isError && board.data === undefined ? (
        <Panel>
          <ErrorState error={board.error} retry={() => void board.refetch()} />
        </Panel>
      ) : board.data === undefined ? (
        <Skeleton active paragraph={{ rows: 12 }} />
      ) : (
        <>
          {board.data.freshness.rebuildNeeded ? (
            <Alert type="warning" showIcon title={t('board.rebuild')} />
          ) : null}
          <div className={styles['tiles']}>
            {board.data.metrics.map((metric, index) => (
              <MetricTile
                key={metric.name}
                metric={metric}
                cell={board.data.totals[index] ?? null}
                target={board.data.targets[index] ?? null}
                range={range}
                filters={filters}
                onOpen={() =>
                  setOpened({
                    metric: metric.name,
                    start: board.data.range.start,
                    end: board.data.range.end,
                    filters,
                    title: metric.label,
                  })
                }
              />
            ))}
            <DueTile due={board.data.due} address={dueAddress} />
          </div>
          {board.data.metrics.length === 0 ? (
            <Panel>
              <EmptyState title={t('board.empty')} hint={t('board.emptyHint')} />
            </Panel>
          ) : null}
          <div className={styles['charts']}>
            <Panel title={t('board.flow')} className={styles['wide']}>
              <FlowChart
                board={board.data}
                onOpen={(metric, bucket, title) => setOpened({ metric, ...bucket, filters, title })}
              />
            </Panel>
            <PromisePanel team={team} address={dueAddress} />
            <TrendPanel
              metric="tickets.firstReplyTime"
              title={t('board.firstReply')}
              range={range}
              filters={filters}
              percentiles
              onOpen={setOpened}
            />
            <TrendPanel
              metric="sla.attainment"
              title={t('board.attainment')}
              range={range}
              filters={filters}
              onOpen={setOpened}
            />
          </div>
          <Panel
            flush
            title={t('board.breakdown')}
            extra={
              <Segmented
                size="small"
                value={by}
                onChange={(value) => set('by', value)}
                options={dimensions.map((value) => ({ value, label: t(`board.by.${value}`) }))}
              />
            }
          >
            <BreakdownTable
              board={board.data}
              onOpen={(metric, key, title) =>
                setOpened({
                  metric,
                  start: board.data.range.start,
                  end: board.data.range.end,
                  filters: { ...filters, [by]: [key] },
                  title,
                })
              }
              onTickets={may('tickets.read') ? (key) => navigate(ticketsAddress(by, key)) : null}
            />
          </Panel>
        </>
      )}
      <DrillDrawer opened={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}

/** The open tickets of one row, in the list. */
function ticketsAddress(by: (typeof dimensions)[number], key: string | null): string {
  const open = 'status=new,open,pendingCustomer,onHold';
  return `/tickets?${open}&${by}=${key ?? 'none'}&sort=due`;
}
