import type { Procedure, ProcedureResults } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatDuration } from '../../lib/time/duration.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { TeamPicker } from '../directory/pickers.tsx';
import { formatMetric } from '../metrics/metric-format.ts';
import { useLocale, useMay } from '../session/session.ts';
import { resultsQuery } from './procedure.queries.ts';
import { textFor } from './procedure-words.ts';
import styles from './procedures.module.css';

/** How work was done as it is written: by version, step by step, and why steps were skipped. */
export function ResultsTab({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const day = (name: string) => /^\d{4}-\d\d-\d\d$/.exec(parameters.get(name) ?? '')?.[0];
  const [from, to, teamId] = [day('from'), day('to'), parameters.get('teamId') ?? undefined];
  const query = useQuery(resultsQuery(procedure.id, { from, to, teamId }));
  const set = (field: string, value: string | null | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === undefined || value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next, { replace: true });
  };
  return (
    <div className={styles['stack']}>
      <div className={styles['bar']}>
        <DateInput label={t('common.from')} value={from ?? ''} onChange={(value) => set('from', value)} />
        <DateInput label={t('common.to')} value={to ?? ''} onChange={(value) => set('to', value)} />
        <TeamPicker
          style={{ minWidth: 150 }}
          placeholder={t('procedures.allTeams')}
          value={teamId ?? null}
          onChange={(value) => set('teamId', value)}
        />
        <span className={styles['spacer']} />
        {may('metrics.read') ? (
          <Link to="/analysis?metric=procedures.adherence&preset=90d&grain=week&breakdown=team">
            {t('procedures.inAnalysis')}
          </Link>
        ) : null}
      </div>
      {query.isPending ? (
        <LoadingRows />
      ) : query.isError ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : query.data.runs + query.data.running === 0 ? (
        <Panel>
          <EmptyState title={t('procedures.noRuns')} hint={t('procedures.noRunsHint')} />
        </Panel>
      ) : (
        <Results results={query.data} />
      )}
    </div>
  );
}

function Results({ results }: { results: ProcedureResults }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const share = (value: number | null) => formatMetric(value, 'ratio', locale);
  const titles = new Map(results.steps.map((step) => [step.key, step.title]));
  const tiles = [
    { name: t('procedures.runs'), value: results.runs, hint: t('procedures.runsHint') },
    { name: t('procedures.running'), value: results.running, hint: t('procedures.runningHint') },
    { name: t('procedures.adherence'), value: share(results.adherence), hint: t('procedures.adherenceHint') },
    { name: t('procedures.asWritten'), value: share(results.asWritten), hint: t('procedures.asWrittenHint') },
  ];
  return (
    <>
      <div className={styles['tiles']}>
        {tiles.map((tile) => (
          <div key={tile.name} className={styles['tile']}>
            <div className="muted">{tile.name}</div>
            <div className={`${styles['tileValue']} num`}>{tile.value}</div>
            <div className="faint">{tile.hint}</div>
          </div>
        ))}
      </div>
      <Panel title={t('procedures.byVersion')} flush>
        <Table
          size="small"
          rowKey="versionId"
          pagination={false}
          scroll={{ x: 480 }}
          dataSource={results.versions}
          columns={[
            {
              title: t('procedures.version'),
              render: (_, row) => t('procedures.versionNumber', { number: row.number }),
            },
            { title: t('procedures.runs'), width: 110, align: 'right', dataIndex: 'runs' },
            {
              title: t('procedures.adherence'),
              width: 130,
              align: 'right',
              render: (_, row) => share(row.adherence),
            },
            {
              title: t('procedures.asWritten'),
              width: 150,
              align: 'right',
              render: (_, row) => share(row.asWritten),
            },
          ]}
        />
      </Panel>
      <Panel title={t('procedures.byStep')} flush>
        <Table
          size="small"
          rowKey="key"
          pagination={false}
          scroll={{ x: 720 }}
          dataSource={results.steps}
          columns={[
            {
              title: t('procedures.step'),
              render: (_, row) => (
                <>
                  {textFor(row.title, locale)}{' '}
                  {row.mandatory ? <span className="faint">{t('procedures.mandatory')}</span> : null}
                </>
              ),
            },
            ...(['done', 'skipped', 'left', 'late'] as const).map((field) => ({
              title: t(`procedures.stepState.${field}`),
              width: 90,
              align: 'right' as const,
              dataIndex: field,
            })),
            {
              title: t('procedures.medianTime'),
              width: 140,
              align: 'right',
              render: (_, row) => formatDuration(row.medianSeconds, locale),
            },
          ]}
        />
      </Panel>
      {results.reasons.length === 0 ? null : (
        <Panel title={t('procedures.reasons')} flush>
          <Table
            size="small"
            rowKey={(row) => `${row.key} ${row.reason}`}
            pagination={false}
            scroll={{ x: 480 }}
            dataSource={results.reasons}
            columns={[
              {
                title: t('procedures.step'),
                width: 220,
                render: (_, row) => textFor(titles.get(row.key), locale) || row.key,
              },
              { title: t('procedures.reason'), dataIndex: 'reason' },
              { title: t('procedures.times'), width: 90, align: 'right', dataIndex: 'times' },
            ]}
          />
        </Panel>
      )}
    </>
  );
}
