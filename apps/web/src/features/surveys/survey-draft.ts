import {
  type Locale,
  type Survey,
  type SurveyInput,
  type SurveyQuestion,
  type SurveyQuestionKind,
  surveyInput,
} from '@jingyun/contracts';

/** The kinds of questions in the order in which they are offered. */
export const questionKinds = [
  'csat',
  'nps',
  'ces',
  'single',
  'multiple',
  'scale',
  'text',
  'matrix',
] as const satisfies readonly SurveyQuestionKind[];

/** What can be saved of a survey: the input that would make it as it is. */
export function inputOf({ name, validDays, remindAfterDays, followUp, content }: Survey): SurveyInput {
  return { name, validDays, remindAfterDays, followUp, content };
}

/** A code that no other question has. */
export function freeCode(prefix: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const code = `${prefix}${number}`;
    if (!taken.includes(code)) return code;
  }
}

/**
 * A code for a new option of a choice. Drawn at random, because options of one code are one reason, in whichever survey
 * they stand: what different people add must not be taken for the same.
 */
export function newOptionCode(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `o${number.toString(36)}`;
}

/** A new question of a kind, with the least that its kind needs. */
export function newQuestion(
  kind: SurveyQuestionKind,
  id: string,
  locale: Locale,
  text: string,
): SurveyQuestion {
  const words = { [locale]: text };
  const base = { id, title: words, required: false, branches: [] };
  const options = ['A', 'B'].map((label) => ({ id: newOptionCode(), label: { [locale]: label } }));
  switch (kind) {
    case 'single':
    case 'multiple':
      return { ...base, kind, options };
    case 'scale':
      return { ...base, kind, min: 1, max: 5 };
    case 'text':
      return { ...base, kind, maxLength: 2_000 };
    case 'matrix':
      return { ...base, kind, rows: options.slice(0, 1), columns: options };
    default:
      return { ...base, kind };
  }
}

/** The same question as another kind: what both have stays. */
export function asKind(question: SurveyQuestion, kind: SurveyQuestionKind, locale: Locale): SurveyQuestion {
  const { id, title, help, required, next } = question;
  const made = newQuestion(kind, id, locale, '');
  const kept =
    'options' in question && 'options' in made
      ? { options: question.options, ...(question.asksReason === true ? { asksReason: true } : {}) }
      : {};
  return {
    ...made,
    ...kept,
    title,
    required,
    ...(help === undefined ? {} : { help }),
    ...(next === undefined ? {} : { next }),
  } as SurveyQuestion;
}

/** What a new survey begins with: a score, and words. */
export function starter(
  name: string,
  kind: 'csat' | 'nps' | 'ces',
  locale: Locale,
  text: Record<'title' | 'score' | 'words', string>,
): SurveyInput {
  return surveyInput.parse({
    name,
    content: {
      locale,
      title: { [locale]: text.title },
      questions: [
        { id: 'score', kind, required: true, title: { [locale]: text.score } },
        { id: 'words', kind: 'text', title: { [locale]: text.words } },
      ],
    },
  });
}
