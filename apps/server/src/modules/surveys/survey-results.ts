import { wilsonInterval } from '@jingyun/analytics/stats';
import type { SurveyBreakdown, SurveyResults, SurveyResultsQuery, SurveyScoreKind } from '@jingyun/contracts';
import { surveyScales } from '@jingyun/contracts';
import { type Actor, authorise, type Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import { getOrganisation } from '../people/index.ts';
import { mainKind } from './answer.rules.ts';
import {
  type Counts,
  countResults,
  countScores,
  countValues,
  type ResultScope,
  type ScoreCount,
  type Steps,
} from './results.repo.ts';
import { scoreOf } from './score.rules.ts';
import { getSurvey, getVersion } from './survey.repo.ts';

/** Whose answers the actor may see: of all, of the own teams, or about the own work. */
export function resultScope(actor: Actor): ResultScope {
  const scope = authorise(actor, 'surveys.read');
  return { scope, actorId: actor.id, teamIds: actor.teamIds };
}

/** What a survey's answers say, within the reader's scope. @throws ServiceError not_found */
export async function surveyResults(
  tx: Tx,
  call: Call,
  services: Pick<Services, 'metrics'>,
  id: string,
  { by, grain, ...filter }: SurveyResultsQuery,
): Promise<SurveyResults> {
  const scope = resultScope(call.actor);
  const survey = await getSurvey(tx, id);
  // What was asked counts, not what the draft will ask.
  const { content } =
    survey.publishedVersion === null ? survey : await getVersion(tx, id, survey.publishedVersion);
  const kind = mainKind(content);
  const counts = await countResults(tx, id, scope, filter);
  const { timeZone } = await getOrganisation(tx);
  const scores = (cut: SurveyBreakdown | Steps) =>
    kind === null ? Promise.resolve([]) : countScores(tx, id, kind, scope, filter, cut);
  const weeks = await scores({ grain, timeZone });
  const groups = await scores(by);
  // Tiers are called what the organisation calls them; the other values are codes and ids of metrics.
  const named = by === 'tier' ? undefined : services.metrics.namesOf(by);
  const names = await named?.names(
    tx,
    [...new Set(groups.flatMap(({ value }) => value ?? []))],
    call.actor.locale,
  );
  const textIds = content.questions.flatMap((one) => (one.kind === 'text' ? [one.id] : []));
  return {
    counts,
    responseRate: rateOf(counts),
    ...(kind === null ? { score: null, distribution: [] } : wholeOf(kind, weeks)),
    trend:
      kind === null ? [] : grouped(kind, weeks).map(({ value, score }) => ({ from: value ?? '', score })),
    groups:
      kind === null
        ? []
        : grouped(kind, groups)
            .map(({ value, score }) => ({ value, name: names?.get(value ?? '') ?? null, score }))
            .sort((a, b) => b.score.answers - a.score.answers)
            .slice(0, 100),
    questions: questionsOf(await countValues(tx, id, textIds, scope, filter)),
  };
}

function rateOf({ sent, answered }: Counts): SurveyResults['responseRate'] {
  return sent === 0 ? null : { value: answered / sent, ...wilsonInterval(answered, sent) };
}

function wholeOf(kind: SurveyScoreKind, rows: readonly ScoreCount[]) {
  const counts = countsOf(rows);
  const { min, max } = surveyScales[kind];
  const distribution = Array.from({ length: max - min + 1 }, (_, index) => ({
    score: min + index,
    answers: counts.get(min + index) ?? 0,
  }));
  return { score: scoreOf(kind, counts), distribution };
}

function countsOf(rows: readonly ScoreCount[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { score, n } of rows) counts.set(score, (counts.get(score) ?? 0) + n);
  return counts;
}

function grouped(kind: SurveyScoreKind, rows: readonly ScoreCount[]) {
  const groups = Map.groupBy(rows, ({ value }) => value);
  return [...groups].map(([value, own]) => ({ value, score: scoreOf(kind, countsOf(own)) }));
}

function questionsOf(
  rows: readonly { question: string; value: string | null; n: number }[],
): SurveyResults['questions'] {
  return [...Map.groupBy(rows, ({ question }) => question)].map(([id, own]) => ({
    id,
    answers: own.reduce((sum, { n }) => sum + n, 0),
    values: own.flatMap(({ value, n }) => (value === null ? [] : [{ value, answers: n }])),
  }));
}
