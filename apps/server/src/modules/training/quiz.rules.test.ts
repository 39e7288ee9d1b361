import { type QuestionContent, questionContent, questionInput } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerFor,
  answerProblems,
  drawQuiz,
  type FrozenQuestion,
  isPass,
  isRight,
  scoreOf,
} from './quiz.rules.ts';

const title = { en: 'Which?' };
const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, label: { en: id } }));
const content = (over: object): QuestionContent => questionContent.parse({ title, ...over });
const single = content({ kind: 'single', options, right: ['b'] });
const multiple = content({ kind: 'multiple', options, right: ['a', 'c'] });
const truth = content({ kind: 'trueFalse', right: false });
const words = content({ kind: 'text', right: ['Open the case', '30 分钟'] });
const frozen = (contents: readonly QuestionContent[]): FrozenQuestion[] =>
  contents.map((one, index) => ({ id: `q${index}`, content: one }));

describe('a question', () => {
  const codes = (over: object) =>
    (questionInput.safeParse({ content: { title, ...over } }).error?.issues ?? []).map(
      ({ message }) => message,
    );

  test('without a right answer is refused, whatever its kind', () => {
    for (const over of [
      { kind: 'single', options, right: [] },
      { kind: 'multiple', options, right: [] },
      { kind: 'trueFalse' },
      { kind: 'text', right: [] },
      { kind: 'text', right: [' '] },
    ])
      expect(codes(over).length, JSON.stringify(over)).toBeGreaterThan(0);
    expect(codes({ kind: 'single', options, right: [] })).toEqual(['question_without_right_answer']);
    expect(codes({ kind: 'trueFalse' })).toEqual(['question_without_right_answer']);
  });

  test('has right answers that are offered, and one where one is chosen', () => {
    expect(codes({ kind: 'single', options, right: ['a', 'b'] })).toEqual(['question_one_right_answer']);
    expect(codes({ kind: 'multiple', options, right: ['z'] })).toEqual(['question_right_not_offered']);
    expect(codes({ kind: 'single', options: [options[0], options[0]], right: ['a'] })).toEqual([
      'question_option_twice',
    ]);
  });
});

describe('grading', () => {
  test('of a multiple choice takes all right options and no other', () => {
    expect(isRight(multiple, ['c', 'a'])).toBe(true);
    expect(isRight(multiple, ['a'])).toBe(false);
    expect(isRight(multiple, ['a', 'c', 'd'])).toBe(false);
    expect(isRight(multiple, ['a', 'a'])).toBe(false);
  });

  test('of words looks past case, width and spaces, and at nothing else', () => {
    for (const given of [
      'open the case',
      ' OPEN  the\u3000Case ',
      'ｏｐｅｎ the case',
      '30分钟',
      '３０ 分钟',
    ])
      expect(isRight(words, given), given).toBe(true);
    for (const given of ['open a case', '', '30', 'open the case.'])
      expect(isRight(words, given)).toBe(false);
  });

  test('a missing answer is wrong, and false is an answer', () => {
    expect(isRight(truth, false)).toBe(true);
    expect(isRight(truth, undefined)).toBe(false);
    expect(scoreOf(frozen([single, truth, words]), { q0: 'b', q1: false })).toBe(2);
  });

  test('80 % of 5 is 4, of 3 is 3', () => {
    expect([isPass(4, 5, 80), isPass(3, 5, 80), isPass(2, 3, 80), isPass(3, 3, 80)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(isPass(0, 0, 1)).toBe(false);
  });

  test('what answers rightly is right, what answers wrongly is not', () => {
    for (const one of [single, multiple, truth, words]) {
      expect(isRight(one, answerFor(one, true))).toBe(true);
      expect(isRight(one, answerFor(one, false))).toBe(false);
    }
  });
});

test('answers that do not belong to the attempt are named, one by one', () => {
  const questions = frozen([single, multiple, truth, words]);
  expect(answerProblems(questions, { q0: 'b', q1: ['a'], q2: true, q3: 'x' })).toEqual([]);
  expect(
    answerProblems(questions, { q9: 'b', q0: 'z', q1: ['a', 'z'], q2: 'true', q3: ['a'] }).map(
      ({ questionId, code }) => [questionId, code],
    ),
  ).toEqual([
    ['q9', 'quiz_unknown_question'],
    ['q0', 'quiz_unknown_option'],
    ['q1', 'quiz_unknown_option'],
    ['q2', 'quiz_answer_wrong_kind'],
    ['q3', 'quiz_answer_wrong_kind'],
  ]);
});

describe('drawing', () => {
  const bank = frozen(Array.from({ length: 12 }, () => single));
  const ids = (questions: readonly FrozenQuestion[]) => questions.map(({ id }) => id);

  test('asks as many different questions as are to be drawn, the same for the same attempt', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 12 }), fc.boolean(), (seed, draw, shuffle) => {
        const drawn = drawQuiz(bank, { draw, shuffle }, seed);
        expect(new Set(ids(drawn)).size).toBe(draw);
        expect(drawQuiz(bank, { draw, shuffle }, seed)).toEqual(drawn);
        if (shuffle) return;
        const places = ids(drawn).map((id) => ids(bank).indexOf(id));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(drawn[0]?.content).toEqual(single);
      }),
    );
  });

  test('draws every question about as often as every other', () => {
    const times = new Map<string, number>();
    for (let attempt = 0; attempt < 2_400; attempt++)
      for (const id of ids(drawQuiz(bank, { draw: 3, shuffle: true }, `attempt ${attempt}`)))
        times.set(id, (times.get(id) ?? 0) + 1);
    // 600 each; 5 standard deviations of a binomial are 106.
    for (const id of ids(bank)) expect(Math.abs((times.get(id) ?? 0) - 600)).toBeLessThan(106);
  });

  test('mixes options without losing one', () => {
    const orders = new Set<string>();
    for (let attempt = 0; attempt < 200; attempt++) {
      const [one] = drawQuiz(frozen([single]), { draw: null, shuffle: true }, `attempt ${attempt}`);
      if (one?.content.kind !== 'single') throw new Error('not a single choice');
      const order = one.content.options.map(({ id }) => id);
      expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd']);
      orders.add(order.join(''));
    }
    expect(orders.size).toBeGreaterThan(20);
  });
});
