import { isDeepStrictEqual } from 'node:util';
import { surveyClosed, surveyPublished } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { mainKind } from './answer.rules.ts';
import { getVersion, insertVersion, lockSurvey, type SurveyRow, saveSurvey } from './survey.repo.ts';

/** Whether the draft says something other than what was published last. */
export async function isChanged(tx: Tx, row: SurveyRow): Promise<boolean> {
  if (row.publishedVersion === null) return true;
  return !isDeepStrictEqual((await getVersion(tx, row.id, row.publishedVersion)).content, row.content);
}

/**
 * Makes the draft the next version, which invitations and open links ask from now on. A closed survey whose draft
 * is as it was opens again with the version it had.
 *
 * @throws ServiceError not_found, version_conflict, survey_unchanged
 */
export async function publishSurvey(tx: Tx, call: Call, id: string, expected: number): Promise<SurveyRow> {
  authorise(call.actor, 'surveys.manage');
  const before = await lockSurvey(tx, id);
  refuseStale(expected, before.version);
  const changed = await isChanged(tx, before);
  if (!changed && before.status === 'live') throw new ServiceError('survey_unchanged');
  const published = (before.publishedVersion ?? 0) + (changed ? 1 : 0);
  const row: SurveyRow = {
    ...before,
    status: 'live',
    publishedVersion: published,
    version: before.version + 1,
    updatedAt: call.now,
  };
  if (changed)
    await insertVersion(tx, id, { version: published, content: row.content, publishedAt: call.now });
  await saveSurvey(tx, row);
  const { content, name } = row;
  await appendEvents(tx, [
    {
      definition: surveyPublished,
      data: {
        surveyId: id,
        version: published,
        name,
        kind: mainKind(content),
        questions: content.questions.length,
      },
      subject: { type: 'survey', id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return row;
}

/**
 * Ends a survey: nobody is asked any more and no link takes an answer. Its results stay.
 * @throws ServiceError not_found, version_conflict, survey_not_live
 */
export async function closeSurvey(tx: Tx, call: Call, id: string, expected: number): Promise<SurveyRow> {
  authorise(call.actor, 'surveys.manage');
  const before = await lockSurvey(tx, id);
  refuseStale(expected, before.version);
  if (before.status !== 'live') throw new ServiceError('survey_not_live');
  const row: SurveyRow = { ...before, status: 'closed', version: before.version + 1, updatedAt: call.now };
  await saveSurvey(tx, row);
  await appendEvents(tx, [
    {
      definition: surveyClosed,
      data: { surveyId: id, name: row.name },
      subject: { type: 'survey', id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return row;
}
