import { PassThrough, type Readable } from 'node:stream';
import { surveyText, type Words } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { type Cell, writeCsv } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';
import { getOrganisation } from '../people/index.ts';
import { nameTickets } from '../tickets/index.ts';
import { type ListedAnswer, listAnswers, type ResultFilter } from './results.repo.ts';
import { getSurvey, type SurveyRow } from './survey.repo.ts';
import { resultScope } from './survey-results.ts';

const pageSize = 1_000;
const headers: readonly Words[] = [
  { zh: '回答时间', en: 'Answered' },
  { zh: '版本', en: 'Version' },
  { zh: '工单', en: 'Ticket' },
  { zh: '分数', en: 'Score' },
];

/**
 * The answers in the actor's reach as a file, newest first, with a column for each question of the present draft.
 * Read page by page, each in a transaction of its own: a slow download holds no connection.
 * @throws ServiceError not_found
 */
export async function exportAnswers(
  services: Pick<Services, 'database'>,
  actor: Actor,
  surveyId: string,
  filter: ResultFilter & {
    minScore?: number | undefined;
    maxScore?: number | undefined;
    verbatim?: boolean | undefined;
  },
  format: 'csv' | 'xlsx',
): Promise<{ type: string; stream: Readable }> {
  const survey = await services.database.inOrg(actor.orgId, (tx) => getSurvey(tx, surveyId));
  const { content } = survey;
  const names = [
    ...headers.map((words) => say(words, actor.locale)),
    ...content.questions.map((question) => surveyText(question.title, actor.locale, content.locale)),
  ];
  const stream = new PassThrough();
  const rows = cellsOf(services, actor, survey, filter);
  const sheetName = say({ zh: '问卷回答', en: 'Answers' }, actor.locale);
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
  services: Pick<Services, 'database'>,
  actor: Actor,
  survey: SurveyRow,
  filter: Parameters<typeof exportAnswers>[3],
): AsyncGenerator<Cell[]> {
  const { timeZone } = await services.database.inOrg(actor.orgId, getOrganisation);
  let after: readonly [string, string] | null = null;
  for (;;) {
    const position: readonly [string, string] | null = after;
    const { rows, tickets } = await services.database.inOrg(actor.orgId, async (tx) => {
      const found = await listAnswers(tx, survey.id, resultScope(actor), filter, position, pageSize);
      return {
        rows: found,
        tickets: await nameTickets(
          tx,
          actor,
          found.flatMap((row) => row.ticketId ?? []),
        ),
      };
    });
    for (const row of rows) {
      const number = tickets.get(row.ticketId ?? '')?.number;
      const local = row.answeredAt.toZonedDateTimeISO(timeZone).toPlainDateTime();
      yield [
        local.toString({ smallestUnit: 'second' }).replace('T', ' '),
        row.version,
        number === undefined ? null : `#${number}`,
        row.score,
        ...survey.content.questions.map(({ id }) => cellOf(row, id)),
      ];
    }
    const last: ListedAnswer | undefined = rows[pageSize - 1];
    if (last === undefined) return;
    after = [last.answeredAt.toString(), last.id];
  }
}

function cellOf(row: ListedAnswer, questionId: string): Cell {
  const value = row.answers[questionId];
  if (value === undefined) return null;
  if (typeof value !== 'object') return value;
  return Array.isArray(value)
    ? value.join(', ')
    : Object.entries(value)
        .map(([line, column]) => `${line}: ${column}`)
        .join(', ');
}
