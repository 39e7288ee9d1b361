import type { MetricBoard } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/states.tsx';
import { useLocale } from '../../session/session.ts';
import chartStyles from '../chart/chart.module.css';
import { formatMetric, reaches } from '../metric-format.ts';
import styles from './board.module.css';

interface BreakdownTableProps {
  board: MetricBoard;
  onOpen: (metric: string, key: string | null, title: string) => void;
  /** Shows a row's open tickets; null for those who may not. */
  onTickets: ((key: string | null) => void) | null;
}

/** All numbers of the board for each team, category, priority …; every one of them opens. */
export function BreakdownTable({ board, onOpen, onTickets }: BreakdownTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (board.rows.length === 0)
    return (
      <EmptyState compact title={t('metrics.nothingMeasured')} hint={t('metrics.nothingMeasuredHint')} />
    );
  const most = Math.max(1, ...board.rows.map((row) => row.numbers[0]?.value ?? 0));
  return (
    <div className={styles['breakdown']}>
      <table className={chartStyles['table']}>
        <thead>
          <tr>
            <th scope="col">{t(`board.by.${board.by}`)}</th>
            {board.metrics.map((metric) => (
              <th key={metric.name} scope="col" title={metric.formula}>
                {metric.label}
              </th>
            ))}
            <th scope="col">{t('board.dueSoon')}</th>
            <th scope="col">{t('board.breached')}</th>
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <tr key={row.key ?? ''}>
              <th scope="row" className={styles['rowName']}>
                {onTickets === null ? (
                  row.label
                ) : (
                  <button type="button" onClick={() => onTickets(row.key)}>
                    {row.label}
                  </button>
                )}
              </th>
              {board.metrics.map((metric, index) => {
                const cell = row.numbers[index];
                const value =
                  metric.kind === 'distribution' ? (cell?.percentiles[0] ?? null) : (cell?.value ?? null);
                const kept = reaches(value, board.targets[index], metric.direction);
                return (
                  <td key={metric.name} data-kept={kept}>
                    {index === 0 && metric.kind === 'level' ? (
                      <span
                        className={styles['rowBar']}
                        style={{ width: `${((value ?? 0) / most) * 56}px` }}
                      />
                    ) : null}
                    <button
                      type="button"
                      onClick={() => onOpen(metric.name, row.key, `${metric.label} · ${row.label}`)}
                    >
                      {formatMetric(value, metric.unit, locale)}
                    </button>
                  </td>
                );
              })}
              <td className={row.due.dueSoon > 0 ? styles['warnText'] : 'faint'}>{row.due.dueSoon}</td>
              <td className={row.due.breached > 0 ? styles['badText'] : 'faint'}>{row.due.breached}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
