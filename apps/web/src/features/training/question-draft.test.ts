import { questionInput } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import {
  asKind,
  freeOption,
  markRight,
  newQuestion,
  questionKinds,
  withoutOption,
} from './question-draft.ts';

test('a new question of any kind cannot be saved before something is right', () => {
  for (const kind of questionKinds) {
    const draft = { ...newQuestion(kind, 'en'), title: { en: 'Which?' } };
    const filled =
      'options' in draft
        ? { ...draft, options: draft.options.map(({ id }) => ({ id, label: { en: id } })) }
        : draft;
    const problems = questionInput.safeParse({ content: filled }).error?.issues.map(({ message }) => message);
    expect(problems, kind).toEqual(['question_without_right_answer']);
  }
});

test('one option is right in a single choice, several in a multiple one', () => {
  const single = markRight(markRight(newQuestion('single', 'en'), 'a', true), 'b', true);
  expect(single.right).toEqual(['b']);
  const multiple = markRight(markRight(asKind(single, 'multiple', 'en'), 'a', true), 'b', true);
  expect(multiple.right).toEqual(['a', 'b']);
  expect(asKind(multiple, 'single', 'en').right).toEqual(['a']);
});

test('an option that goes takes its mark along, and its code is free again', () => {
  const draft = markRight(newQuestion('multiple', 'en'), 'b', true);
  expect(freeOption(draft)).toBe('c');
  const without = withoutOption(draft, 'b');
  expect(without.right).toEqual([]);
  expect(freeOption(without)).toBe('b');
});
