import type { ProcedureRun, ProcedureRunStep, ProcedureStep } from '@jingyun/contracts';
import { stagesWithNumbers } from '../procedure-numbers.ts';

export interface StepAtWork {
  step: ProcedureStep;
  number: string;
  state: ProcedureRunStep;
  /** The steps that have to be done or skipped before this one, and are not. */
  waitsFor: StepAtWork['step'][];
}

const untouched = (key: string): ProcedureRunStep => ({
  key,
  state: 'open',
  checked: [],
  reason: null,
  by: null,
  at: null,
  seconds: null,
  late: false,
});

/** The stages of a run with how each step stands. */
export function stagesOfRun(run: Pick<ProcedureRun, 'content' | 'steps'>) {
  const states = new Map(run.steps.map((state) => [state.key, state]));
  const stateOf = (key: string) => states.get(key) ?? untouched(key);
  const all = run.content.stages.flatMap((stage) => stage.steps);
  return stagesWithNumbers(run.content).map((stage) => ({
    ...stage,
    steps: stage.steps.map(
      ({ step, number }): StepAtWork => ({
        step,
        number,
        state: stateOf(step.key),
        waitsFor: all.filter((one) => step.requires.includes(one.key) && stateOf(one.key).state === 'open'),
      }),
    ),
  }));
}

export interface Progress {
  over: number;
  of: number;
  /** The first open step that waits for nothing; null where all is done. */
  next: StepAtWork | null;
}

/** How far a run is, and what comes next. */
export function progressOf(run: Pick<ProcedureRun, 'content' | 'steps'>): Progress {
  const steps = stagesOfRun(run).flatMap((stage) => stage.steps);
  return {
    over: steps.filter(({ state }) => state.state !== 'open').length,
    of: steps.length,
    next: steps.find(({ state, waitsFor }) => state.state === 'open' && waitsFor.length === 0) ?? null,
  };
}

/** When a step's time is up, in epoch milliseconds; null without a limit. Time limits run from `run.since`. */
export function dueOf(run: Pick<ProcedureRun, 'since'>, step: Pick<ProcedureStep, 'minutes'>): number | null {
  return step.minutes === null ? null : Date.parse(run.since) + step.minutes * 60_000;
}
