import { type ProcedureStage, procedureContent } from '@jingyun/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addStage,
  addStep,
  changeStep,
  missingTexts,
  moveStage,
  moveStep,
  placeStep,
  removeStage,
  removeStep,
} from './procedure-draft.ts';

/** Two stages: a, b | c. */
function stages(): ProcedureStage[] {
  const step = (key: string, requires: string[] = []) => ({
    key,
    title: { 'zh-CN': key },
    checklist: [],
    minutes: null,
    mandatory: false,
    role: null,
    requires,
  });
  return [
    { key: 'one', title: { 'zh-CN': '一' }, steps: [step('a'), step('b', ['a'])] },
    { key: 'two', title: { 'zh-CN': '二' }, steps: [step('c', ['a', 'b'])] },
  ];
}
const order = (list: ProcedureStage[]) =>
  list.map(({ steps }) => steps.map(({ key }) => key).join(' ')).join(' | ');

test('steps move within a stage, over its edge, and never leave a stage empty', () => {
  expect(order(moveStep(stages(), 'a', 1))).toBe('b a | c');
  expect(order(moveStep(stages(), 'b', 1))).toBe('a | b c');
  expect(order(moveStep(stages(), 'a', -1))).toBe('a b | c');
  expect(order(moveStep(stages(), 'c', -1))).toBe('a b | c');
  expect(order(placeStep(stages(), 'a', 'c', true))).toBe('b | c a');
  expect(order(placeStep(stages(), 'b', 'a', false))).toBe('b a | c');
  expect(order(placeStep(stages(), 'c', 'a', true))).toBe('a b | c');
  expect(order(moveStage(stages(), 'two', -1))).toBe('c | a b');
  expect(order(moveStage(stages(), 'two', 1))).toBe('a b | c');
});

test('what is removed is waited for no more', () => {
  const left = removeStep(stages(), 'a');
  expect(order(left)).toBe('b | c');
  expect(left.flatMap(({ steps }) => steps.map(({ requires }) => requires))).toEqual([[], ['b']]);
  expect(order(removeStep(stages(), 'c'))).toBe('a b');
  expect(removeStage(stages(), 'one').flatMap(({ steps }) => steps[0]?.requires)).toEqual([]);
});

test('an emptied text is left out of the step', () => {
  const said = changeStep(stages(), 'a', { script: { en: 'Good morning' } });
  expect(said[0]?.steps[0]).toHaveProperty('script');
  expect(changeStep(said, 'a', { script: undefined })[0]?.steps[0]).not.toHaveProperty('script');
});

test('texts of other languages that are still to be written are counted', () => {
  const content = { locale: 'zh-CN' as const, purpose: { en: 'Why' }, stages: stages() };
  expect(missingTexts(content, 'zh-CN')).toBe(1);
  // Two stages and three steps have no English title; nothing has any traditional one.
  expect(missingTexts(content, 'en')).toBe(5);
  expect(missingTexts(content, 'zh-TW')).toBe(6);
});

test('whatever is done to a draft, the server takes it, and no step is lost by moving', () => {
  const move = fc.record({ pick: fc.nat(), other: fc.nat(), how: fc.nat(6) });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      let now: ProcedureStage[] = addStage([], 'en', 'Stage', 'Step');
      for (const { pick, other, how } of moves) {
        const keys = now.flatMap(({ steps }) => steps.map(({ key }) => key));
        const key = keys[pick % keys.length] ?? '';
        const beside = keys[other % keys.length] ?? '';
        const stage = now[pick % now.length]?.key ?? '';
        const before = keys.length;
        if (how === 0) now = addStep(now, stage, 'en', 'Step').stages;
        else if (how === 1 && now.length < 20) now = addStage(now, 'en', 'Stage', 'Step');
        else if (how === 2 && keys.length > 1) now = removeStep(now, key);
        else {
          if (how === 3) now = moveStep(now, key, 1);
          if (how === 4) now = moveStep(now, key, -1);
          if (how === 5) now = placeStep(now, key, beside, pick % 2 === 0);
          if (how === 6) now = moveStage(now, stage, other % 2 === 0 ? 1 : -1);
          expect(now.flatMap(({ steps }) => steps)).toHaveLength(before);
        }
      }
      expect(procedureContent.safeParse({ locale: 'en', stages: now }).success).toBe(true);
    }),
  );
});
