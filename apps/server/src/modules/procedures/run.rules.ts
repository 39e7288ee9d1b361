import {
  type Locale,
  type ProcedureContent,
  type ProcedureStep,
  type ProcedureStepInput,
  procedureWordsFor,
  stepsOf,
} from '@jingyun/contracts';
import { ServiceError } from '../../platform/errors/service-error.ts';

/** How a step of a run stands. Steps that nobody touched are not kept. */
export interface StepState {
  state: 'open' | 'done' | 'skipped';
  /** Keys of the ticked items of the checklist. */
  checked: string[];
  reason: string | null;
  /** The user; null for the product itself and for keys. */
  by: string | null;
  /** ISO 8601. */
  at: string | null;
  /** Since the step before it, or the start of the run. */
  seconds: number | null;
  late: boolean;
}
export type StepStates = Readonly<Record<string, StepState>>;

/** A run as far as its rules go. */
export interface RunState {
  startedAt: Temporal.Instant;
  steps: StepStates;
}

const untouched: StepState = {
  state: 'open',
  checked: [],
  reason: null,
  by: null,
  at: null,
  seconds: null,
  late: false,
};

export function stateOf(steps: StepStates, key: string): StepState {
  return steps[key] ?? untouched;
}

/** Whether anything was done or skipped. */
export function isTouched(steps: StepStates): boolean {
  return Object.values(steps).some((step) => step.state !== 'open' || step.checked.length > 0);
}

/** When the newest step was done or skipped, else the start. */
export function sinceOf({ startedAt, steps }: RunState): Temporal.Instant {
  const times = Object.values(steps).flatMap(({ at }) => (at === null ? [] : [Temporal.Instant.from(at)]));
  return [startedAt, ...times].reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b));
}

/** The mandatory steps that are neither done nor skipped: they keep the ticket from being solved. */
export function openMandatory(content: ProcedureContent, steps: StepStates): ProcedureStep[] {
  return stepsOf(content).filter((step) => step.mandatory && stateOf(steps, step.key).state === 'open');
}

export interface Stepped {
  step: ProcedureStep;
  before: StepState;
  after: StepState;
  steps: StepStates;
}

/**
 * Ticks, skips or reopens a step.
 *
 * @throws ServiceError not_found (no such step), procedure_step_waits, procedure_step_needed,
 *   procedure_checklist_open, invalid_input (an item that is not on the checklist)
 */
export function setStep(
  content: ProcedureContent,
  run: RunState,
  key: string,
  input: ProcedureStepInput,
  who: { by: string | null; now: Temporal.Instant; locale: Locale },
): Stepped {
  const all = stepsOf(content);
  const step = all.find((one) => one.key === key);
  if (step === undefined) throw new ServiceError('not_found');
  const before = stateOf(run.steps, key);
  const checked =
    input.state === 'skipped' ? before.checked : checkedItems(step, input.checked ?? before.checked);
  const named = (steps: readonly ProcedureStep[]) =>
    steps
      .map((one) => procedureWordsFor(one.title, who.locale, content.locale))
      .join(who.locale === 'en' ? ', ' : '、');
  if (input.state === 'open') {
    const needing = all.filter(
      (one) => one.requires.includes(key) && stateOf(run.steps, one.key).state === 'done',
    );
    if (before.state !== 'open' && needing.length > 0)
      throw new ServiceError('procedure_step_needed', { params: { steps: named(needing) } });
    return stepped(run, step, before, { ...untouched, checked });
  }
  const waiting = all.filter(
    (one) => step.requires.includes(one.key) && stateOf(run.steps, one.key).state === 'open',
  );
  // What is required may be skipped with the step: whoever skips says why.
  if (input.state === 'done' && waiting.length > 0)
    throw new ServiceError('procedure_step_waits', { params: { steps: named(waiting) } });
  const missing = step.checklist.length - checked.length;
  if (input.state === 'done' && missing > 0)
    throw new ServiceError('procedure_checklist_open', { params: { count: missing } });
  // Said again: it stays as it was when it was said first.
  if (input.state === before.state && (input.state === 'done' || input.reason === before.reason))
    return stepped(run, step, before, { ...before, checked });
  return stepped(run, step, before, {
    state: input.state,
    checked,
    reason: input.state === 'skipped' ? input.reason : null,
    by: who.by,
    at: who.now.toString(),
    ...timesOf(step, without(run, key), input.state, who.now),
  });
}

/** How long a step took that ends now, and whether that is longer than its limit. */
export function timesOf(
  step: ProcedureStep,
  run: RunState,
  state: 'done' | 'skipped',
  now: Temporal.Instant,
): { seconds: number; late: boolean } {
  const seconds = Math.max(0, Math.floor((now.epochMilliseconds - sinceOf(run).epochMilliseconds) / 1000));
  return { seconds, late: state === 'done' && step.minutes !== null && seconds > step.minutes * 60 };
}

function checkedItems(step: ProcedureStep, keys: readonly string[]): string[] {
  const given = new Set(keys);
  const known = step.checklist.filter((item) => given.has(item.key)).map((item) => item.key);
  if (known.length < given.size)
    throw new ServiceError('invalid_input', {
      fields: [{ path: 'checked', code: 'unknown_reference', message: 'checked' }],
    });
  return known;
}

function without({ startedAt, steps }: RunState, key: string): RunState {
  const { [key]: _, ...others } = steps;
  return { startedAt, steps: others };
}

function stepped(run: RunState, step: ProcedureStep, before: StepState, after: StepState): Stepped {
  return { step, before, after, steps: { ...run.steps, [step.key]: after } };
}

/** What became of a run that ends. */
export interface Outcome {
  mandatorySteps: number;
  mandatoryDone: number;
  late: number;
  /** No mandatory step left out or skipped, none done late. */
  asWritten: boolean;
  stepTimes: { stepKey: string; seconds: number }[];
}

export function outcomeOf(content: ProcedureContent, steps: StepStates): Outcome {
  const all = stepsOf(content).map((step) => ({ step, state: stateOf(steps, step.key) }));
  const done = all.filter(({ state }) => state.state === 'done');
  const mandatorySteps = all.filter(({ step }) => step.mandatory).length;
  const mandatoryDone = done.filter(({ step }) => step.mandatory).length;
  const late = done.filter(({ state }) => state.late).length;
  return {
    mandatorySteps,
    mandatoryDone,
    late,
    asWritten: mandatoryDone === mandatorySteps && late === 0,
    stepTimes: done.map(({ step, state }) => ({ stepKey: step.key, seconds: state.seconds ?? 0 })),
  };
}
