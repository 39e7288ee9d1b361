import type { ProcedureRunStep, ProcedureStep } from '@jingyun/contracts';
import { expect, test } from 'vitest';
import { dueOf, progressOf, stagesOfRun } from './run-progress.ts';

const step = (key: string, more: Partial<ProcedureStep> = {}): ProcedureStep => ({
  key,
  title: { 'zh-CN': key },
  checklist: [],
  minutes: null,
  mandatory: true,
  role: null,
  requires: [],
  ...more,
});
const state = (key: string, of: ProcedureRunStep['state']): ProcedureRunStep => ({
  key,
  state: of,
  checked: [],
  reason: null,
  by: null,
  at: null,
  seconds: null,
  late: false,
});
const run = (...steps: ProcedureRunStep[]) => ({
  content: {
    locale: 'zh-CN' as const,
    stages: [
      {
        key: 'one',
        title: { 'zh-CN': '一' },
        steps: [step('greet'), step('confirm', { requires: ['check'] })],
      },
      { key: 'two', title: { 'zh-CN': '二' }, steps: [step('check'), step('close')] },
    ],
  },
  steps,
});

test('what comes next is the first open step that waits for nothing', () => {
  expect(progressOf(run())).toMatchObject({ over: 0, of: 4, next: { number: '1.1' } });
  const greeted = run(state('greet', 'done'));
  expect(progressOf(greeted)).toMatchObject({ over: 1, next: { number: '2.1' } });
  expect(stagesOfRun(greeted)[0]?.steps[1]?.waitsFor.map(({ key }) => key)).toEqual(['check']);
  // A step that was skipped keeps nobody waiting.
  const skipped = run(state('greet', 'done'), state('check', 'skipped'));
  expect(progressOf(skipped)).toMatchObject({ over: 2, next: { number: '1.2' } });
  const all = ['greet', 'confirm', 'check', 'close'].map((key) => state(key, 'done'));
  expect(progressOf(run(...all))).toEqual({ over: 4, of: 4, next: null });
});

test('time limits run from the newest step', () => {
  const since = '2026-03-02T09:00:00Z';
  expect(dueOf({ since }, { minutes: 30 })).toBe(Date.parse('2026-03-02T09:30:00Z'));
  expect(dueOf({ since }, { minutes: null })).toBeNull();
});
