import { PassThrough, type Readable } from 'node:stream';
import type { ImprovementSummary, Words } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { type Cell, writeCsv } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';
import { getOrganisation } from '../people/index.ts';
import { type ImprovementFilter, type ImprovementRow, listImprovements } from './improvement.repo.ts';
import { outcomeWords, resultWords, sourceWords, stageWords } from './improvement.words.ts';
import { presentSummaries } from './present-summaries.ts';

const pageSize = 500;
const headers: readonly Words[] = [
  { zh: '标题', en: 'Title' },
  { zh: '阶段', en: 'Stage' },
  { zh: '结果', en: 'Outcome' },
  { zh: '负责人', en: 'Owner' },
  { zh: '团队', en: 'Teams' },
  { zh: '指标', en: 'Metric' },
  { zh: '来源', en: 'Source' },
  { zh: '未完成对策', en: 'Open countermeasures' },
  { zh: '逾期对策', en: 'Overdue countermeasures' },
  { zh: '最近检查', en: 'Newest check' },
  { zh: '发起日期', en: 'Opened on' },
  { zh: '关闭日期', en: 'Closed on' },
];

type ExportServices = Pick<Services, 'database' | 'metrics' | 'clock'>;

/** Improvements in the actor's reach as a file, newest first; read page by page, so that a slow download holds no connection. */
export function exportImprovements(
  services: ExportServices,
  actor: Actor,
  filter: ImprovementFilter,
  format: 'csv' | 'xlsx',
): { type: string; stream: Readable } {
  const stream = new PassThrough();
  const names = headers.map((words) => say(words, actor.locale));
  const rows = cellsOf(services, actor, filter);
  const sheetName = say({ zh: '改进项目', en: 'Improvements' }, actor.locale);
  const written =
    format === 'csv' ? writeCsv(stream, names, rows) : writeXlsx(stream, names, rows, { sheetName });
  // A reader that went away, or a failure: the stream carries it to the one who sends.
  written.catch((error: Error) => stream.destroy(error));
  const type =
    format === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { type, stream };
}

async function* cellsOf(
  services: ExportServices,
  actor: Actor,
  filter: ImprovementFilter,
): AsyncGenerator<Cell[]> {
  const { database, metrics, clock } = services;
  const { timeZone } = await database.inOrg(actor.orgId, getOrganisation);
  let after: { at: string; id: string } | null = null;
  for (;;) {
    const position: { at: string; id: string } | null = after;
    const { rows, shown } = await database.inOrg(actor.orgId, async (tx) => {
      const page = await listImprovements(tx, actor, filter, position, pageSize);
      return { rows: page, shown: await presentSummaries(tx, { actor, now: clock() }, metrics, page) };
    });
    for (const summary of shown.slice(0, pageSize)) yield cells(summary, actor, timeZone);
    const last: ImprovementRow | undefined = rows.length > pageSize ? rows[pageSize - 1] : undefined;
    if (last === undefined) return;
    after = { at: last.openedAt.toString(), id: last.id };
  }
}

function cells(summary: ImprovementSummary, { locale }: Actor, timeZone: string): Cell[] {
  const dateOf = (at: string | null) =>
    at === null ? null : Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const { stage, outcome, source, countermeasures, newestCheck } = summary;
  return [
    summary.title,
    say(stageWords[stage], locale),
    outcome === null ? null : say(outcomeWords[outcome], locale),
    summary.owner?.name ?? null,
    summary.teams.map(({ name }) => name).join(', '),
    summary.metric?.label ?? summary.metricName,
    say(sourceWords[source], locale),
    countermeasures.open,
    countermeasures.overdue,
    newestCheck === null ? null : say(resultWords[newestCheck.result], locale),
    dateOf(summary.openedAt),
    dateOf(summary.closedAt),
  ];
}
