import { type SurveyScoreKind, surveyAnswered, surveySent } from '@jingyun/contracts';
import { defineMetric, type MetricDefinition } from '../../platform/metrics/types.ts';

/*
 * What answers say in numbers. They are cut by what the ticket was when the customer was asked: an answer that
 * comes a week later counts for those who had done the work.
 */

const dimensions = ['team', 'category', 'priority', 'channel', 'kind', 'assignee'] as const;

const causes = { metric: 'surveys.reasons', dimension: 'reason' } as const;

type About = {
  teamId: string | null;
  categoryId: string | null;
  priority: string | null;
  channel: string | null;
  ticketKind: string | null;
  assigneeId: string | null;
};
const dims = (data: About) => ({
  team: data.teamId,
  category: data.categoryId,
  priority: data.priority,
  channel: data.channel,
  kind: data.ticketKind,
  assignee: data.assigneeId,
});

type Answered = About & { scores: readonly { kind: SurveyScoreKind; score: number }[] };
const points = (data: Answered, kind: SurveyScoreKind, value: (score: number) => number) =>
  data.scores
    .filter((given) => given.kind === kind)
    .map(({ score }) => ({ value: value(score), dims: dims(data) }));

/** The highest main score that reasons are asked for: neither satisfied, nor at least passive, nor an easy time. */
const highestBad: Record<SurveyScoreKind, number> = { csat: 3, nps: 6, ces: 4 };

/** Promoters give 9 or 10, detractors at most 6. */
const promoterPoints = (score: number) => (score >= 9 ? 100 : score <= 6 ? -100 : 0);

export const surveyMetrics: readonly MetricDefinition[] = [
  defineMetric({
    name: 'surveys.csat',
    words: { zh: '客户满意度（CSAT）', en: 'Customer satisfaction (CSAT)' },
    formula: {
      zh: '评 4 或 5 分的回答 ÷ 全部满意度回答。',
      en: 'Answers of 4 or 5 ÷ all answers from 1 to 5.',
    },
    unit: 'ratio',
    direction: 'up',
    kind: 'ratio',
    dimensions,
    causes,
    events: [surveyAnswered],
    points: ({ data }) => points(data, 'csat', (score) => (score >= 4 ? 1 : 0)),
  }),
  defineMetric({
    name: 'surveys.nps',
    words: { zh: '净推荐值（NPS）', en: 'Net promoter score (NPS)' },
    formula: {
      zh: '（评 9–10 分的回答 − 评 0–6 分的回答）÷ 全部推荐度回答 × 100。',
      en: '(Answers of 9 and 10 − answers of 0 to 6) ÷ all answers from 0 to 10, × 100.',
    },
    unit: 'points',
    direction: 'up',
    kind: 'ratio',
    dimensions,
    causes,
    events: [surveyAnswered],
    points: ({ data }) => points(data, 'nps', promoterPoints),
  }),
  defineMetric({
    name: 'surveys.ces',
    words: { zh: '客户费力度（CES）', en: 'Customer effort score (CES)' },
    formula: {
      zh: '“办理很轻松”1–7 分回答的平均值，越高越省力。',
      en: 'Mean of the answers from 1 to 7 to "it was easy"; higher is less effort.',
    },
    unit: 'points',
    direction: 'up',
    kind: 'ratio',
    dimensions,
    causes,
    events: [surveyAnswered],
    points: ({ data }) => points(data, 'ces', (score) => score),
  }),
  defineMetric({
    name: 'surveys.responseRate',
    words: { zh: '问卷回复率', en: 'Survey response rate' },
    formula: {
      zh: '期间内收到的受邀回答 ÷ 期间内发出的邀请；公开链接的回答不计。',
      en: 'Answers of those who were asked ÷ invitations, both in the period. Answers by open links do not count.',
    },
    unit: 'ratio',
    direction: 'up',
    kind: 'ratio',
    dimensions,
    events: [surveySent, surveyAnswered],
    points: ({ data }) => {
      if (!('invited' in data)) return [{ value: 0, of: 1, dims: dims(data) }];
      return data.invited ? [{ value: 1, of: 0, dims: dims(data) }] : [];
    },
  }),
  defineMetric({
    name: 'surveys.reasons',
    words: { zh: '不满原因次数', en: 'Reasons named' },
    formula: {
      zh: '低分回答（CSAT 1–3、NPS 0–6、CES 1–4）中所选的原因，每个原因计一次；没有评分的问卷，所选原因都计。',
      en: 'Reasons chosen in bad answers (CSAT 1–3, NPS 0–6, CES 1–4), each counted once. In surveys without a score every chosen reason counts.',
    },
    unit: 'count',
    direction: 'down',
    kind: 'count',
    dimensions: ['reason', ...dimensions],
    events: [surveyAnswered],
    points: ({ data }) => {
      const { kind, score, reasons } = data;
      if (kind !== 'other' && score !== null && score > highestBad[kind]) return [];
      return reasons.map((reason) => ({ value: 1, dims: { ...dims(data), reason } }));
    },
  }),
];
