import type { ImprovementCheck } from '@jingyun/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { ControlChart } from '../charts/control-chart.tsx';
import { useLocale } from '../session/session.ts';
import styles from './check.module.css';
import { drawnChart } from './check-chart-data.ts';
import { CheckSamples } from './check-samples.tsx';
import { useEnough, useVerdict } from './check-words.ts';
import { formatDifference } from './difference-text.ts';
import { IntervalBar } from './interval-bar.tsx';

const tones = { better: 'success', worse: 'error', noDifference: 'warning', tooFew: 'info' } as const;

/** One check: what it says in plain words, the difference with its interval, the samples, the chart split at the change. */
export function CheckResult({ check }: { check: ImprovementCheck }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const verdict = useVerdict();
  const enoughWords = useEnough();
  const { answer, metric } = check;
  const measured = metric ?? { unit: 'points' as const, kind: 'distribution' as const };
  const difference = (value: number | null) => formatDifference(value, measured, locale);
  const { interval, decidedBy } = answer;
  const method = decidedBy === 'plain' ? answer.plain.method : decidedBy;
  return (
    <>
      <Alert
        type={tones[answer.result]}
        showIcon
        title={t(`improvements.result.${answer.result}`)}
        description={
          <>
            {verdict(check)}
            {` ${enoughWords(check)}`}
            {check.current ? null : ` ${t('improvements.notCurrent')}`}
          </>
        }
        style={{ marginBottom: 14 }}
      />
      <dl className={styles['numbers']}>
        <div>
          <dt>{t('improvements.difference')}</dt>
          <dd>{difference(answer.difference)}</dd>
        </div>
        <div>
          <dt>{t('improvements.interval')}</dt>
          <dd>
            {interval === null
              ? '—'
              : t('improvements.fromTo', {
                  from: difference(interval.lower),
                  to: difference(interval.upper),
                })}
          </dd>
        </div>
      </dl>
      {answer.difference === null || interval === null ? null : (
        <IntervalBar
          difference={answer.difference}
          {...interval}
          direction={answer.direction}
          label={t('improvements.intervalPicture', {
            difference: difference(answer.difference),
            lower: difference(interval.lower),
            upper: difference(interval.upper),
          })}
          format={difference}
        />
      )}
      <p className="muted">
        {t(`improvements.method.${method}`)}
        {answer.teams === null || answer.comparison !== null
          ? null
          : ` ${t('improvements.onlyTeams', { teams: answer.teams.map(({ name }) => name).join(', ') })}`}
      </p>
      <CheckSamples check={check} />
      <CheckCharts check={check} />
    </>
  );
}

function CheckCharts({ check }: { check: ImprovementCheck }) {
  const { t } = useTranslation();
  const { answer, metric, metricName } = check;
  const name = metric?.label ?? metricName;
  const unit = metric?.unit ?? 'points';
  const change = t('improvements.change');
  const both = answer.comparison !== null;
  return (
    <>
      <h3 style={{ margin: '16px 0 8px' }}>
        {t(both ? 'improvements.chartOfPilot' : 'improvements.chartOfCheck')}
      </h3>
      <ControlChart
        answer={drawnChart(answer.chart, name, change)}
        unit={unit}
        part="location"
        height={260}
      />
      {answer.comparison === null ? null : (
        <>
          <h3 style={{ margin: '16px 0 8px' }}>{t('improvements.chartOfComparison')}</h3>
          <ControlChart
            answer={drawnChart(answer.comparison.chart, name, change)}
            unit={unit}
            part="location"
            height={220}
          />
        </>
      )}
    </>
  );
}
