import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { importPastAnswers, type PastInvitation } from '../surveys/index.ts';
import { ticketFactsByIds } from '../tickets/index.ts';
import type { DemoIds } from './make-organisation.ts';
import type { Opinion } from './simulator/opinions.ts';

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);

/** Writes what customers thought of these tickets. @returns how many events */
export async function fillSurveys(
  tx: Tx,
  call: Call,
  ids: Pick<DemoIds, 'surveyIds'>,
  opinions: readonly { ticketId: string; opinion: Opinion }[],
): Promise<number> {
  const facts = await ticketFactsByIds(
    tx,
    opinions.map(({ ticketId }) => ticketId),
  );
  const past = opinions.flatMap(({ ticketId, opinion }): PastInvitation[] => {
    const found = facts.get(ticketId);
    if (found === undefined) return [];
    const { customerId, subject: _subject, ...ticket } = found;
    const { survey, sentAt, answer } = opinion;
    return [
      {
        surveyId: ids.surveyIds[survey],
        ticketId,
        customerId,
        // It may have been closed since; when the customer was asked it had just been solved.
        facts: { ...ticket, status: 'solved' },
        sentAt: instant(sentAt),
        answer: answer === null ? null : { at: instant(answer.at), answers: answer.answers },
      },
    ];
  });
  return importPastAnswers(tx, call, past);
}
