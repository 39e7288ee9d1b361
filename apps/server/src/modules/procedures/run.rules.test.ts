import { describe, expect, test } from 'vitest';
import { callBack, contentOf } from './procedure.factory.ts';
import { outcomeOf, type RunState, type StepStates, setStep } from './run.rules.ts';

const start = Temporal.Instant.from('2026-03-02T02:00:00Z');
const at = (minutes: number) => ({
  by: 'someone',
  now: start.add({ minutes }),
  locale: 'zh-CN' as const,
});
const begun = (steps: StepStates = {}): RunState => ({ startedAt: start, steps });
const done = (checked?: string[]) => ({ state: 'done' as const, ...(checked && { checked }) });

describe('a step', () => {
  test('takes the time since the step before it, and is late after its limit', () => {
    const first = setStep(callBack, begun(), 'listen', done(['words']), at(5));
    expect(first.after).toMatchObject({ state: 'done', seconds: 300, late: false, by: 'someone' });
    const second = setStep(callBack, begun(first.steps), 'answer', done(), at(36));
    expect(second.after).toMatchObject({ seconds: 31 * 60, late: true });
    const inTime = setStep(callBack, begun(first.steps), 'answer', done(), at(35));
    expect(inTime.after).toMatchObject({ seconds: 1800, late: false });
  });

  test('waits for what it requires, unless it is skipped', () => {
    expect(() => setStep(callBack, begun(), 'answer', done(), at(1))).toThrow('procedure_step_waits');
    const skipped = setStep(callBack, begun(), 'answer', { state: 'skipped', reason: '客户已来店' }, at(1));
    expect(skipped.after).toMatchObject({ state: 'skipped', reason: '客户已来店', late: false });
  });

  test('is done only with its whole checklist, which may be ticked bit by bit', () => {
    expect(() => setStep(callBack, begun(), 'listen', done(), at(1))).toThrow('procedure_checklist_open');
    const ticked = setStep(callBack, begun(), 'listen', { state: 'open', checked: ['words'] }, at(1));
    expect(ticked.after).toMatchObject({ state: 'open', checked: ['words'], at: null });
    expect(setStep(callBack, begun(ticked.steps), 'listen', done(), at(2)).after.state).toBe('done');
    expect(() => setStep(callBack, begun(), 'listen', done(['other']), at(1))).toThrow('invalid_input');
    expect(() => setStep(callBack, begun(), 'nothing', done(), at(1))).toThrow('not_found');
  });

  test('said twice stays as it was said first; undone it is open, while nothing that needs it is done', () => {
    const first = setStep(callBack, begun(), 'listen', done(['words']), at(5));
    expect(setStep(callBack, begun(first.steps), 'listen', done(), at(9)).after).toEqual(first.after);
    const second = setStep(callBack, begun(first.steps), 'answer', done(), at(10));
    const undo = (steps: StepStates) => setStep(callBack, begun(steps), 'listen', { state: 'open' }, at(11));
    expect(() => undo(second.steps)).toThrow('procedure_step_needed');
    expect(undo(first.steps).after).toMatchObject({ state: 'open', seconds: null, checked: ['words'] });
  });
});

describe('what became of a run', () => {
  const content = contentOf(
    { key: 'a', mandatory: true, minutes: 10 },
    { key: 'b', mandatory: true },
    { key: 'c' },
  );
  const run = (inputs: [string, 'done' | 'skipped', number][]) =>
    outcomeOf(
      content,
      inputs.reduce<StepStates>(
        (steps, [key, state, minute]) =>
          setStep(content, begun(steps), key, state === 'done' ? done() : { state, reason: 'x' }, at(minute))
            .steps,
        {},
      ),
    );

  test('is as written where every mandatory step was done, none of them late', () => {
    expect(
      run([
        ['a', 'done', 5],
        ['b', 'done', 60],
      ]),
    ).toMatchObject({
      mandatorySteps: 2,
      mandatoryDone: 2,
      late: 0,
      asWritten: true,
      stepTimes: [
        { stepKey: 'a', seconds: 300 },
        { stepKey: 'b', seconds: 3300 },
      ],
    });
    expect(
      run([
        ['a', 'done', 5],
        ['b', 'done', 6],
        ['c', 'skipped', 7],
      ]).asWritten,
    ).toBe(true);
  });

  test('deviates where one was skipped, left or late', () => {
    expect(
      run([
        ['a', 'done', 5],
        ['b', 'skipped', 6],
      ]),
    ).toMatchObject({ mandatoryDone: 1, asWritten: false });
    expect(run([['a', 'done', 5]])).toMatchObject({ mandatoryDone: 1, asWritten: false });
    expect(
      run([
        ['a', 'done', 11],
        ['b', 'done', 12],
      ]),
    ).toMatchObject({ late: 1, asWritten: false });
  });
});
