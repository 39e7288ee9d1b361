import { type SurveyQuestion, surveyCode, surveyContent } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { asKind, freeCode, newOptionCode, newQuestion, questionKinds, starter } from './survey-draft.ts';

test('a new question of every kind can be saved as it is', () => {
  const questions = questionKinds.map((kind, index) => newQuestion(kind, `q${index}`, 'zh-CN', '题目'));
  expect(surveyContent.safeParse({ locale: 'zh-CN', title: { 'zh-CN': '问卷' }, questions }).success).toBe(
    true,
  );
});

test('a question that becomes another kind keeps its words, and its options where it has some', () => {
  const single = newQuestion('single', 'q', 'en', 'Why?');
  const multiple = asKind(
    { ...single, required: true, asksReason: true } as SurveyQuestion,
    'multiple',
    'en',
  );
  expect(multiple).toMatchObject({
    kind: 'multiple',
    title: { en: 'Why?' },
    required: true,
    asksReason: true,
  });
  expect(multiple).toHaveProperty('options', 'options' in single ? single.options : null);
  expect(asKind(single, 'text', 'en')).not.toHaveProperty('options');
});

test('codes are not given twice, and a survey begins with a score', () => {
  expect(freeCode('q', ['q1', 'q2'])).toBe('q3');
  const made = starter('NPS', 'nps', 'en', { title: 'T', score: 'S', words: 'W' });
  expect(made.content.questions.map(({ kind }) => kind)).toEqual(['nps', 'text']);
});

test('options of different questions are different reasons', () => {
  const codes = Array.from({ length: 50 }, newOptionCode);
  expect(new Set(codes).size).toBe(50);
  for (const code of codes) expect(surveyCode.safeParse(code).success).toBe(true);
});
