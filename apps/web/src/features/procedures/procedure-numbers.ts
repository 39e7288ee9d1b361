import type { ProcedureStage, ProcedureStep, ProcedureVersionSummary } from '@jingyun/contracts';

export interface NumberedStep {
  step: ProcedureStep;
  /** `2.1`: the first step of the second stage. */
  number: string;
}

/** Stages and steps with the numbers that people call them by. */
export function stagesWithNumbers(content: { stages: readonly ProcedureStage[] }) {
  return content.stages.map((stage, at) => ({
    stage,
    number: at + 1,
    steps: stage.steps.map((step, place): NumberedStep => ({ step, number: `${at + 1}.${place + 1}` })),
  }));
}

export function newestFirst(versions: readonly ProcedureVersionSummary[]): ProcedureVersionSummary[] {
  return versions.toSorted((a, b) => b.number - a.number);
}
