import { type SurveyContent, surveyContent, surveyText } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServiceError } from '../../platform/errors/service-error.ts';
import { checkedAnswers, pathOf, scoresOf } from './answer.rules.ts';

const words = (text: string) => ({ en: text });
const option = (id: string) => ({ id, label: words(id) });
const content = (questions: unknown[]): SurveyContent =>
  surveyContent.parse({ locale: 'en', title: words('Survey'), questions });
const refusals = (questions: unknown[]) => {
  const parsed = surveyContent.safeParse({ locale: 'en', title: words('Survey'), questions });
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
};
const text = (id: string, more: object = {}) => ({ id, kind: 'text', title: words(id), ...more });
const score = (id: string, kind: string, more: object = {}) => ({ id, kind, title: words(id), ...more });

describe('a survey is refused', () => {
  test.each([
    ['where branches lead round in a circle', [text('a'), text('b', { next: 'a' })], 'survey_cycle'],
    ['where nothing leads to a question', [text('a', { next: 'end' }), text('b')], 'survey_unreachable'],
    ['where a branch leads nowhere', [text('a', { next: 'z' })], 'survey_branch_nowhere'],
    ['with two questions of one code', [text('a'), text('a')], 'survey_code_twice'],
    ['with two scores of one kind', [score('a', 'nps'), score('b', 'nps')], 'survey_score_twice'],
    [
      'with a range that its scale has not',
      [score('a', 'csat', { branches: [{ when: { from: 0, to: 2 }, goTo: 'end' }] }), text('b')],
      'survey_branch_condition',
    ],
    [
      'with a condition on words',
      [text('a', { branches: [{ when: { options: ['x'] }, goTo: 'end' }] }), text('b')],
      'survey_branch_condition',
    ],
    ['without words', [text('a', { title: {} })], 'survey_words_missing'],
  ])('%s', (_, questions, code) => {
    expect(refusals(questions)).toContain(code);
  });

  test('not for a branch that skips ahead and joins again', () => {
    const skips = [
      score('a', 'csat', { branches: [{ when: { from: 4, to: 5 }, goTo: 'c' }] }),
      text('b'),
      text('c'),
    ];
    expect(refusals(skips)).toEqual([]);
  });
});

describe('words fall back', () => {
  test('from one Chinese to the other, then to the own language of the survey', () => {
    expect(surveyText({ 'zh-CN': '简', en: 'E' }, 'zh-TW', 'en')).toBe('简');
    expect(surveyText({ 'zh-TW': '繁', en: 'E' }, 'zh-CN', 'en')).toBe('繁');
    expect(surveyText({ en: 'E' }, 'zh-CN', 'en')).toBe('E');
    expect(surveyText({ 'zh-TW': '繁' }, 'en', 'zh-CN')).toBe('繁');
  });
});

const all = content([
  score('csat', 'csat', { required: true, branches: [{ when: { from: 4, to: 5 }, goTo: 'words' }] }),
  { id: 'one', kind: 'single', title: words('one'), required: true, options: [option('x'), option('y')] },
  { id: 'many', kind: 'multiple', title: words('many'), options: [option('x'), option('y')] },
  { id: 'scale', kind: 'scale', min: 1, max: 3, title: words('scale') },
  {
    id: 'grid',
    kind: 'matrix',
    title: words('grid'),
    rows: [option('r')],
    columns: [option('c'), option('d')],
  },
  score('nps', 'nps'),
  text('words', { maxLength: 5 }),
]);

const faults = (answers: Record<string, unknown>, whole = true): string[] => {
  try {
    checkedAnswers(all, answers as never, 'en', whole);
    return [];
  } catch (error) {
    return (error as ServiceError).fields.map(({ path, code }) => `${path} ${code}`);
  }
};

describe('an answer', () => {
  test('is taken whole where it fits', () => {
    const given = { csat: 2, one: 'x', many: ['x', 'y'], scale: 3, grid: { r: 'c' }, nps: 0, words: '好' };
    expect(checkedAnswers(all, given, 'en')).toEqual(given);
    expect(scoresOf(all, given).map(({ kind, score: given, max }) => [kind, given, max])).toEqual([
      ['csat', 2, 5],
      ['nps', 0, 10],
    ]);
  });

  test.each([
    [{ csat: 0, one: 'x' }, 'answers.csat answer_out_of_range'],
    [{ csat: 6, one: 'x' }, 'answers.csat answer_out_of_range'],
    [{ csat: 'good', one: 'x' }, 'answers.csat answer_wrong_kind'],
    [{ csat: 1, one: 'z' }, 'answers.one answer_unknown_option'],
    [{ csat: 1, one: ['x'] }, 'answers.one answer_wrong_kind'],
    [{ csat: 1, one: 'x', many: ['x', 'x'] }, 'answers.many answer_unknown_option'],
    [{ csat: 1, one: 'x', grid: { r: 'z' } }, 'answers.grid answer_unknown_option'],
    [{ csat: 1, one: 'x', grid: 'c' }, 'answers.grid answer_wrong_kind'],
    [{ csat: 1, one: 'x', words: 'too long' }, 'answers.words answer_too_long'],
    [{ csat: 1, one: 'x', else: 1 }, 'answers.else answer_unknown_question'],
    [{ csat: 1 }, 'answers.one answer_required'],
    [{}, 'answers.csat answer_required'],
  ])('%j is refused', (answers, fault) => {
    expect(faults(answers)).toContain(fault);
  });

  test('beside the path is left out, and not required', () => {
    expect(checkedAnswers(all, { csat: 5, many: ['x'], words: 'ok' }, 'en')).toEqual({
      csat: 5,
      words: 'ok',
    });
  });

  test('on the way needs nothing, and is checked all the same', () => {
    expect(faults({ many: ['x'] }, false)).toEqual([]);
    expect(faults({ csat: 9 }, false)).toEqual(['answers.csat answer_out_of_range']);
  });
});

test('every path through a sound survey ends, and asks no question twice', () => {
  const surveys = fc
    .array(fc.array(fc.nat(12), { maxLength: 3 }), { minLength: 1, maxLength: 10 })
    .map((jumps) =>
      jumps.map((targets, index) => ({
        id: `q${index}`,
        kind: 'csat',
        title: { en: 'q' },
        branches: targets.map((by, position) => ({
          when: { from: position + 1, to: position + 1 },
          goTo: index + 1 + by < jumps.length ? `q${index + 1 + by}` : 'end',
        })),
      })),
    );
  fc.assert(
    fc.property(
      surveys,
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 10, maxLength: 10 }),
      (qs, given) => {
        const survey = { locale: 'en', title: { en: 't' }, questions: qs } as unknown as SurveyContent;
        const answers = Object.fromEntries(qs.map(({ id }, index) => [id, given[index] ?? 1]));
        const path = pathOf(survey, answers).map(({ id }) => id);
        expect(new Set(path).size).toBe(path.length);
        expect(path[0]).toBe('q0');
      },
    ),
    { seed: 4 },
  );
});
