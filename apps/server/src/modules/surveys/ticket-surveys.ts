import {
  isScore,
  type Locale,
  numberRange,
  type SurveyAnswers,
  type SurveyContent,
  surveyText,
  type TicketSurvey,
} from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { nameTickets, readTicket, type TicketName } from '../tickets/index.ts';
import { type AskedRow, askedAbout } from './results.repo.ts';
import { getVersion } from './survey.repo.ts';
import { resultScope } from './survey-results.ts';

/**
 * How a ticket's customer was asked about it, and what was answered, within the reader's scope.
 * @throws ServiceError not_found
 */
export async function ticketSurveys(tx: Tx, call: Call, ticketId: string): Promise<TicketSurvey[]> {
  const { id } = await readTicket(tx, call, ticketId);
  const rows = await askedAbout(tx, id, resultScope(call.actor));
  const tickets = await nameTickets(
    tx,
    call.actor,
    rows.flatMap(({ followUpId }) => followUpId ?? []),
  );
  const contents = new Map<string, SurveyContent>();
  for (const { surveyId, version, answers } of rows) {
    const key = `${surveyId} ${version}`;
    if (answers !== null && !contents.has(key))
      contents.set(key, (await getVersion(tx, surveyId, version)).content);
  }
  return rows.map((row) => present(row, contents.get(`${row.surveyId} ${row.version}`), tickets, call));
}

function present(
  row: AskedRow,
  content: SurveyContent | undefined,
  tickets: ReadonlyMap<string, TicketName>,
  { actor, now }: Call,
): TicketSurvey {
  const { id, surveyId, name, by, started, sentAt, expiresAt, kind, score, answers, answeredAt } = row;
  const isOver = row.state === 'sent' && Temporal.Instant.compare(expiresAt, now) <= 0;
  const followUp = row.followUpId === null ? undefined : tickets.get(row.followUpId);
  return {
    id,
    survey: { id: surveyId, name },
    by,
    state: isOver ? 'expired' : row.state,
    started,
    sentAt: sentAt.toString(),
    expiresAt: expiresAt.toString(),
    answer:
      answers === null || answeredAt === null || content === undefined
        ? null
        : {
            kind,
            score,
            said: saidIn(content, answers, actor.locale),
            answeredAt: answeredAt.toString(),
            followUp:
              followUp === undefined
                ? null
                : { id: followUp.id, number: followUp.number, subject: followUp.subject },
          },
  };
}

/** Answers besides the scores, as the customer was asked: options and rows by their names, texts as written. */
function saidIn(
  content: SurveyContent,
  answers: SurveyAnswers,
  locale: Locale,
): { question: string; text: string }[] {
  const named = (list: readonly { id: string; label: SurveyContent['title'] }[], code: string) => {
    const found = list.find(({ id }) => id === code);
    return found === undefined ? code : surveyText(found.label, locale, content.locale);
  };
  const between = locale === 'en' ? ', ' : '、';
  return content.questions.flatMap((question) => {
    const value = answers[question.id];
    if (value === undefined || (isScore(question) && question === content.questions.find(isScore))) return [];
    const range = numberRange(question);
    let text = range === null ? String(value) : `${value} / ${range.max}`;
    if (question.kind === 'single' || question.kind === 'multiple')
      text = [value]
        .flat()
        .map((code) => named(question.options, String(code)))
        .join(between);
    else if (question.kind === 'matrix' && typeof value === 'object')
      text = Object.entries(value)
        .map(([row, column]) => `${named(question.rows, row)}: ${named(question.columns, String(column))}`)
        .join(between);
    return [{ question: surveyText(question.title, locale, content.locale), text }];
  });
}
