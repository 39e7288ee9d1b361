import type { SurveyContent } from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { findInvitation, type InvitationRow } from './invitation.repo.ts';
import { findLink, type LinkRow } from './link.repo.ts';
import { getSurvey, getVersion, type SurveyRow } from './survey.repo.ts';
import { hashOfSecret, readToken, sameSecret } from './survey-token.ts';

/** What a link opens: the survey, what it asks, and whose invitation it is (or the open link). */
export interface OpenSurvey {
  survey: SurveyRow;
  version: number;
  content: SurveyContent;
  invitation: InvitationRow | null;
  link: LinkRow | null;
}

/**
 * Opens a survey by its link's token.
 * @param lock holds the invitation until the transaction ends, for whoever is about to answer
 * @throws ServiceError survey_link_invalid, survey_link_used, survey_link_expired, survey_closed
 */
export async function openSurvey(
  tx: Tx,
  token: string,
  now: Temporal.Instant,
  lock = false,
): Promise<OpenSurvey> {
  const { orgId, id, secret } = readToken(token);
  if (orgId !== tx.orgId) throw new ServiceError('survey_link_invalid');
  const invitation = await findInvitation(tx, id, lock);
  const link = invitation === null ? await findLink(tx, id) : null;
  if (!isKey(secret, invitation, link)) throw new ServiceError('survey_link_invalid');
  if (invitation?.state === 'answered') throw new ServiceError('survey_link_used');
  if (invitation !== null && Temporal.Instant.compare(invitation.expiresAt, now) <= 0)
    throw new ServiceError('survey_link_expired');
  const survey = await getSurvey(tx, (invitation ?? link)!.surveyId);
  const version = invitation?.version ?? survey.publishedVersion;
  if (survey.status !== 'live' || version === null || link?.active === false)
    throw new ServiceError('survey_closed');
  return { survey, version, invitation, link, content: (await getVersion(tx, survey.id, version)).content };
}

function isKey(secret: string, invitation: InvitationRow | null, link: LinkRow | null): boolean {
  if (link !== null) return sameSecret(secret, link.secret);
  if (invitation === null) return false;
  const hash = hashOfSecret(secret);
  const kept = [invitation.secretHash, invitation.reminderHash];
  return kept.some((one) => one !== null && sameSecret(hash, one));
}
