import type { ProcedureContent, ProcedureWords } from '@jingyun/contracts';

const fields = ['title', 'body', 'script', 'checklist', 'minutes', 'mandatory', 'role', 'requires'] as const;

export interface Place {
  /** `2`, or `2.1`. */
  number: string;
  title: ProcedureWords;
  field: (typeof fields)[number] | null;
}

/** The stage or step that the path of a refused field leads to: `content.stages.1.steps.0.title`; null for none. */
export function placeOf(content: Pick<ProcedureContent, 'stages'>, path: string): Place | null {
  const found = /(?:^|\.)stages\.(\d+)(?:\.steps\.(\d+))?(?:\.(\w+))?/.exec(path);
  if (found === null) return null;
  const stage = content.stages[Number(found[1])];
  if (stage === undefined) return null;
  const field = fields.find((known) => known === found[3]) ?? null;
  const number = Number(found[1]) + 1;
  if (found[2] === undefined) return { number: `${number}`, title: stage.title, field };
  const step = stage.steps[Number(found[2])];
  return step === undefined
    ? null
    : { number: `${number}.${Number(found[2]) + 1}`, title: step.title, field };
}
