import type { Locale, ProcedureContent, ProcedureStage, ProcedureStep } from '@jingyun/contracts';

type Stages = ProcedureContent['stages'];

/** A key that none of those taken is. */
export function freeKey(prefix: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const key = `${prefix}${number}`;
    if (!taken.includes(key)) return key;
  }
}

const stepKeys = (stages: Stages) => stages.flatMap(({ steps }) => steps.map(({ key }) => key));

function newStep(stages: Stages, locale: Locale, title: string): ProcedureStep {
  return {
    key: freeKey('step', stepKeys(stages)),
    title: { [locale]: title },
    checklist: [],
    minutes: null,
    mandatory: false,
    role: null,
    requires: [],
  };
}

/** The stages with one more at the end, which has one step. */
export function addStage(stages: Stages, locale: Locale, title: string, step: string): Stages {
  const key = freeKey(
    'stage',
    stages.map((stage) => stage.key),
  );
  return [...stages, { key, title: { [locale]: title }, steps: [newStep(stages, locale, step)] }];
}

/** The stages with one more step at the end of one of them. @returns the step's key, too */
export function addStep(
  stages: Stages,
  stageKey: string,
  locale: Locale,
  title: string,
): { stages: Stages; key: string } {
  const step = newStep(stages, locale, title);
  return {
    stages: stages.map((stage) =>
      stage.key === stageKey ? { ...stage, steps: [...stage.steps, step] } : stage,
    ),
    key: step.key,
  };
}

/** Without a step, which then nothing waits for; a stage whose last step it was goes with it. */
export function removeStep(stages: Stages, key: string): Stages {
  return forgetMissing(
    stages
      .map((stage) => ({ ...stage, steps: stage.steps.filter((step) => step.key !== key) }))
      .filter(({ steps }) => steps.length > 0),
  );
}

/** Without a stage and its steps. */
export function removeStage(stages: Stages, key: string): Stages {
  return forgetMissing(stages.filter((stage) => stage.key !== key));
}

function forgetMissing(stages: Stages): Stages {
  const left = new Set(stepKeys(stages));
  return stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) =>
      step.requires.every((key) => left.has(key))
        ? step
        : { ...step, requires: step.requires.filter((key) => left.has(key)) },
    ),
  }));
}

export function changeStep(stages: Stages, key: string, change: Partial<ProcedureStep>): Stages {
  return stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) => (step.key === key ? withoutUndefined({ ...step, ...change }) : step)),
  }));
}

export function changeStage(stages: Stages, key: string, change: Partial<ProcedureStage>): Stages {
  return stages.map((stage) => (stage.key === key ? { ...stage, ...change } : stage));
}

/** An optional text that was emptied is not there, rather than undefined. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

/** A stage one place up or down; at the edge, as it was. */
export function moveStage(stages: Stages, key: string, by: -1 | 1): Stages {
  const from = stages.findIndex((stage) => stage.key === key);
  const to = from + by;
  const stage = stages[from];
  if (stage === undefined || to < 0 || to >= stages.length) return stages;
  return stages.toSpliced(from, 1).toSpliced(to, 0, stage);
}

/**
 * A step one place up or down; beyond the edge of its stage into the next one.
 * The only step of a stage stays: a stage without steps says nothing.
 */
export function moveStep(stages: Stages, key: string, by: -1 | 1): Stages {
  const at = stages.findIndex(({ steps }) => steps.some((step) => step.key === key));
  const stage = stages[at];
  const from = stage?.steps.findIndex((step) => step.key === key) ?? -1;
  const step = stage?.steps[from];
  if (stage === undefined || step === undefined) return stages;
  const to = from + by;
  if (to >= 0 && to < stage.steps.length) {
    const steps = stage.steps.toSpliced(from, 1).toSpliced(to, 0, step);
    return stages.with(at, { ...stage, steps });
  }
  const other = stages[at + by];
  if (other === undefined || stage.steps.length === 1) return stages;
  return stages
    .with(at, { ...stage, steps: stage.steps.toSpliced(from, 1) })
    .with(at + by, { ...other, steps: by === 1 ? [step, ...other.steps] : [...other.steps, step] });
}

/** A step to where another one stands, before or after it; as it was where that would empty its stage. */
export function placeStep(stages: Stages, key: string, beside: string, after: boolean): Stages {
  const stage = stages.find(({ steps }) => steps.some((step) => step.key === key));
  const step = stage?.steps.find((one) => one.key === key);
  if (stage === undefined || step === undefined || key === beside) return stages;
  const within = stage.steps.some((one) => one.key === beside);
  if (stage.steps.length === 1 && !within) return stages;
  return stages.map((one) => ({
    ...one,
    steps: one.steps
      .filter((other) => other.key !== key)
      .flatMap((other) => (other.key !== beside ? [other] : after ? [other, step] : [step, other])),
  }));
}

/** How many texts are written in some language and not in this one. */
export function missingTexts(content: ProcedureContent, locale: Locale): number {
  const texts = [
    content.purpose,
    ...content.stages.flatMap((stage) => [
      stage.title,
      ...stage.steps.flatMap((step) => [
        step.title,
        step.body,
        step.script,
        ...step.checklist.map(({ text }) => text),
      ]),
    ]),
  ];
  return texts.filter((words) => words !== undefined && words[locale] === undefined).length;
}
