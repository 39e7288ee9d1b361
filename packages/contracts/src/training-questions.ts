import { z } from 'zod';
import type { Words } from './common.ts';
import { id, instant, type Locale, line, localeSchema, locales, pageQuery, text, version } from './common.ts';
import { surveyCode, surveyWords } from './survey-questions.ts';

/*
 * Terms.
 *
 * question   what a quiz asks, with its right answer; kept in the bank, edited there, retired there
 * quiz       questions drawn from those of a course; frozen word for word when an attempt is opened
 * given      what a person answered: an option (single), options (multiple), true or false, or words (text)
 */

export const trainingLimits = {
  options: 10,
  accepted: 20,
  tags: 10,
  questions: 100,
  answer: 500,
  lesson: 200_000,
  people: 5_000,
} as const;

export const questionKinds = ['single', 'multiple', 'trueFalse', 'text'] as const;
export const questionKind = z.enum(questionKinds);
export type QuestionKind = z.infer<typeof questionKind>;

/** Several lines in up to three languages. */
export const trainingText = (max: number) => z.partialRecord(localeSchema, text(max));
export type TrainingText = z.infer<ReturnType<typeof trainingText>>;

/** The text in a reader's language: that one, else the other Chinese, else any. */
export function trainingWords(words: TrainingText, locale: Locale): string {
  const sibling: Locale[] = locale === 'zh-TW' ? ['zh-CN'] : locale === 'zh-CN' ? ['zh-TW'] : [];
  for (const wanted of [locale, ...sibling, ...locales]) {
    const found = words[wanted];
    if (found !== undefined && found !== '') return found;
  }
  return '';
}

/**
 * Words as answers of text are compared: full width and half width, upper and lower case, and spaces make no
 * difference (`ＯＰＥＮ　the case` is `openthecase`). Everything else does.
 */
export function normalisedAnswer(given: string): string {
  return given.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

const option = z.strictObject({ id: surveyCode, label: surveyWords });
const options = z.array(option).min(2).max(trainingLimits.options);
const asked = { title: surveyWords };

/** What is asked, without what is right. */
export const askedQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked, kind: z.literal('single'), options }),
  z.strictObject({ ...asked, kind: z.literal('multiple'), options }),
  z.strictObject({ ...asked, kind: z.literal('trueFalse') }),
  z.strictObject({ ...asked, kind: z.literal('text') }),
]);
export type AskedQuestion = z.infer<typeof askedQuestion>;

const explained = { ...asked, explanation: trainingText(2_000).default({}) };
/** What is asked and what is right: ids of options, true or false, or the words that count. */
export const questionContent = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...explained, kind: z.literal('single'), options, right: z.array(surveyCode).max(10) }),
    z.strictObject({
      ...explained,
      kind: z.literal('multiple'),
      options,
      right: z.array(surveyCode).max(10),
    }),
    z.strictObject({ ...explained, kind: z.literal('trueFalse'), right: z.boolean().optional() }),
    z.strictObject({
      ...explained,
      kind: z.literal('text'),
      right: z.array(line(200)).max(trainingLimits.accepted),
    }),
  ])
  .superRefine((content, context) => {
    const problem = (path: string[], message: keyof typeof trainingIssues) =>
      context.addIssue({ code: 'custom', path, message });
    if (content.kind === 'trueFalse') {
      if (content.right === undefined) problem(['right'], 'question_without_right_answer');
      return;
    }
    if (content.right.length === 0) problem(['right'], 'question_without_right_answer');
    if (content.kind === 'text') {
      if (content.right.some((words) => normalisedAnswer(words) === ''))
        problem(['right'], 'question_without_right_answer');
      return;
    }
    const ids = new Set(content.options.map((entry) => entry.id));
    if (ids.size < content.options.length) problem(['options'], 'question_option_twice');
    if (content.right.some((entry) => !ids.has(entry))) problem(['right'], 'question_right_not_offered');
    if (content.kind === 'single' && content.right.length > 1)
      problem(['right'], 'question_one_right_answer');
  });
export type QuestionContent = z.infer<typeof questionContent>;

/** Body of create and replace. Attempts opened before keep what they were asked. */
export const questionInput = z.strictObject({
  content: questionContent,
  /** Courses made for new versions of this procedure draw from its questions. */
  procedureId: id.nullable().default(null),
  tags: z.array(line(40)).max(trainingLimits.tags).default([]),
  /** A retired question is asked no more. */
  active: z.boolean().default(true),
});
export type QuestionInput = z.infer<typeof questionInput>;

export const trainingQuestion = z.object({
  id,
  content: questionContent,
  procedureId: id.nullable(),
  tags: z.array(z.string()),
  active: z.boolean(),
  version,
  updatedAt: instant,
});
export type TrainingQuestion = z.infer<typeof trainingQuestion>;

export const questionListQuery = pageQuery.extend({
  search: line(100).optional(),
  kind: questionKind.optional(),
  tag: line(40).optional(),
  procedureId: id.optional(),
  active: z.stringbool().optional(),
  /** Only these, separated by commas: those of a course. */
  ids: z
    .string()
    .max(8_000)
    .transform((given) => given.split(','))
    .pipe(z.array(id).min(1).max(trainingLimits.questions))
    .optional(),
});

/** single and text: a string; multiple: options; trueFalse: a boolean. */
export const quizAnswerValue = z.union([
  z.boolean(),
  text(trainingLimits.answer),
  z.array(surveyCode).max(trainingLimits.options),
]);
export type QuizAnswerValue = z.infer<typeof quizAnswerValue>;

/** Question to answer. A question that is left out counts as wrong. */
export const quizAnswers = z
  .record(id, quizAnswerValue)
  .refine((given) => Object.keys(given).length <= trainingLimits.questions, {
    error: 'quiz_unknown_question',
  });
export type QuizAnswers = z.infer<typeof quizAnswers>;

/** What is wrong with a question, a course or an answer, where zod does not word it itself. */
export const trainingIssues = {
  question_without_right_answer: {
    zh: '题目没有正确答案。请至少标出一个正确答案后保存。',
    en: 'The question has no right answer. Mark at least one, then save.',
  },
  question_one_right_answer: {
    zh: '单选题只能有一个正确答案。请只标出一个，或改为多选题。',
    en: 'A single choice has exactly one right answer. Mark one, or make it a multiple choice.',
  },
  question_right_not_offered: {
    zh: '正确答案不在选项中，请从选项中标出。',
    en: 'The right answer is not among the options. Mark one of them.',
  },
  question_option_twice: {
    zh: '选项代号重复，请改用另一个。',
    en: 'Two options have the same code. Give each its own.',
  },
  course_draw_too_many: {
    zh: '抽题数超过了课程的题目数，请减少抽题数或添加题目。',
    en: 'The quiz draws more questions than the course has. Draw fewer, or add questions.',
  },
  course_question_twice: {
    zh: '同一道题只能加入一次。',
    en: 'A question can be added once only.',
  },
  nobody_to_assign: {
    zh: '请至少选择一个团队或一个人。',
    en: 'Choose at least one team or one person.',
  },
  user_or_ticket_version: {
    zh: '请给出工单或流程版本之一，不能两者都给。',
    en: 'Name either a ticket or a version of a procedure: one of them, and not both.',
  },
  quiz_unknown_question: {
    zh: '这次测验没有这道题。请重新打开测验后作答。',
    en: 'This quiz has no such question. Open the quiz again and answer anew.',
  },
  quiz_answer_wrong_kind: {
    zh: '回答的形式与题型不符。请按题型作答。',
    en: 'The answer has not the form that the question asks for.',
  },
  quiz_unknown_option: {
    zh: '没有这个选项，请从列出的选项中选择。',
    en: 'There is no such option. Choose among those listed.',
  },
} as const satisfies Record<string, Words>;
