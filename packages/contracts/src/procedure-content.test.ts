import { describe, expect, test } from 'vitest';
import { procedureContent, procedureLimits, stepsOf } from './procedure-content.ts';

const step = (key: string, over: object = {}) => ({ key, title: { en: key }, ...over });
const content = (...stages: object[][]) => ({
  locale: 'en',
  stages: stages.map((steps, index) => ({ key: `s${index}`, title: { en: 'Stage' }, steps })),
});
const issuesOf = (given: unknown) =>
  (procedureContent.safeParse(given).error?.issues ?? []).map(({ message, path }) => [
    message,
    path.join('.'),
  ]);

describe('the content of a procedure', () => {
  test('may wait across stages, backwards and forwards, as long as it goes round nowhere', () => {
    const given = content(
      [step('a'), step('b', { requires: ['d'] })],
      [step('c', { requires: ['a', 'b'] }), step('d', { requires: ['a'] })],
    );
    expect(issuesOf(given)).toEqual([]);
    expect(stepsOf(procedureContent.parse(given)).map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd']);
  });

  test.each([
    ['itself', [[step('a', { requires: ['a'] })]], 'procedure_cycle', 'stages.0.steps.0.requires'],
    [
      'one that waits for it, in another stage',
      [[step('a', { requires: ['b'] })], [step('b', { requires: ['a'] })]],
      'procedure_cycle',
      'stages.1.steps.0.requires',
    ],
    [
      'none there is',
      [[step('a', { requires: ['x'] })]],
      'procedure_requires_nothing',
      'stages.0.steps.0.requires',
    ],
  ])('refuses a step that waits for %s', (_, stages, message, path) => {
    expect(issuesOf(content(...stages))).toEqual([[message, path]]);
  });

  test('refuses keys twice, unnamed things, and more steps than anybody follows', () => {
    expect(issuesOf(content([step('a')], [step('a')]))).toEqual([
      ['procedure_key_twice', 'stages.1.steps.0.key'],
    ]);
    const item = { key: 'i', text: { en: 'x' } };
    expect(issuesOf(content([step('a', { checklist: [item, item] })]))).toEqual([
      ['procedure_key_twice', 'stages.0.steps.0.checklist'],
    ]);
    expect(issuesOf(content([step('1a')])).map(([message]) => message)).toEqual(['procedure_key']);
    const half = (from: number) =>
      Array.from({ length: procedureLimits.steps / 2 + 1 }, (_, index) => step(`k${from + index}`));
    expect(issuesOf(content(half(0), half(100)))).toEqual([['procedure_too_many_steps', 'stages']]);
    expect(procedureContent.safeParse(content([])).success).toBe(false);
    expect(procedureContent.safeParse(content([step('a', { script: { en: 'x\u0000' } })])).success).toBe(
      false,
    );
  });
});
