import {
  isReason,
  isScore,
  type Locale,
  nextQuestions,
  numberRange,
  type SurveyAnswers,
  type SurveyAnswerValue,
  type SurveyContent,
  type SurveyQuestion,
  type SurveyScoreKind,
  surveyEnd,
  surveyIssues,
  surveyScales,
} from '@jingyun/contracts';
import { type FieldProblem, ServiceError } from '../../platform/errors/service-error.ts';
import { say } from '../../platform/i18n/server-words.ts';

/** A score that was given. */
export interface GivenScore {
  questionId: string;
  kind: SurveyScoreKind;
  score: number;
  max: number;
}

/** Where an answer leads: the id of the next question, or `end`. */
export function leadsTo(
  questions: readonly SurveyQuestion[],
  index: number,
  answer: SurveyAnswerValue | undefined,
): string {
  const question = questions[index];
  if (question === undefined) return surveyEnd;
  const taken = question.branches.find(({ when }) => {
    if ('from' in when) return typeof answer === 'number' && answer >= when.from && answer <= when.to;
    const chosen = Array.isArray(answer) ? answer : [answer];
    return when.options.some((option) => chosen.includes(option));
  });
  return taken?.goTo ?? nextQuestions(questions, index).at(-1) ?? surveyEnd;
}

/** The questions that these answers lead through, in order. Ends, because published content has no rounds. */
export function pathOf(content: SurveyContent, answers: SurveyAnswers): SurveyQuestion[] {
  const places = new Map(content.questions.map((question, index) => [question.id, index]));
  const path: SurveyQuestion[] = [];
  for (let index: number | undefined = 0; index !== undefined; ) {
    const question: SurveyQuestion | undefined = content.questions[index];
    if (question === undefined) break;
    path.push(question);
    index = places.get(leadsTo(content.questions, index, answers[question.id]));
  }
  return path;
}

/**
 * The answers on their path, checked; those to questions beside it are left out, because a page without script
 * shows all questions. An empty text and an empty list are no answer.
 *
 * @param whole false for answers kept on the way: nothing is required yet
 * @throws ServiceError invalid_input, naming each question
 */
export function checkedAnswers(
  content: SurveyContent,
  given: SurveyAnswers,
  locale: Locale,
  whole = true,
): SurveyAnswers {
  const known = new Map(content.questions.map((question) => [question.id, question]));
  const problems: FieldProblem[] = [];
  const note = (id: string, code: keyof typeof surveyIssues, params: Record<string, number> = {}) =>
    problems.push({ path: `answers.${id}`, code, message: say(surveyIssues[code], locale, params) });
  const answers: SurveyAnswers = {};
  for (const [id, value] of Object.entries(given)) {
    const question = known.get(id);
    if (question === undefined) {
      note(id, 'answer_unknown_question');
      continue;
    }
    const fault = faultOf(question, value);
    if (fault !== null) note(id, fault.code, fault.params);
    else if (!isEmpty(value)) answers[id] = value;
  }
  const path = pathOf(content, answers);
  for (const { id, required } of whole ? path : []) {
    // What was answered wrongly has been named already.
    const isMissing = given[id] === undefined || isEmpty(given[id]);
    if (required && isMissing) note(id, 'answer_required');
  }
  if (problems.length > 0) throw new ServiceError('invalid_input', { fields: problems });
  if (!whole) return answers;
  return Object.fromEntries(
    path.flatMap(({ id }) => {
      const value = answers[id];
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

const isEmpty = (value: SurveyAnswerValue | undefined): boolean =>
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);

type Fault = { code: keyof typeof surveyIssues; params?: Record<string, number> } | null;
const wrongKind: Fault = { code: 'answer_wrong_kind' };
const unknownOption: Fault = { code: 'answer_unknown_option' };

/** What is wrong with one answer, by the kind of its question. */
function faultOf(question: SurveyQuestion, value: SurveyAnswerValue): Fault {
  const range = numberRange(question);
  if (range !== null) {
    if (typeof value !== 'number') return wrongKind;
    return value < range.min || value > range.max ? { code: 'answer_out_of_range', params: range } : null;
  }
  const has = (list: readonly { id: string }[], id: string) => list.some((entry) => entry.id === id);
  switch (question.kind) {
    case 'text': {
      if (typeof value !== 'string') return wrongKind;
      const max = question.maxLength;
      return value.length > max ? { code: 'answer_too_long', params: { max } } : null;
    }
    case 'single':
      if (typeof value !== 'string') return wrongKind;
      return value === '' || has(question.options, value) ? null : unknownOption;
    case 'multiple': {
      if (!Array.isArray(value)) return wrongKind;
      const isOnce = new Set(value).size === value.length;
      return isOnce && value.every((id) => has(question.options, id)) ? null : unknownOption;
    }
    case 'matrix': {
      if (typeof value !== 'object' || Array.isArray(value)) return wrongKind;
      const fits = Object.entries(value).every(
        ([row, column]) => has(question.rows, row) && has(question.columns, column),
      );
      return fits ? null : unknownOption;
    }
    default:
      return wrongKind;
  }
}

/** The scores that were given, in the order of the survey: the first is the main one. */
export function scoresOf(content: SurveyContent, answers: SurveyAnswers): GivenScore[] {
  return content.questions.flatMap((question) => {
    const score = answers[question.id];
    if (!isScore(question) || typeof score !== 'number') return [];
    return [{ questionId: question.id, kind: question.kind, score, max: surveyScales[question.kind].max }];
  });
}

/** The reasons that were chosen, by their options' codes, each once. */
export function reasonsOf(content: SurveyContent, answers: SurveyAnswers): string[] {
  const chosen = content.questions.filter(isReason).flatMap(({ id }) => {
    const value = answers[id];
    return typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
  });
  return [...new Set(chosen)].filter((code) => code !== '');
}

/** The kind of the main score; null where a survey asks for none. */
export function mainKind(content: Pick<SurveyContent, 'questions'>): SurveyScoreKind | null {
  return content.questions.find(isScore)?.kind ?? null;
}

/** The words in an answer: what was answered to questions of text. */
export function verbatimsOf(content: SurveyContent, answers: SurveyAnswers): string[] {
  return content.questions.flatMap((question) => {
    const value = answers[question.id];
    return question.kind === 'text' && typeof value === 'string' ? [value] : [];
  });
}
