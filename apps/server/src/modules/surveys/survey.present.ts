import type { Survey, SurveyAnswer, SurveyLink, SurveySummary, SurveyVersion } from '@jingyun/contracts';
import type { TicketName } from '../tickets/index.ts';
import { mainKind } from './answer.rules.ts';
import type { LinkRow } from './link.repo.ts';
import type { ListedAnswer } from './results.repo.ts';
import { surveyUrl } from './send-survey.ts';
import type { SurveyRow, VersionRow } from './survey.repo.ts';

export function presentSurvey(row: SurveyRow, changed: boolean): Survey {
  const { id, name, status, version, publishedVersion, content, settings } = row;
  return {
    id,
    name,
    ...settings,
    status,
    version,
    publishedVersion,
    changed,
    content,
    createdAt: row.createdAt.toString(),
    updatedAt: row.updatedAt.toString(),
  };
}

export function presentSummary(row: SurveyRow, counts: SurveySummary['counts'] | undefined): SurveySummary {
  const { id, name, status, version, publishedVersion } = row;
  return {
    id,
    name,
    status,
    version,
    publishedVersion,
    kind: mainKind(row.content),
    counts: counts ?? { sent: 0, answered: 0, open: 0 },
    updatedAt: row.updatedAt.toString(),
  };
}

export function presentVersion(row: VersionRow): SurveyVersion {
  return { version: row.version, content: row.content, publishedAt: row.publishedAt.toString() };
}

export function presentLink(row: LinkRow, orgId: string, publicUrl: string): SurveyLink {
  const { id, name, channel, teamId, active, version, secret } = row;
  const url = surveyUrl(publicUrl, orgId, id, secret);
  return { id, name, channel, teamId, active, version, url, createdAt: row.createdAt.toString() };
}

/** @param tickets those that the reader may see */
export function presentAnswer(row: ListedAnswer, tickets: ReadonlyMap<string, TicketName>): SurveyAnswer {
  const ticketOf = (id: string | null) => {
    const name = id === null ? undefined : tickets.get(id);
    return name === undefined ? null : { id: name.id, number: name.number, subject: name.subject };
  };
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    score: row.score,
    answers: row.answers,
    locale: row.locale,
    answeredAt: row.answeredAt.toString(),
    ticket: ticketOf(row.ticketId),
    followUp: ticketOf(row.followUpId),
    teamId: row.teamId,
    assigneeId: row.assigneeId,
  };
}
