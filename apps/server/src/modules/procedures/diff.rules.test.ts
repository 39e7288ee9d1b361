import { type ProcedureContent, procedureContent } from '@jingyun/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../tickets/index.ts';
import { diffContents, diffText } from './diff.rules.ts';
import { zh } from './procedure.factory.ts';

const content = (stages: Record<string, object[]>, over: object = {}): ProcedureContent =>
  procedureContent.parse({
    locale: 'zh-CN',
    stages: Object.entries(stages).map(([key, steps]) => ({
      key,
      title: zh(key),
      steps: steps.map((step) => ({ title: zh('步骤'), ...step })),
    })),
    ...over,
  });
const states = (from: ProcedureContent, to: ProcedureContent) =>
  diffContents(from, to, textOf).stages.map(({ key, state, steps }) => [
    key,
    state,
    steps.map((step) => `${step.key} ${step.state}`),
  ]);

describe('two versions side by side', () => {
  test('show what came, what went, what changed and what stayed', () => {
    const from = content({ one: [{ key: 'a' }, { key: 'b' }, { key: 'c' }], old: [{ key: 'x' }] });
    const to = content({
      one: [{ key: 'a' }, { key: 'n' }, { key: 'c', mandatory: true }],
      fresh: [{ key: 'y' }],
    });
    expect(states(from, to)).toEqual([
      ['one', 'changed', ['a same', 'b removed', 'n added', 'c changed']],
      ['old', 'removed', ['x removed']],
      ['fresh', 'added', ['y added']],
    ]);
    expect(states(from, from).flatMap(([, state]) => state)).toEqual(['same', 'same']);
  });

  test('a step that was put elsewhere has moved, and is not shown where it was', () => {
    const from = content({ one: [{ key: 'a' }, { key: 'b' }, { key: 'c' }], two: [{ key: 'd' }] });
    const to = content({ one: [{ key: 'a' }, { key: 'c' }, { key: 'b' }], two: [{ key: 'd' }] });
    const [one] = diffContents(from, to, textOf).stages;
    expect(one?.steps.map(({ state }) => state).sort()).toEqual(['moved', 'same', 'same']);
    const across = content({ one: [{ key: 'b' }, { key: 'c' }], two: [{ key: 'a' }, { key: 'd' }] });
    expect(states(from, across)).toEqual([
      ['one', 'same', ['b same', 'c same']],
      ['two', 'changed', ['a moved', 'd same']],
    ]);
  });

  test('words are told word by word in each language, values as they were and are', () => {
    const from = content({ one: [{ key: 'a', title: { 'zh-CN': '三十分钟内联系客户' }, minutes: 30 }] });
    const to = content({
      one: [{ key: 'a', title: { 'zh-CN': '十五分钟内联系客户', en: 'Call' }, minutes: 15, role: 'agent' }],
    });
    const [step] = diffContents(from, to, textOf).stages[0]!.steps;
    const told = Object.fromEntries(
      step!.differences.map(({ field, locale, parts }) => [`${field} ${locale}`, parts]),
    );
    expect(told['title zh-CN']?.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '三' },
      { kind: 'added', text: '五' },
    ]);
    expect(told['title en']).toEqual([{ kind: 'added', text: 'Call' }]);
    expect(told['minutes null']).toEqual([
      { kind: 'removed', text: '30' },
      { kind: 'added', text: '15' },
    ]);
    expect(told['role null']).toEqual([{ kind: 'added', text: 'agent' }]);
  });

  test('formatting alone is told as such; its words are not shown as changed', () => {
    const of = (body: string) => content({ one: [{ key: 'a', body: zh(body) }] });
    const [step] = diffContents(of('<p>先道歉</p>'), of('<p><strong>先道歉</strong></p>'), textOf).stages[0]!
      .steps;
    expect(step?.differences).toEqual([
      { field: 'body', locale: 'zh-CN', layoutOnly: true, parts: [{ kind: 'same', text: '先道歉' }] },
    ]);
  });
});

test('put together again, the parts are both texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .array(fc.constantFrom('三十', '分钟', '内', ' ', '联系', 'call', '，', '客户', '\n'), {
        maxLength: 20,
      })
      .map((words) => words.join('')),
  );
  fc.assert(
    fc.property(text, text, (old, now) => {
      const parts = diffText(old, now);
      const joined = (...kinds: string[]) =>
        parts
          .filter(({ kind }) => kinds.includes(kind))
          .map((part) => part.text)
          .join('');
      expect(joined('same', 'removed')).toBe(old);
      expect(joined('same', 'added')).toBe(now);
    }),
  );
});
