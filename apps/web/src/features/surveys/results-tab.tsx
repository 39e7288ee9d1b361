import { isScore, type Survey, type SurveyResults, surveyText } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select, Skeleton, Table } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../lib/api/use-stream.ts';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { bucketName } from '../metrics/chart/bucket-name.ts';
import { useChartStyle } from '../metrics/chart/chart-style.ts';
import { useInstantFormat, useLocale } from '../session/session.ts';
import { FilterBar } from './filter-bar.tsx';
import { MatrixPanel } from './matrix-panel.tsx';
import { formatInterval, formatScore } from './score-text.ts';
import { resultsQuery } from './survey.queries.ts';
import styles from './surveys.module.css';
import { breakdowns, useResultFilter } from './use-result-filter.ts';

const Chart = lazy(() => import('../../ui/chart/chart.tsx'));

/** Score with its interval, who answered, how it went, and where it differs. */
export function ResultsTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const filter = useResultFilter();
  // Weeks of a long time hold few answers each and say little.
  const grain = filter.range === '365' || filter.range === 'all' ? 'month' : 'week';
  useLive('surveys', ['surveys', 'results', survey.id]);
  const results = useQuery(resultsQuery(survey.id, { ...filter.filter, by: filter.by, grain }));
  return (
    <>
      <FilterBar filter={filter} />
      {results.isPending ? (
        <LoadingRows />
      ) : results.isError ? (
        <ErrorState error={results.error} retry={() => void results.refetch()} />
      ) : results.data.counts.answered + results.data.counts.open === 0 ? (
        <Panel>
          <EmptyState
            title={t('surveys.noAnswers')}
            hint={t(results.data.counts.sent === 0 ? 'surveys.noAnswersHint' : 'surveys.waitingHint')}
          />
        </Panel>
      ) : (
        <Results
          survey={survey}
          grain={grain}
          results={results.data}
          by={filter.by}
          onBy={(by) => filter.set('by', by)}
        />
      )}
    </>
  );
}

interface ResultsProps {
  survey: Survey;
  results: SurveyResults;
  by: (typeof breakdowns)[number];
  grain: 'week' | 'month';
  onBy: (by: string) => void;
}

function Results({ survey, results, by, grain, onBy }: ResultsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { counts, responseRate, score } = results;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <>
      <div className={styles['tiles']}>
        {score === null ? null : (
          <Tile
            name={t(`surveys.question.${score.kind}`)}
            value={formatScore(score.kind, score.value, locale)}
            hint={`${t('surveys.interval')} ${formatInterval(score, locale) || '—'}`}
          />
        )}
        {score === null || score.kind === 'ces' ? null : (
          <Tile
            name={t('surveys.mean')}
            value={score.mean === null ? '—' : score.mean.toFixed(2)}
            hint={t('surveys.answersCount', { count: score.answers })}
          />
        )}
        <Tile
          name={t('surveys.responseRate')}
          value={responseRate === null ? '—' : percent.format(responseRate.value)}
          hint={
            responseRate === null
              ? t('surveys.nobodyAsked')
              : `${t('surveys.interval')} ${percent.format(responseRate.lower)} – ${percent.format(responseRate.upper)}`
          }
        />
        <Tile
          name={t('surveys.sent')}
          value={String(counts.sent)}
          hint={t('surveys.sentHint', {
            withheld: counts.withheld,
            open: counts.open,
            started: counts.started,
          })}
        />
      </div>
      {score === null ? null : <Charts results={results} grain={grain} />}
      {score === null ? null : (
        <Panel
          title={t('surveys.breakdown')}
          flush
          extra={
            <Select
              aria-label={t('surveys.breakdown')}
              value={by}
              style={{ minWidth: 110 }}
              options={breakdowns.map((value) => ({ value, label: t(`surveys.by.${value}`) }))}
              onChange={onBy}
            />
          }
        >
          <Table
            size="small"
            rowKey={(group) => group.value ?? ''}
            pagination={false}
            scroll={{ x: 480 }}
            dataSource={results.groups}
            columns={[
              {
                title: t(`surveys.by.${by}`),
                render: (_, group) => group.name ?? group.value ?? t('common.none'),
              },
              {
                title: t(`surveys.question.${score.kind}`),
                width: 150,
                align: 'right',
                render: (_, group) => formatScore(score.kind, group.score.value, locale),
              },
              {
                title: t('surveys.interval'),
                width: 170,
                align: 'right',
                render: (_, group) => (
                  <span className="muted num">{formatInterval(group.score, locale)}</span>
                ),
              },
              {
                title: t('surveys.answered'),
                width: 90,
                align: 'right',
                render: (_, group) => group.score.answers,
              },
            ]}
          />
        </Panel>
      )}
      <Questions survey={survey} results={results} />
    </>
  );
}

function Tile({ name, value, hint }: { name: string; value: string; hint: string }) {
  return (
    <div className={styles['tile']}>
      <div className={styles['tileName']}>{name}</div>
      <div className={`${styles['tileValue']} num`}>{value}</div>
      <div className="faint num">{hint}</div>
    </div>
  );
}

function Charts({
  results: { distribution, trend, score },
  grain,
}: {
  results: SurveyResults;
  grain: 'week' | 'month';
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const style = useChartStyle();
  const { timeZone } = useInstantFormat();
  const kind = score?.kind ?? 'csat';
  const unit = kind === 'csat' ? ('ratio' as const) : ('points' as const);
  const spread = useMemo(
    () => ({
      ...style.base,
      xAxis: style.categories(distribution.map((one) => String(one.score))),
      yAxis: style.values('count'),
      tooltip: style.tooltip('count'),
      series: [
        {
          name: t('surveys.answered'),
          type: 'bar' as const,
          barMaxWidth: 34,
          itemStyle: { borderRadius: [3, 3, 0, 0] },
          data: distribution.map((one) => one.answers),
        },
      ],
    }),
    [distribution, style, t],
  );
  const course = useMemo(() => {
    const line = (name: string, values: (number | null)[], faint: boolean) => ({
      name,
      type: 'line' as const,
      showSymbol: !faint && trend.length < 40,
      ...(faint
        ? {
            lineStyle: { type: 'dashed' as const, width: 1, color: style.palette.textFaint },
            itemStyle: { color: style.palette.textFaint },
          }
        : {}),
      data: values,
    });
    return {
      ...style.base,
      xAxis: style.categories(trend.map(({ from }) => bucketName(from, grain, locale, timeZone))),
      yAxis: style.values(unit),
      tooltip: style.tooltip(unit),
      series: [
        line(
          t(`surveys.question.${kind}`),
          trend.map((one) => one.score.value),
          false,
        ),
        line(
          t('surveys.lower'),
          trend.map((one) => one.score.lower),
          true,
        ),
        line(
          t('surveys.upper'),
          trend.map((one) => one.score.upper),
          true,
        ),
      ],
    };
  }, [trend, style, t, locale, timeZone, unit, kind, grain]);
  return (
    <div className={styles['charts']}>
      <Panel title={t('surveys.distribution')}>
        <Suspense fallback={<Skeleton active />}>
          <Chart option={spread} label={t('surveys.distribution')} height={240} />
        </Suspense>
      </Panel>
      <Panel title={t('surveys.trend')}>
        <Suspense fallback={<Skeleton active />}>
          <Chart option={course} label={t('surveys.trend')} height={240} />
        </Suspense>
      </Panel>
    </div>
  );
}

/** The other questions: how often each option or value was chosen. */
function Questions({ survey, results }: { survey: Survey; results: SurveyResults }) {
  const locale = useLocale();
  const { content } = survey;
  const main = content.questions.find(isScore);
  const asked = content.questions.filter((question) => question.kind !== 'text' && question !== main);
  return (
    <div className={styles['charts']} style={{ marginTop: 12 }}>
      {asked.flatMap((question) => {
        const found = results.questions.find(({ id }) => id === question.id);
        if (found === undefined) return [];
        if (question.kind === 'matrix')
          return [
            <MatrixPanel key={question.id} question={question} own={content.locale} values={found.values} />,
          ];
        const most = Math.max(1, ...found.values.map(({ answers }) => answers));
        const options = 'options' in question ? question.options : [];
        const label = (value: string) => {
          const option = options.find(({ id }) => id === value);
          return option === undefined ? value : surveyText(option.label, locale, content.locale);
        };
        return [
          <Panel key={question.id} title={surveyText(question.title, locale, content.locale)}>
            {found.values.map(({ value, answers }) => (
              <div key={value} className={styles['bar']}>
                <span>{label(value)}</span>
                <div className={styles['barTrack']}>
                  <div className={styles['barFill']} style={{ width: `${(100 * answers) / most}%` }} />
                </div>
                <span className="num">{answers}</span>
              </div>
            ))}
          </Panel>,
        ];
      })}
    </div>
  );
}
