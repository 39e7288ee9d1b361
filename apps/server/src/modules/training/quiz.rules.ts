import {
  normalisedAnswer,
  type QuestionContent,
  type QuizAnswers,
  type QuizAnswerValue,
  type trainingIssues,
} from '@jingyun/contracts';

/*
 * Terms.
 *
 * frozen   a question as one attempt asks it: word for word, with its right answer, in the order shown
 */

export interface FrozenQuestion {
  /** The question of the bank that it was frozen from. */
  id: string;
  content: QuestionContent;
}

export interface DrawRules {
  /** How many questions are drawn; null for all. */
  draw: number | null;
  shuffle: boolean;
}

/**
 * The questions of one attempt, from those of the course. The same seed draws the same questions in the same order.
 * Without shuffling they stay in the course's order, and options in theirs.
 *
 * @param seed the attempt's id
 */
export function drawQuiz(
  questions: readonly FrozenQuestion[],
  { draw, shuffle }: DrawRules,
  seed: string,
): FrozenQuestion[] {
  const random = randomOf(seed);
  const order = shuffled(
    questions.map((_, index) => index),
    random,
  ).slice(0, draw ?? questions.length);
  const chosen = shuffle ? order : order.toSorted((a, b) => a - b);
  return chosen.map((index) => {
    const { id, content } = questions[index] as FrozenQuestion;
    if (!shuffle || !('options' in content)) return { id, content };
    return { id, content: { ...content, options: shuffled(content.options, random) } };
  });
}

export type AnswerProblem = { questionId: string; code: keyof typeof trainingIssues };

/** What of the answers does not belong to the questions: foreign questions, foreign options, another form. */
export function answerProblems(questions: readonly FrozenQuestion[], answers: QuizAnswers): AnswerProblem[] {
  const asked = new Map(questions.map(({ id, content }) => [id, content]));
  return Object.entries(answers).flatMap(([questionId, given]) => {
    const content = asked.get(questionId);
    const code = content === undefined ? 'quiz_unknown_question' : problemOf(content, given);
    return code === null ? [] : [{ questionId, code }];
  });
}

function problemOf(content: QuestionContent, given: QuizAnswerValue): AnswerProblem['code'] | null {
  switch (content.kind) {
    case 'trueFalse':
      return typeof given === 'boolean' ? null : 'quiz_answer_wrong_kind';
    case 'text':
      return typeof given === 'string' ? null : 'quiz_answer_wrong_kind';
    case 'single':
      if (typeof given !== 'string') return 'quiz_answer_wrong_kind';
      return isOffered(content.options, given) ? null : 'quiz_unknown_option';
    case 'multiple':
      if (!Array.isArray(given)) return 'quiz_answer_wrong_kind';
      return given.every((option) => isOffered(content.options, option)) ? null : 'quiz_unknown_option';
  }
}

const isOffered = (options: readonly { id: string }[], given: string) =>
  options.some(({ id }) => id === given);

/**
 * Whether an answer is right. Of a multiple choice all right options and no other have to be chosen; words have to be
 * among the accepted ones (see `normalisedAnswer`). No answer is wrong.
 */
export function isRight(content: QuestionContent, given: QuizAnswerValue | undefined): boolean {
  if (given === undefined) return false;
  switch (content.kind) {
    case 'trueFalse':
      return given === content.right;
    case 'text':
      return (
        typeof given === 'string' &&
        content.right.some((accepted) => normalisedAnswer(accepted) === normalisedAnswer(given))
      );
    case 'single':
      return given === content.right[0];
    case 'multiple': {
      if (!Array.isArray(given)) return false;
      const chosen = new Set(given);
      return chosen.size === content.right.length && content.right.every((option) => chosen.has(option));
    }
  }
}

/** How many answers are right. */
export function scoreOf(questions: readonly FrozenQuestion[], answers: QuizAnswers): number {
  return questions.filter(({ id, content }) => isRight(content, answers[id])).length;
}

/** True where the share of right answers reaches the mark; in whole numbers, so that 80 % of 5 is exactly 4. */
export function isPass(score: number, of: number, passMark: number): boolean {
  return of > 0 && score * 100 >= passMark * of;
}

/** An answer that is right, or one that is surely not: for the demo and for tests. */
export function answerFor(content: QuestionContent, right: boolean): QuizAnswerValue | undefined {
  switch (content.kind) {
    case 'trueFalse':
      return right ? content.right : !content.right;
    case 'multiple':
      return right ? content.right : [];
    case 'single':
      return right ? content.right[0] : content.options.find(({ id }) => id !== content.right[0])?.id;
    case 'text':
      return right ? content.right[0] : undefined;
  }
}

/** Fisher and Yates; the input stays as it is. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}

/** Numbers in [0, 1) that follow from a text: FNV-1a for the seed, mulberry32 for the stream. */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
