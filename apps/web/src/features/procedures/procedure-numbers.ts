import type {
  ProcedurePublication,
  ProcedureStage,
  ProcedureStep,
  ProcedureVersionSummary,
} from '@jingyun/contracts';

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

/** What publishing a version comes to: its first time, to more teams after some, or anew after all of them. */
export function publishingOf(publications: readonly ProcedurePublication[]): {
  last: ProcedurePublication | undefined;
  how: 'publish' | 'rollOut' | 'republish';
} {
  const last = publications.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))[0];
  return { last, how: last === undefined ? 'publish' : last.teamIds.length > 0 ? 'rollOut' : 'republish' };
}
