import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import type { MetricCell, MetricDescription, MetricFilters } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Sparkline } from '../../../ui/chart/sparkline.tsx';
import { useLocale } from '../../session/session.ts';
import { metricAnswerQuery } from '../metric.queries.ts';
import { changeOf, formatChange, formatMetric, reaches } from '../metric-format.ts';
import type { RangeChoice } from '../range-picker.tsx';
import styles from './board.module.css';

interface MetricTileProps {
  metric: MetricDescription;
  cell: MetricCell | null;
  target: number | null;
  range: RangeChoice;
  filters: MetricFilters;
  onOpen: () => void;
}

/** One number with what it means: its target, how it moved against the period before, and its course. */
export function MetricTile({ metric, cell, target, range, filters, onOpen }: MetricTileProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data } = useQuery(
    metricAnswerQuery({
      metric: metric.name,
      compare: 'previousPeriod',
      filters,
      ...('preset' in range ? { preset: range.preset } : { range }),
    }),
  );
  // The board shows medians: a few tickets left lying for weeks would hide how most fare.
  const median = metric.kind === 'distribution' ? (cell?.percentiles[0] ?? null) : null;
  const value = metric.kind === 'distribution' ? median : (cell?.value ?? null);
  const past = data?.comparison?.total;
  const before = metric.kind === 'distribution' ? (past?.percentiles[0] ?? null) : past?.value;
  const change = changeOf(value, before, metric);
  const kept = reaches(value, target, metric.direction);
  const course =
    data?.series[0]?.buckets.map((bucket) =>
      metric.kind === 'distribution' ? (bucket.percentiles[0] ?? null) : bucket.value,
    ) ?? [];
  return (
    <button type="button" className={styles['tile']} onClick={onOpen} data-kept={kept}>
      <Tooltip title={metric.formula}>
        <span className={styles['tileName']}>
          {metric.label}
          {metric.kind === 'distribution' ? <span className="faint"> · {t('board.median')}</span> : null}
        </span>
      </Tooltip>
      <span className={styles['tileValue']}>{formatMetric(value, metric.unit, locale)}</span>
      <span className={styles['tileFoot']}>
        {change === null ? (
          <span className="faint">{t('board.noComparison')}</span>
        ) : (
          <span
            className={styles[change.verdict]}
            title={t('board.against', { value: formatMetric(before, metric.unit, locale) })}
          >
            {formatChange(change, locale)}
          </span>
        )}
        {target === null ? null : (
          <span className={styles['tileTarget']} data-kept={kept}>
            {kept === null ? null : kept ? <CheckCircleFilled /> : <ExclamationCircleFilled />}
            {t('metrics.target')} {metric.direction === 'up' ? '≥' : '≤'}{' '}
            {formatMetric(target, metric.unit, locale)}
          </span>
        )}
      </span>
      <Sparkline values={course} className={styles['spark']} />
    </button>
  );
}
