import { z } from 'zod';
import { line, localeSchema, text, type Words } from './common.ts';
import { builtInRoles } from './permissions.ts';
import { surveyText } from './survey-questions.ts';

/*
 * Terms.
 *
 * content    what a version of a procedure says: stages of steps; a version in force never changes again
 * step       one thing to be done: words and pictures, a checklist, a script to say, a time limit, whose it is
 * mandatory  a ticket is not solved before the step is done, or skipped with a reason
 * requires   the steps that have to be done, or skipped, before this one; otherwise the order is advice
 */

export const procedureLimits = { stages: 20, steps: 60, checklist: 30, body: 20_000, script: 4_000 } as const;

const missing = { error: 'procedure_words_missing' };
const some = (words: object) => Object.keys(words).length > 0;

/** A text of one line in up to three languages; at least one. */
export const procedureWords = (max: number) => z.partialRecord(localeSchema, line(max)).refine(some, missing);
/** A text of many lines in up to three languages; at least one. */
const procedureText = (max: number) => z.partialRecord(localeSchema, text(max)).refine(some, missing);
export type ProcedureWords = z.infer<ReturnType<typeof procedureWords>>;

/** The text in a reader's language: that one, else the other Chinese, else the procedure's own language, else any. */
export const procedureWordsFor = surveyText;

/** Names a stage, a step, an item of a checklist: letters, digits, `-` and `_`. */
export const procedureKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, { error: 'procedure_key' });

const item = z.strictObject({ key: procedureKey, text: procedureWords(300) });

export const procedureStep = z.strictObject({
  key: procedureKey,
  title: procedureWords(200),
  /**
   * HTML, of which only formatting, lists, tables, links and pictures are kept. Pictures are files of the
   * organisation: `<img src="/api/v1/files/{id}" alt="…">`; others are dropped.
   */
  body: procedureText(procedureLimits.body).optional(),
  checklist: z.array(item).max(procedureLimits.checklist).default([]),
  /** What to say, word for word; plain text. */
  script: procedureText(procedureLimits.script).optional(),
  /** Time limit in minutes, from the step before it or from the start; null for none. */
  minutes: z.int().min(1).max(43_200).nullable().default(null),
  mandatory: z.boolean().default(false),
  /** Whose step it is; null for whoever has the ticket. */
  role: z.enum(builtInRoles).nullable().default(null),
  requires: z.array(procedureKey).max(20).default([]),
});
export type ProcedureStep = z.infer<typeof procedureStep>;

export const procedureStage = z.strictObject({
  key: procedureKey,
  title: procedureWords(200),
  steps: z.array(procedureStep).min(1).max(procedureLimits.steps),
});
export type ProcedureStage = z.infer<typeof procedureStage>;

export const procedureContent = z
  .strictObject({
    /** The language that stands in for missing ones. */
    locale: localeSchema,
    /** What it is for, in a few lines of plain text. */
    purpose: procedureText(2_000).optional(),
    stages: z.array(procedureStage).min(1).max(procedureLimits.stages),
  })
  .superRefine(refineContent);
export type ProcedureContent = z.infer<typeof procedureContent>;

/** All steps in the order in which they are listed. */
export function stepsOf(content: { stages: readonly ProcedureStage[] }): ProcedureStep[] {
  return content.stages.flatMap((stage) => stage.steps);
}

type Problem = (path: (string | number)[], code: keyof typeof procedureIssues, params?: object) => void;

function refineContent(content: { stages: ProcedureStage[] }, context: z.RefinementCtx): void {
  const problem: Problem = (path, message, params = {}) =>
    context.addIssue({ code: 'custom', path: ['stages', ...path], message, params: { ...params } });
  const stages = new Set<string>();
  const places = new Map<string, { stage: number; step: number; requires: string[] }>();
  for (const [s, stage] of content.stages.entries()) {
    if (stages.has(stage.key)) problem([s, 'key'], 'procedure_key_twice', { key: stage.key });
    stages.add(stage.key);
    for (const [i, step] of stage.steps.entries()) {
      if (places.has(step.key)) problem([s, 'steps', i, 'key'], 'procedure_key_twice', { key: step.key });
      places.set(step.key, { stage: s, step: i, requires: step.requires });
      const items = new Set(step.checklist.map((entry) => entry.key));
      if (items.size < step.checklist.length)
        problem([s, 'steps', i, 'checklist'], 'procedure_key_twice', { key: step.key });
    }
  }
  if (places.size > procedureLimits.steps)
    problem([], 'procedure_too_many_steps', { limit: procedureLimits.steps });
  refineOrder(places, problem);
}

/** Refuses steps that wait for one that is not there, or, by way of others, for themselves. O(steps + requires). */
function refineOrder(
  places: ReadonlyMap<string, { stage: number; step: number; requires: string[] }>,
  problem: Problem,
): void {
  const state = new Map<string, 'open' | 'done'>();
  let round = false;
  const visit = (key: string): void => {
    const place = places.get(key);
    if (place === undefined) return;
    state.set(key, 'open');
    for (const before of place.requires) {
      const path = [place.stage, 'steps', place.step, 'requires'];
      if (!places.has(before)) problem(path, 'procedure_requires_nothing', { key: before });
      else if (state.get(before) === 'open' && !round) {
        round = true;
        problem(path, 'procedure_cycle', { key, before });
      } else if (!state.has(before)) visit(before);
    }
    state.set(key, 'done');
  };
  for (const key of places.keys()) if (!state.has(key)) visit(key);
}

/** What is wrong with a procedure, where zod does not word it itself. */
export const procedureIssues = {
  procedure_words_missing: { zh: '请至少填写一种语言。', en: 'Write it in at least one language.' },
  procedure_key: {
    zh: '代号须以字母开头，只含字母、数字、- 和 _，最多 40 个字符。',
    en: 'A key begins with a letter and has letters, digits, - and _ only, at most 40.',
  },
  procedure_code: {
    zh: '编号须以字母或数字开头，只含字母、数字、点、- 和 _，最多 40 个字符，如 SOP-001。',
    en: 'A code begins with a letter or digit and has letters, digits, dots, - and _ only, at most 40: SOP-001, say.',
  },
  procedure_key_twice: {
    zh: '代号 {key} 重复，请改用另一个。',
    en: 'The key {key} is used twice. Choose another one.',
  },
  procedure_too_many_steps: {
    zh: '一份流程最多 {limit} 个步骤，请合并步骤或拆成两份。',
    en: 'A procedure has at most {limit} steps. Join some, or make two procedures of it.',
  },
  procedure_requires_nothing: {
    zh: '前置步骤 {key} 不存在，请选择本流程中的步骤。',
    en: 'There is no step {key} to wait for. Choose a step of this procedure.',
  },
  procedure_cycle: {
    zh: '步骤 {key} 与 {before} 互为前置，形成循环，谁也无法开始。请去掉其中一个前置步骤。',
    en: 'The steps {key} and {before} wait for each other, so that none could begin. Remove one of the two from what is required.',
  },
} as const satisfies Record<string, Words>;
