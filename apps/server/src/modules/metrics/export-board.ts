import { type Locale, type MetricBoard, metricDimensionWords, type Words } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Cell } from '../../platform/tabular/write-csv.ts';
import { unitWords } from './export-answer.ts';

const words = {
  total: { zh: '合计', en: 'Total' },
  dueSoon: { zh: '两小时内到期', en: 'Due within 2 h' },
  breached: { zh: '已超时', en: 'Overdue' },
  percentile: { zh: '{metric} 第 {share} 百分位', en: '{metric}, {share}th percentile' },
} as const satisfies Record<string, Words>;

/**
 * The numbers of a board as a table: a row for the whole, then one for each team, category …; a column for each
 * metric in its own unit (seconds, shares from 0), distributions by their percentiles, as the board shows them.
 */
export function boardTable(board: MetricBoard, locale: Locale): { headers: string[]; rows: Cell[][] } {
  const percent = (share: number) => String(Math.round(share * 10_000) / 100);
  const headers = [
    say(metricDimensionWords[board.by], locale),
    ...board.metrics.flatMap((metric) => {
      const unit = say(unitWords[metric.unit], locale);
      if (metric.kind !== 'distribution') return [`${metric.label} (${unit})`];
      return board.percentiles.map(
        (share) =>
          `${say(words.percentile, locale, { metric: metric.label, share: percent(share) })} (${unit})`,
      );
    }),
    say(words.dueSoon, locale),
    say(words.breached, locale),
  ];
  const row = (
    label: string,
    { numbers, due }: { numbers: MetricBoard['totals']; due: MetricBoard['due'] },
  ): Cell[] => [
    label,
    ...board.metrics.flatMap((metric, index): Cell[] => {
      const cell = numbers[index];
      if (metric.kind !== 'distribution') return [cell?.value ?? null];
      return board.percentiles.map((_, place) => cell?.percentiles[place] ?? null);
    }),
    due.dueSoon,
    due.breached,
  ];
  return {
    headers,
    rows: [
      row(say(words.total, locale), { numbers: board.totals, due: board.due }),
      ...board.rows.map((one) => row(one.label, one)),
    ],
  };
}
