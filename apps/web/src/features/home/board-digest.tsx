import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLive } from '../../lib/api/use-stream.ts';
import { Panel } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import boardStyles from '../metrics/board/board.module.css';
import { MetricTile } from '../metrics/board/metric-tile.tsx';
import { DrillDrawer } from '../metrics/drill-drawer.tsx';
import { boardQuery, type Opened } from '../metrics/metric.queries.ts';

const preset = '7d';
const shown = 6;

/** The service in six numbers over the last week. */
export function BoardDigest() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const board = useQuery(boardQuery({ preset, by: 'team' }));
  useLive('metrics', ['metrics']);
  if (board.isError && board.data === undefined) {
    return (
      <Panel>
        <ErrorState compact error={board.error} retry={() => void board.refetch()} />
      </Panel>
    );
  }
  if (board.data === undefined) return <Skeleton.Node active style={{ width: '100%', height: 140 }} />;
  const { data } = board;
  return (
    <section aria-label={t('home.digest')}>
      <div style={{ display: 'flex', justifyContent: 'space-between', marginBottom: 6 }}>
        <span className="muted">
          {t('home.digest')} · {t(`common.range.${preset}`)}
        </span>
        <Link to="/board">{t('home.openBoard')}</Link>
      </div>
      <div className={`${boardStyles['tiles']} ${boardStyles['six']}`}>
        {data.metrics.slice(0, shown).map((metric, index) => (
          <MetricTile
            key={metric.name}
            metric={metric}
            cell={data.totals[index] ?? null}
            target={data.targets[index] ?? null}
            range={{ preset }}
            filters={{}}
            onOpen={() =>
              setOpened({
                metric: metric.name,
                start: data.range.start,
                end: data.range.end,
                filters: {},
                title: metric.label,
              })
            }
          />
        ))}
      </div>
      <DrillDrawer opened={opened} onClose={() => setOpened(null)} />
    </section>
  );
}
