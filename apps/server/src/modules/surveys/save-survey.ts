import { type SurveyInput, surveySaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { findTeamNames } from '../people/index.ts';
import { mainKind } from './answer.rules.ts';
import { lockSurvey, type SurveyRow, saveSurvey } from './survey.repo.ts';

/** @throws ServiceError survey_has_no_score, unknown_reference */
export async function createSurvey(tx: Tx, call: Call, input: SurveyInput): Promise<SurveyRow> {
  authorise(call.actor, 'surveys.manage');
  await checkSurvey(tx, input);
  const { name, content, ...settings } = input;
  const row: SurveyRow = {
    id: uuidv7(),
    name,
    content,
    settings,
    status: 'draft',
    publishedVersion: null,
    version: 1,
    createdAt: call.now,
    updatedAt: call.now,
  };
  await saveSurvey(tx, row);
  await tellSaved(tx, call, null, row);
  return row;
}

/**
 * Replaces settings and draft. What was published stays as it is: people who were asked answer what they were asked.
 * @throws ServiceError not_found, version_conflict, survey_has_no_score, unknown_reference
 */
export async function replaceSurvey(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: SurveyInput,
): Promise<SurveyRow> {
  authorise(call.actor, 'surveys.manage');
  const before = await lockSurvey(tx, id);
  refuseStale(expected, before.version);
  await checkSurvey(tx, input);
  const { name, content, ...settings } = input;
  const row = { ...before, name, content, settings, version: before.version + 1, updatedAt: call.now };
  await saveSurvey(tx, row);
  await tellSaved(tx, call, before, row);
  return row;
}

async function checkSurvey(tx: Tx, { followUp, content }: SurveyInput): Promise<void> {
  if (followUp === null) return;
  if (mainKind(content) === null) throw new ServiceError('survey_has_no_score');
  await checkTeam(tx, followUp.teamId, 'followUp.teamId');
}

/** @throws ServiceError unknown_reference where there is no such team */
export async function checkTeam(tx: Tx, teamId: string | null, field: string): Promise<void> {
  if (teamId === null) return;
  const names = await findTeamNames(tx, [teamId]);
  if (!names.has(teamId)) throw new ServiceError('unknown_reference', { params: { field } });
}

async function tellSaved(tx: Tx, call: Call, before: SurveyRow | null, after: SurveyRow): Promise<void> {
  const shown = ({ name, settings, content, status }: SurveyRow) => ({ name, ...settings, content, status });
  await appendEvents(tx, [
    {
      definition: surveySaved,
      data: { before: before === null ? null : shown(before), after: shown(after) },
      subject: { type: 'survey', id: after.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}
