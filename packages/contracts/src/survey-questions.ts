import { z } from 'zod';
import { type Locale, line, localeSchema, locales, type Words } from './common.ts';

/*
 * Terms.
 *
 * content   the words, questions and branches of a survey; published content never changes again
 * score     the answer to a question of kind csat (1–5), nps (0–10) or ces (1–7)
 * branch    where an answer leads on: to a later question, or to the end
 * path      the questions that a person's answers lead through, in order
 */

export const surveyScoreKinds = ['csat', 'nps', 'ces'] as const;
export type SurveyScoreKind = (typeof surveyScoreKinds)[number];

/** Lowest and highest score of each kind. */
export const surveyScales = {
  csat: { min: 1, max: 5 },
  nps: { min: 0, max: 10 },
  ces: { min: 1, max: 7 },
} as const satisfies Record<SurveyScoreKind, { min: number; max: number }>;

export const surveyLimits = { questions: 30, options: 20, rows: 15, columns: 10, text: 5_000 } as const;

/** A text in up to three languages; at least one. Where a reader's is missing, `surveyText` falls back. */
export const surveyWords = z
  .partialRecord(localeSchema, line(500))
  .refine((words) => Object.keys(words).length > 0, { error: 'survey_words_missing' });
export type SurveyWords = z.infer<typeof surveyWords>;

/** The text in a reader's language: that one, else the other Chinese, else the survey's own language, else any. */
export function surveyText(words: SurveyWords, locale: Locale, own: Locale): string {
  const sibling: Locale = locale === 'zh-TW' ? 'zh-CN' : locale === 'zh-CN' ? 'zh-TW' : own;
  for (const wanted of [locale, sibling, own, ...locales]) {
    const text = words[wanted];
    if (text !== undefined) return text;
  }
  return '';
}

/** Names a question, an option, a row: letters, digits, `-` and `_`. */
export const surveyCode = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, { error: 'survey_code' });
const option = z.strictObject({ id: surveyCode, label: surveyWords });

/** Where branches lead besides questions. */
export const surveyEnd = 'end';

/** An answer in the range (score, scale), or one of the options (single, multiple), leads to `goTo`. */
const branch = z.strictObject({
  when: z.union([
    z.strictObject({ from: z.int().min(0).max(10), to: z.int().min(0).max(10) }),
    z.strictObject({ options: z.array(surveyCode).min(1).max(surveyLimits.options) }),
  ]),
  goTo: surveyCode,
});
export type SurveyBranch = z.infer<typeof branch>;

const base = {
  id: surveyCode,
  title: surveyWords,
  help: surveyWords.optional(),
  required: z.boolean().default(false),
  /** Tried in order; the first that holds decides. */
  branches: z.array(branch).max(20).default([]),
  /** Where it goes on otherwise; default: the next question in order. */
  next: surveyCode.optional(),
};
const options = z.array(option).min(2).max(surveyLimits.options);
/**
 * A choice whose options are reasons for a bad score: each is counted in the metric of reasons. Options of one code are
 * one reason, in whichever survey they stand.
 */
const asksReason = z.boolean().optional();

export const surveyQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('csat') }),
  z.strictObject({ ...base, kind: z.literal('nps') }),
  z.strictObject({ ...base, kind: z.literal('ces') }),
  z.strictObject({ ...base, kind: z.literal('single'), options, asksReason }),
  z.strictObject({ ...base, kind: z.literal('multiple'), options, asksReason }),
  z.strictObject({
    ...base,
    kind: z.literal('scale'),
    min: z.int().min(0).max(1),
    max: z.int().min(2).max(10),
    low: surveyWords.optional(),
    high: surveyWords.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('text'),
    maxLength: z.int().min(1).max(surveyLimits.text).default(2_000),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('matrix'),
    rows: z.array(option).min(1).max(surveyLimits.rows),
    columns: z.array(option).min(2).max(surveyLimits.columns),
  }),
]);
export type SurveyQuestion = z.infer<typeof surveyQuestion>;
export type SurveyQuestionKind = SurveyQuestion['kind'];

/** The scale of a question that is answered with a whole number; null for the others. */
export function numberRange(question: SurveyQuestion): { min: number; max: number } | null {
  if (question.kind === 'scale') return { min: question.min, max: question.max };
  return isScore(question) ? surveyScales[question.kind] : null;
}

export function isScore(
  question: SurveyQuestion,
): question is Extract<SurveyQuestion, { kind: SurveyScoreKind }> {
  return (surveyScoreKinds as readonly string[]).includes(question.kind);
}

/** True where a question's options are reasons for a bad score. */
export function isReason(
  question: SurveyQuestion,
): question is Extract<SurveyQuestion, { kind: 'single' | 'multiple' }> {
  return (question.kind === 'single' || question.kind === 'multiple') && question.asksReason === true;
}

/** The ids of the questions that may come right after one; `end` for the end of the survey. */
export function nextQuestions(questions: readonly SurveyQuestion[], index: number): string[] {
  const question = questions[index];
  if (question === undefined) return [];
  const otherwise = question.next ?? questions[index + 1]?.id ?? surveyEnd;
  return [...question.branches.map(({ goTo }) => goTo), otherwise];
}

export const surveyContent = z
  .strictObject({
    /** The language that stands in for missing ones. */
    locale: localeSchema,
    title: surveyWords,
    intro: surveyWords.optional(),
    /** What is said after the answer. */
    thanks: surveyWords.optional(),
    questions: z.array(surveyQuestion).min(1).max(surveyLimits.questions),
  })
  .superRefine(refineContent);
export type SurveyContent = z.infer<typeof surveyContent>;

type Problem = (path: (string | number)[], code: keyof typeof surveyIssues, params?: object) => void;

function refineContent(content: { questions: SurveyQuestion[] }, context: z.RefinementCtx): void {
  const { questions } = content;
  const problem: Problem = (path, message, params = {}) =>
    context.addIssue({ code: 'custom', path: ['questions', ...path], message, params: { ...params } });
  const ids = new Set<string>([surveyEnd]);
  const scores = new Set<string>();
  let sound = true;
  for (const [index, question] of questions.entries()) {
    if (ids.has(question.id)) {
      problem([index, 'id'], 'survey_code_twice', { code: question.id });
      sound = false;
    }
    ids.add(question.id);
    if (isScore(question)) {
      if (scores.has(question.kind)) problem([index, 'kind'], 'survey_score_twice');
      scores.add(question.kind);
    }
    for (const list of ['options', 'rows', 'columns'] as const) {
      const named = (question as Partial<Record<typeof list, { id: string }[]>>)[list] ?? [];
      if (new Set(named.map((entry) => entry.id)).size < named.length)
        problem([index, list], 'survey_code_twice', { code: list });
    }
    if (question.kind === 'scale' && question.max <= question.min) problem([index, 'max'], 'survey_scale');
    refineBranches(question, index, problem);
  }
  for (const [index, question] of questions.entries()) {
    for (const target of [...question.branches.map((one) => one.goTo), question.next ?? surveyEnd]) {
      if (ids.has(target)) continue;
      problem([index, 'branches'], 'survey_branch_nowhere', { target });
      sound = false;
    }
  }
  if (sound) refinePaths(questions, problem);
}

function refineBranches(question: SurveyQuestion, index: number, problem: Problem): void {
  const range = numberRange(question);
  const known =
    question.kind === 'single' || question.kind === 'multiple'
      ? new Set(question.options.map((entry) => entry.id))
      : null;
  for (const [position, { when }] of question.branches.entries()) {
    const fits =
      'options' in when
        ? known !== null && when.options.every((entry) => known.has(entry))
        : range !== null && when.from <= when.to && when.from >= range.min && when.to <= range.max;
    if (!fits) problem([index, 'branches', position, 'when'], 'survey_branch_condition');
  }
}

/** Refuses rounds without an end and questions that no answer leads to. O(questions + branches). */
function refinePaths(questions: readonly SurveyQuestion[], problem: Problem): void {
  const places = new Map(questions.map((question, index) => [question.id, index]));
  const state = new Array<'open' | 'done' | undefined>(questions.length).fill(undefined);
  let round = false;
  const visit = (index: number): void => {
    state[index] = 'open';
    for (const target of nextQuestions(questions, index)) {
      const to = places.get(target);
      if (to === undefined) continue;
      if (state[to] === 'open' && !round) {
        round = true;
        problem([index, 'branches'], 'survey_cycle', { target });
      }
      if (state[to] === undefined) visit(to);
    }
    state[index] = 'done';
  };
  visit(0);
  for (const [index, seen] of state.entries())
    if (seen === undefined)
      problem([index, 'id'], 'survey_unreachable', { code: questions[index]?.id ?? '' });
}

/** What is wrong with a survey or an answer, where zod does not word it itself. */
export const surveyIssues = {
  survey_words_missing: {
    zh: '请至少填写一种语言。',
    en: 'Write it in at least one language.',
  },
  survey_code: {
    zh: '代号须以字母开头，只含字母、数字、- 和 _，最多 40 个字符。',
    en: 'A code begins with a letter and has letters, digits, - and _ only, at most 40.',
  },
  survey_code_twice: {
    zh: '代号 {code} 重复，请改用另一个。',
    en: 'The code {code} is used twice. Choose another one.',
  },
  survey_score_twice: {
    zh: '同一种评分题（CSAT、NPS、CES）在一份问卷中只能有一道。',
    en: 'A survey asks for CSAT, NPS and CES once each. Use a scale question for the other.',
  },
  survey_scale: {
    zh: '量表的最大值须大于最小值。',
    en: 'The highest value of a scale must be above its lowest.',
  },
  survey_branch_nowhere: {
    zh: '跳转目标 {target} 不存在，请选择一道题或“结束”。',
    en: 'There is no question {target} to go on with. Choose one of the survey, or the end.',
  },
  survey_branch_condition: {
    zh: '跳转条件与题型不符：评分和量表用分数范围，单选和多选用选项，其他题型不能设条件。',
    en: 'The condition does not fit the question: ranges for scores and scales, options for choices, none for others.',
  },
  survey_cycle: {
    zh: '跳转到 {target} 会形成循环，请改为跳到后面的题。',
    en: 'Going on with {target} leads round in a circle. Lead on to a later question.',
  },
  survey_unreachable: {
    zh: '题目 {code} 永远不会被问到，请调整跳转或删除它。',
    en: 'No answer leads to question {code}. Change the branches, or remove the question.',
  },
  answer_unknown_question: {
    zh: '问卷中没有这道题，请重新打开问卷后作答。',
    en: 'The survey has no such question. Open it again and answer anew.',
  },
  answer_wrong_kind: {
    zh: '回答的形式与题型不符。',
    en: 'The answer has not the form that the question asks for.',
  },
  answer_out_of_range: {
    zh: '分数须在 {min} 到 {max} 之间。',
    en: 'The score must be a whole number from {min} to {max}.',
  },
  answer_unknown_option: {
    zh: '没有这个选项，请从列出的选项中选择。',
    en: 'There is no such option. Choose among those listed.',
  },
  answer_too_long: {
    zh: '最多 {max} 个字符，请精简后提交。',
    en: 'At most {max} characters. Shorten it and submit.',
  },
  answer_required: { zh: '请回答此题。', en: 'Please answer this question.' },
} as const satisfies Record<string, Words>;
