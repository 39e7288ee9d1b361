import { PlusOutlined } from '@ant-design/icons';
import type { Improvement, MetricDescription, MetricDimension } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../lib/new-id.ts';
import { clockNow } from '../../lib/time/clock.ts';
import { addDays, dateIn } from '../../lib/time/format.ts';
import { Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { ParetoChart, paretoUnit } from '../charts/pareto-chart.tsx';
import { paretoDimensions, usualDimension } from '../charts/pareto-dimensions.ts';
import { formatMetric } from '../metrics/metric-format.ts';
import { useInstantFormat, useLocale } from '../session/session.ts';
import { addCause } from './cause-edits.ts';
import type { CauseEditing } from './cause-list.tsx';
import { causesParetoQuery } from './improvement.queries.ts';
import styles from './improvements.module.css';

const spans = [30, 90, 365] as const;
/** The bone that a part of the numbers belongs on, until the team puts it elsewhere. */
const boneOf: Partial<Record<MetricDimension, string>> = {
  team: 'people',
  assignee: 'people',
  channel: 'method',
  category: 'method',
};

/** Where the improvement's numbers come from, live; the vital few can be taken over as causes. */
export function CausePareto({
  improvement,
  metric,
  editable,
  onEdit,
}: CauseEditing & { improvement: Improvement; metric: MetricDescription }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { timeZone } = useInstantFormat();
  const dimensions = paretoDimensions(metric);
  const [wanted, setWanted] = useState<MetricDimension | undefined>(usualDimension(dimensions));
  const [days, setDays] = useState<number>(90);
  const from = addDays(dateIn(timeZone, clockNow()), -days);
  const pareto = useQuery({
    ...causesParetoQuery(improvement.id, wanted ?? 'team', from),
    enabled: wanted !== undefined,
  });
  if (wanted === undefined) return null;
  const vital = pareto.data?.bars.filter((bar) => bar.vital).slice(0, 6) ?? [];
  const label = dimensions.find(({ name }) => name === wanted)?.label ?? '';
  const wordsOf = (bar: (typeof vital)[number]) =>
    t('improvements.paretoCause', {
      dimension: label,
      name: bar.label,
      share: formatMetric(bar.share, 'ratio', locale),
    });
  return (
    <Panel
      title={t('charts.pareto')}
      extra={
        <>
          <Select
            size="small"
            style={{ minWidth: 100 }}
            aria-label={t('metrics.breakdown')}
            value={wanted}
            options={dimensions.map(({ name, label: words }) => ({ value: name, label: words }))}
            onChange={setWanted}
          />
          <Select
            size="small"
            style={{ minWidth: 100 }}
            aria-label={t('improvements.span')}
            value={days}
            options={spans.map((value) => ({
              value,
              label: t(`common.range.${value}d`),
            }))}
            onChange={setDays}
          />
        </>
      }
    >
      <p className="muted">{t(`charts.amountHint.${pareto.data?.amount ?? 'count'}`)}</p>
      {pareto.isPending ? (
        <LoadingRows rows={5} />
      ) : pareto.isError ? (
        <ErrorState compact error={pareto.error} retry={() => void pareto.refetch()} />
      ) : (
        <>
          <ParetoChart pareto={pareto.data} unit={metric.unit} />
          {editable && vital.length > 0 ? (
            <ul className={styles['rows']} aria-label={t('improvements.vitalFew')}>
              {vital.map((bar) => (
                <li key={bar.key ?? ''}>
                  <span className={styles['grow']}>
                    {bar.label}{' '}
                    <span className="muted num">
                      {formatMetric(bar.amount, paretoUnit(pareto.data, metric.unit), locale)} ·{' '}
                      {formatMetric(bar.share, 'ratio', locale)}
                    </span>
                  </span>
                  <Button
                    size="small"
                    icon={<PlusOutlined />}
                    aria-label={t('improvements.addAsCauseNamed', { name: bar.label })}
                    onClick={() =>
                      onEdit(
                        addCause({
                          id: newId(),
                          tool: 'fishbone',
                          parentId: null,
                          category: boneOf[wanted] ?? 'method',
                          text: wordsOf(bar).slice(0, 300),
                        }),
                      )
                    }
                  >
                    {t('improvements.addAsCause')}
                  </Button>
                </li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </Panel>
  );
}
