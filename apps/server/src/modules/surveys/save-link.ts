import {
  type SurveyLinkInput,
  type SurveySettings,
  surveyLinkSaved,
  surveySettingsSaved,
} from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { type LinkRow, lockLink, saveLinkRow } from './link.repo.ts';
import { checkTeam } from './save-survey.ts';
import { lockSurvey, readSettings, writeSettings } from './survey.repo.ts';
import { newSecret } from './survey-token.ts';

/** Makes a link for everybody: for a QR code on the counter, a number read out at the end of a call. */
export async function createLink(
  tx: Tx,
  call: Call,
  surveyId: string,
  input: SurveyLinkInput,
): Promise<LinkRow> {
  authorise(call.actor, 'surveys.manage');
  await lockSurvey(tx, surveyId);
  await checkTeam(tx, input.teamId, 'teamId');
  const row = { ...input, id: uuidv7(), surveyId, secret: newSecret(), version: 1, createdAt: call.now };
  await saveLinkRow(tx, row);
  await tellSaved(tx, call, null, row);
  return row;
}

/** Replaces name, channel and team, or switches it off; the address stays, for it is printed. */
export async function replaceLink(
  tx: Tx,
  call: Call,
  surveyId: string,
  id: string,
  expected: number,
  input: SurveyLinkInput,
): Promise<LinkRow> {
  authorise(call.actor, 'surveys.manage');
  const before = await lockLink(tx, id);
  if (before.surveyId !== surveyId) throw new ServiceError('not_found');
  refuseStale(expected, before.version);
  await checkTeam(tx, input.teamId, 'teamId');
  const row = { ...before, ...input, version: before.version + 1 };
  await saveLinkRow(tx, row);
  await tellSaved(tx, call, before, row);
  return row;
}

/** Sets how often one customer may be asked, from now on. */
export async function saveSettings(tx: Tx, call: Call, settings: SurveySettings): Promise<SurveySettings> {
  authorise(call.actor, 'surveys.manage');
  const before = await readSettings(tx);
  await writeSettings(tx, settings);
  await appendEvents(tx, [
    {
      definition: surveySettingsSaved,
      data: { before, after: settings },
      subject: { type: 'surveySettings', id: tx.orgId },
      actor: eventActor(call.actor),
      occurredAt: call.now,
    },
  ]);
  return settings;
}

async function tellSaved(tx: Tx, call: Call, before: LinkRow | null, after: LinkRow): Promise<void> {
  // The log is read by more people than the link is meant for.
  const shown = ({ name, channel, teamId, active, surveyId }: LinkRow) => ({
    name,
    channel,
    teamId,
    active,
    surveyId,
  });
  await appendEvents(tx, [
    {
      definition: surveyLinkSaved,
      data: { before: before === null ? null : shown(before), after: shown(after) },
      subject: { type: 'surveyLink', id: after.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
    },
  ]);
}
