import {
  createTicketInput,
  type SurveyContent,
  type SurveyFollowUp,
  surveyText,
  type Words,
} from '@jingyun/contracts';
import { type Call, systemActor } from '../../platform/actor.ts';
import { inSavepoint } from '../../platform/database/savepoint.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';
import { say } from '../../platform/i18n/server-words.ts';
import { getOrganisation } from '../people/index.ts';
import { addNote, createTicket, linkTickets, nameTickets } from '../tickets/index.ts';
import { type AnswerRow, noteFollowUp } from './answer.repo.ts';
import { verbatimsOf } from './answer.rules.ts';
import type { SurveyRow } from './survey.repo.ts';

const words = {
  subject: { zh: '低分回访：{survey}（{score} 分）', en: 'Follow up: {survey} (score {score})' },
  about: {
    zh: '客户对工单 #{number} 打了 {score} 分。请联系客户，了解原因并告知改进。',
    en: 'The customer gave request #{number} a score of {score}. Call back, find out why, and say what changes.',
  },
  aboutNothing: {
    zh: '客户打了 {score} 分。请了解原因并改进。',
    en: 'A customer gave a score of {score}. Find out why.',
  },
  tag: { zh: '低分回访', en: 'follow-up' },
} as const satisfies Record<string, Words>;

interface BadAnswer {
  survey: SurveyRow;
  followUp: SurveyFollowUp;
  row: AnswerRow;
  content: SurveyContent;
  /** The answer's event. */
  cause: AppendedEvent;
}

/**
 * Opens the ticket that follows up on a bad score, linked with the one that was asked about; the policies of its kind
 * give it its clock. An answer is never lost for it: where no ticket can be opened as the survey says (a required
 * field, say), the answer stands and says why.
 *
 * @returns the ticket's id, or null
 */
export async function openFollowUp(tx: Tx, call: Call, bad: BadAnswer): Promise<string | null> {
  const { locale } = await getOrganisation(tx);
  const own = { actor: systemActor(tx.orgId, locale), now: call.now, cause: bad.cause };
  try {
    const ticketId = await inSavepoint(tx, () => makeTicket(tx, own, bad));
    await noteFollowUp(tx, bad.row.id, { ticketId });
    return ticketId;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    await noteFollowUp(tx, bad.row.id, { failed: error.code });
    return null;
  }
}

async function makeTicket(
  tx: Tx,
  call: Call,
  { survey, followUp, row, content }: BadAnswer,
): Promise<string> {
  const { locale } = call.actor;
  const score = String(row.score);
  const { kind, importance, urgency } = followUp;
  const name = surveyText(content.title, locale, content.locale) || survey.name;
  const input = createTicketInput.parse({
    subject: say(words.subject, locale, { survey: name.slice(0, 100), score }),
    kind,
    importance,
    urgency,
    channel: row.about?.channel ?? 'web',
    teamId: followUp.teamId ?? row.about?.teamId ?? null,
    categoryId: row.about?.categoryId ?? null,
    customerId: row.customerId,
    tags: [say(words.tag, locale)],
  });
  const { ticket } = await createTicket(tx, call, input);
  const asked =
    row.ticketId === null ? undefined : (await nameTickets(tx, call.actor, [row.ticketId])).get(row.ticketId);
  const first =
    asked === undefined
      ? say(words.aboutNothing, locale, { score })
      : say(words.about, locale, { score, number: String(asked.number) });
  const text = [first, ...verbatimsOf(content, row.answers).map((said) => `「${said}」`)].join('\n\n');
  await addNote(tx, call, ticket.id, { text, attachments: [], mentions: [] });
  if (row.ticketId !== null)
    await linkTickets(tx, call, ticket.id, { otherId: row.ticketId, relation: 'related' });
  return ticket.id;
}
