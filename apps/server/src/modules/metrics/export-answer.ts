import { PassThrough, type Readable } from 'node:stream';
import {
  type Locale,
  type MetricAnswer,
  type MetricCell,
  metricDimensionWords,
  type Words,
} from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import { type Cell, writeCsv } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';

const words = {
  period: { zh: '时段', en: 'Period' },
  from: { zh: '开始（{zone}）', en: 'From ({zone})' },
  to: { zh: '结束（不含）', en: 'To (excluded)' },
  count: { zh: '样本数', en: 'Count' },
  sum: { zh: '合计', en: 'Sum' },
  percentile: { zh: '第 {share} 百分位', en: '{share}th percentile' },
  thisPeriod: { zh: '本期', en: 'This period' },
  compared: { zh: '对比期', en: 'Compared period' },
} as const satisfies Record<string, Words>;

export const unitWords: Record<MetricAnswer['metric']['unit'], Words> = {
  seconds: { zh: '秒', en: 'seconds' },
  count: { zh: '个', en: 'count' },
  ratio: { zh: '比率', en: 'ratio' },
  points: { zh: '分', en: 'points' },
  cents: { zh: '分（货币）', en: 'cents' },
};

/**
 * An answer as a file: one row for each bucket of each series, in the reader's language,
 * times on the organisation's clock, numbers as numbers in the metric's unit.
 */
export function exportAnswer(
  answer: MetricAnswer,
  format: 'csv' | 'xlsx',
  locale: Locale,
): { type: string; stream: Readable } {
  return tableFile(exportTable(answer, locale), format, answer.metric.label);
}

/**
 * A table as a file to be sent, written while it is read.
 *
 * @returns its media type and the stream, which carries a failure to the one who sends
 */
export function tableFile(
  { headers, rows }: { headers: string[]; rows: Cell[][] },
  format: 'csv' | 'xlsx',
  sheetName: string,
): { type: string; stream: Readable } {
  const stream = new PassThrough();
  const write =
    format === 'csv' ? writeCsv(stream, headers, rows) : writeXlsx(stream, headers, rows, { sheetName });
  // A reader that went away, or a failure.
  write.catch((error: Error) => stream.destroy(error));
  const type =
    format === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { type, stream };
}

/** `tickets.created-2026-03-01-2026-03-31.csv`: letters, digits, dots and dashes only. */
export function exportName({ metric, range }: MetricAnswer, format: string): string {
  return `${metric.name}-${range.from}-${range.to}.${format}`;
}

/** The file's headers and rows. */
export function exportTable(answer: MetricAnswer, locale: Locale): { headers: string[]; rows: Cell[][] } {
  const { metric, breakdown, comparison, percentiles } = answer;
  const text = (key: keyof typeof words, params?: Record<string, string>) => say(words[key], locale, params);
  const headers = [
    ...(comparison === null ? [] : [text('period')]),
    text('from', { zone: answer.timeZone }),
    text('to'),
    ...(breakdown === null ? [] : [say(metricDimensionWords[breakdown], locale)]),
    `${metric.label} (${say(unitWords[metric.unit], locale)})`,
    ...percentiles.map((share) => text('percentile', { share: String(Math.round(share * 10_000) / 100) })),
    text('count'),
    text('sum'),
  ];
  const parts = [{ name: text('thisPeriod'), series: answer.series }];
  if (comparison !== null) parts.push({ name: text('compared'), series: comparison.series });
  const rows = parts.flatMap(({ name, series }) =>
    series.flatMap(({ label, buckets }) =>
      buckets.map(({ start, end, ...cell }) => [
        ...(comparison === null ? [] : [name]),
        localTime(start, answer.timeZone),
        localTime(end, answer.timeZone),
        ...(breakdown === null ? [] : [label]),
        ...numbers(cell),
      ]),
    ),
  );
  return { headers, rows };
}

function numbers({ value, percentiles, count, sum }: MetricCell): Cell[] {
  return [value, ...percentiles, count, sum];
}

/** `2026-03-01 09:00` on the clock that the header names. */
function localTime(instant: string, timeZone: string): string {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return `${time.toPlainDate()} ${time.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
