import { z } from 'zod';
import { id, instant, line, localeSchema, pageQuery, text, version, type Words } from './common.ts';
import { defineEvent } from './events.ts';
import { definePermissions } from './permissions.ts';
import {
  surveyCode,
  surveyContent,
  surveyLimits,
  surveyScoreKinds,
  surveyWords,
} from './survey-questions.ts';
import { ticketFacts } from './ticket-events.ts';
import { ticketChannel, ticketKind, ticketLevel, ticketPriority } from './ticket-values.ts';

/*
 * Terms.
 *
 * survey      a name, its settings, a draft, and numbered versions that were published from drafts
 * invitation  one customer is asked once, about one ticket where there is one; answered by a link good for one answer
 * open link   a link for everybody, printed as a QR code or read out; any number of answers
 * withheld    an invitation that was not sent: the customer was asked often enough, or has no address
 * follow-up   the ticket that a bad score opens
 */

export const surveyStatuses = ['draft', 'live', 'closed'] as const;
export const surveyStatus = z.enum(surveyStatuses);
export type SurveyStatus = z.infer<typeof surveyStatus>;
export const surveyStatusWords: Record<SurveyStatus, Words> = {
  draft: { zh: '草稿', en: 'Draft' },
  live: { zh: '进行中', en: 'Live' },
  closed: { zh: '已结束', en: 'Closed' },
};

/** What happens after a bad main score; null for nothing. */
export const surveyFollowUp = z.strictObject({
  /** Scores up to this one are bad. */
  atMost: z.int().min(0).max(10),
  kind: z.enum(['internal', 'complaint']).default('internal'),
  importance: ticketLevel.default('high'),
  urgency: ticketLevel.default('medium'),
  /** Who takes it up; null for the team of the ticket that was asked about. */
  teamId: id.nullable().default(null),
});
export type SurveyFollowUp = z.infer<typeof surveyFollowUp>;

const settingsShape = {
  name: line(100),
  /** How long an invitation may be answered. */
  validDays: z.int().min(1).max(365).default(14),
  /** Days after which one reminder is sent; null for none. */
  remindAfterDays: z.int().min(1).max(60).nullable().default(null),
  followUp: surveyFollowUp.nullable().default(null),
};

/** Body of create and replace: settings take effect at once, content when it is published. */
export const surveyInput = z.strictObject({ ...settingsShape, content: surveyContent });
export type SurveyInput = z.infer<typeof surveyInput>;

export const surveyCounts = z.object({
  sent: z.int(),
  answered: z.int(),
  /** Answers that came by open links: nobody was asked, so that they have no response rate. */
  open: z.int(),
});

export const surveySummary = z.object({
  id,
  name: z.string(),
  status: surveyStatus,
  version,
  publishedVersion: z.int().nullable(),
  /** The kind of its main score; null where it asks for none. */
  kind: z.enum(surveyScoreKinds).nullable(),
  counts: surveyCounts,
  updatedAt: instant,
});
export type SurveySummary = z.infer<typeof surveySummary>;

export const survey = z.object({
  id,
  ...settingsShape,
  status: surveyStatus,
  version,
  publishedVersion: z.int().nullable(),
  /** True where the draft is other than what was published last. */
  changed: z.boolean(),
  content: surveyContent,
  createdAt: instant,
  updatedAt: instant,
});
export type Survey = z.infer<typeof survey>;

export const surveyVersion = z.object({
  version: z.int().min(1),
  content: surveyContent,
  publishedAt: instant,
});
export type SurveyVersion = z.infer<typeof surveyVersion>;
export const surveyVersionParams = z.strictObject({
  id,
  version: z.coerce.number().int().min(1).max(100_000),
});

/** How often one customer may be asked, counted over all surveys. */
export const surveySettings = z.strictObject({
  maxInvitations: z.int().min(1).max(100),
  perDays: z.int().min(1).max(365),
});
export type SurveySettings = z.infer<typeof surveySettings>;
export const defaultSurveySettings: SurveySettings = { maxInvitations: 2, perDays: 30 };

export const surveyLinkChannels = ['phone', 'faceToFace', 'web'] as const;
export const surveyLinkInput = z.strictObject({
  name: line(100),
  channel: z.enum(surveyLinkChannels),
  /** Whose work the answers are about; null for nobody's in particular. */
  teamId: id.nullable().default(null),
  active: z.boolean().default(true),
});
export type SurveyLinkInput = z.infer<typeof surveyLinkInput>;
export const surveyLink = z.object({
  id,
  name: z.string(),
  channel: z.enum(surveyLinkChannels),
  teamId: id.nullable(),
  active: z.boolean(),
  version,
  url: z.string(),
  createdAt: instant,
});
export type SurveyLink = z.infer<typeof surveyLink>;

/** Ask about a ticket: by mail, or by a link to pass on by other means, which is shown once. */
export const surveyInvite = z.strictObject({ ticketId: id, by: z.enum(['email', 'link']).default('email') });
export type SurveyInvite = z.infer<typeof surveyInvite>;

export const surveyWithheldReasons = ['frequencyCap', 'noAddress'] as const;
export const surveyInvited = z.object({
  invitationId: id.nullable(),
  /** Why nothing was sent; null where it was. */
  withheld: z.enum(surveyWithheldReasons).nullable(),
  url: z.string().nullable(),
});
export type SurveyInvited = z.infer<typeof surveyInvited>;

/** The token of a link travels in a header, not in the address, so that logs do not hold it. */
export const surveyTokenHeader = z.object({ 'x-survey-token': line(200) });

/** Score or scale: a number; single: an option; multiple: options; text: text; matrix: row to column. */
export const surveyAnswerValue = z.union([
  // Wider than any scale: what is out of range is refused with the range of its question.
  z.int().min(-1_000_000).max(1_000_000),
  text(surveyLimits.text),
  z.array(surveyCode).max(surveyLimits.options),
  z.record(surveyCode, surveyCode),
]);
export type SurveyAnswerValue = z.infer<typeof surveyAnswerValue>;

export const surveyAnswers = z
  .record(surveyCode, surveyAnswerValue)
  .refine((given) => Object.keys(given).length <= surveyLimits.questions, {
    error: 'answer_unknown_question',
  });
export type SurveyAnswers = z.infer<typeof surveyAnswers>;

export const surveyFormAnswer = z.strictObject({ locale: localeSchema.optional(), answers: surveyAnswers });

/** What somebody who holds a link sees. */
export const surveyForm = z.object({
  organisation: z.string(),
  version: z.int(),
  content: surveyContent,
  locale: localeSchema,
  expiresAt: instant.nullable(),
  /** Kept from an earlier visit. */
  answers: surveyAnswers,
});
export type SurveyForm = z.infer<typeof surveyForm>;
export const surveyThanks = z.object({ thanks: surveyWords.nullable() });

const csv = (max: number) =>
  z
    .string()
    .max(8_000)
    .transform((given) => given.split(',').map((part) => part.trim()))
    .pipe(z.array(id).min(1).max(max));

const resultFilter = {
  from: instant.optional(),
  to: instant.optional(),
  teamId: csv(100).optional(),
  assigneeId: csv(100).optional(),
  categoryId: csv(100).optional(),
};
/** `tier`: the segment that the customer was in when asked. */
export const surveyBreakdowns = ['team', 'assignee', 'category', 'channel', 'tier'] as const;
export type SurveyBreakdown = (typeof surveyBreakdowns)[number];
export const surveyResultsQuery = z.strictObject({
  ...resultFilter,
  by: z.enum(surveyBreakdowns).default('team'),
  /** The width of the trend's steps. */
  grain: z.enum(['week', 'month']).default('week'),
});
export type SurveyResultsQuery = z.infer<typeof surveyResultsQuery>;

export const surveyAnswersQuery = pageQuery.extend({
  ...resultFilter,
  minScore: z.coerce.number().int().min(0).max(10).optional(),
  maxScore: z.coerce.number().int().min(0).max(10).optional(),
  /** Only answers with words in them. */
  verbatim: z.stringbool().optional(),
});
export type SurveyAnswersQuery = z.infer<typeof surveyAnswersQuery>;

/** CSAT: share of 4 and 5. NPS: −100 to 100. CES: mean of 1 to 7. With the 95 % interval; null without answers. */
export const surveyScore = z.object({
  kind: z.enum(surveyScoreKinds),
  answers: z.int(),
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  mean: z.number().nullable(),
});
export type SurveyScore = z.infer<typeof surveyScore>;

export const surveyResults = z.object({
  counts: surveyCounts.extend({ withheld: z.int(), started: z.int() }),
  /** Share of invitations in the range that were answered, with Wilson's 95 % interval. */
  responseRate: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  score: surveyScore.nullable(),
  distribution: z.array(z.object({ score: z.int(), answers: z.int() })),
  trend: z.array(z.object({ from: instant, score: surveyScore })),
  groups: z.array(
    z.object({ value: z.string().nullable(), name: z.string().nullable(), score: surveyScore }),
  ),
  /** Answers to the other questions, by option or value; questions of text have the number of answers only. */
  questions: z.array(
    z.object({
      id: z.string(),
      answers: z.int(),
      values: z.array(z.object({ value: z.string(), answers: z.int() })),
    }),
  ),
});
export type SurveyResults = z.infer<typeof surveyResults>;

export const surveyAnswer = z.object({
  id,
  version: z.int(),
  kind: z.enum(surveyScoreKinds).nullable(),
  score: z.int().nullable(),
  answers: surveyAnswers,
  locale: localeSchema,
  answeredAt: instant,
  /** Null for those who may not read it, and for answers about no ticket. */
  ticket: z.object({ id, number: z.int(), subject: z.string() }).nullable(),
  followUp: z.object({ id, number: z.int(), subject: z.string() }).nullable(),
  teamId: id.nullable(),
  assigneeId: id.nullable(),
});
export type SurveyAnswer = z.infer<typeof surveyAnswer>;

/** One invitation about a ticket, and what came of it. */
export const ticketSurvey = z.object({
  id,
  survey: z.object({ id, name: z.string() }),
  by: z.enum(['email', 'link']),
  state: z.enum(['sent', 'answered', 'expired']),
  /** Some questions were answered, but nothing was sent off. */
  started: z.boolean(),
  sentAt: instant,
  expiresAt: instant,
  answer: z
    .object({
      kind: z.enum(surveyScoreKinds).nullable(),
      score: z.int().nullable(),
      /** Answers to the other questions, in the reader's language. */
      said: z.array(z.object({ question: z.string(), text: z.string() })),
      answeredAt: instant,
      followUp: z.object({ id, number: z.int(), subject: z.string() }).nullable(),
    })
    .nullable(),
});
export type TicketSurvey = z.infer<typeof ticketSurvey>;

/** What answer and invitation are about, as it was when the customer was asked. */
const about = {
  ticket: ticketFacts.nullable(),
  ticketId: id.nullable(),
  customerId: id.nullable(),
  teamId: id.nullable(),
  assigneeId: id.nullable(),
  categoryId: id.nullable(),
  priority: ticketPriority.nullable(),
  channel: ticketChannel.nullable(),
  ticketKind: ticketKind.nullable(),
};
const ofSurvey = { surveyId: id, version: z.int() };

const setting = z.object({
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export const surveySaved = defineEvent('survey.saved', setting);
export const surveyLinkSaved = defineEvent('surveyLink.saved', setting);
export const surveySettingsSaved = defineEvent('surveySettings.saved', setting);
export const surveyPublished = defineEvent(
  'survey.published',
  z.object({ ...ofSurvey, name: z.string(), kind: z.enum(surveyScoreKinds).nullable(), questions: z.int() }),
);
export const surveyClosed = defineEvent('survey.closed', z.object({ surveyId: id, name: z.string() }));
export const surveySent = defineEvent(
  'survey.sent',
  z.object({ ...ofSurvey, invitationId: id, by: z.enum(['email', 'link']), ...about }),
);
export const surveyWithheld = defineEvent(
  'survey.withheld',
  z.object({ ...ofSurvey, reason: z.enum(surveyWithheldReasons), ...about }),
);
export const surveyReminded = defineEvent(
  'survey.reminded',
  z.object({ ...ofSurvey, invitationId: id, ...about }),
);
export const surveyExpired = defineEvent(
  'survey.expired',
  z.object({ ...ofSurvey, invitationId: id, started: z.boolean(), ...about }),
);

const scored = z.object({
  questionId: z.string(),
  kind: z.enum(surveyScoreKinds),
  score: z.int(),
  max: z.int(),
});
/** Somebody answered. `kind`, `score` and `max` are those of the main score: the first of the survey that was given. */
export const surveyAnswered = defineEvent(
  'survey.answered',
  z.object({
    ...ofSurvey,
    answerId: id,
    kind: z.enum([...surveyScoreKinds, 'other']),
    score: z.int().nullable(),
    max: z.int().nullable(),
    scores: z.array(scored),
    /** What was chosen in questions that ask for the reason, by the options' codes. */
    reasons: z.array(z.string()),
    /** Whether the customer had been asked; false for open links. */
    invited: z.boolean(),
    ...about,
  }),
  { version: 2, upcast: { 1: (data) => ({ ...data, reasons: [] }) } },
);

export const surveyEvents = [
  surveySaved,
  surveyPublished,
  surveyClosed,
  surveyLinkSaved,
  surveySettingsSaved,
  surveySent,
  surveyWithheld,
  surveyReminded,
  surveyExpired,
  surveyAnswered,
] as const;

export const surveyPermissions = definePermissions({
  'surveys.read': {
    words: { zh: '查看问卷与结果', en: 'See surveys and their results' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'team',
      agent: 'own',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
  'surveys.send': {
    words: { zh: '向客户发送问卷', en: 'Send surveys to customers' },
    roles: { owner: 'all', manager: 'all', teamLead: 'team', agent: 'team' },
  },
  'surveys.manage': {
    words: {
      zh: '编辑、发布问卷与设置',
      en: 'Edit and publish surveys, and set how often customers are asked',
    },
    roles: { owner: 'all', manager: 'all' },
  },
});
