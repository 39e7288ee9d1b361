import {
  type Locale,
  locales,
  type ProcedureContent,
  type ProcedureDiff,
  type ProcedureDifference,
  type ProcedureStep,
} from '@jingyun/contracts';
import { diffArrays, diffWordsWithSpace } from 'diff';

type Words = Partial<Record<Locale, string>>;
type Differences = ProcedureDifference[];
type StageDiff = ProcedureDiff['stages'][number];
type StepDiff = StageDiff['steps'][number];
type Part = ProcedureDifference['parts'][number];

/**
 * Texts further apart than this are shown as one gone and one come: nobody reads such a difference word by word, and
 * its cost grows with the square.
 */
const maxEdits = 500;

/** Words of all scripts: Chinese is written without spaces between them. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * Two versions side by side. Stages and steps are the same by their keys; a step that was put elsewhere, and is
 * otherwise as it was, has moved.
 *
 * @param textOf the words of a body's HTML
 */
export function diffContents(
  from: ProcedureContent,
  to: ProcedureContent,
  textOf: (html: string) => string,
): Pick<ProcedureDiff, 'differences' | 'stages'> {
  const oldPlaces = placesOf(from);
  const newPlaces = placesOf(to);
  const moved = movedSteps(oldPlaces, newPlaces);
  const stepOf = (key: string): StepDiff => {
    const [old, now] = [oldPlaces.get(key), newPlaces.get(key)];
    if (now === undefined) return { ...headOf(old!.step), state: 'removed', differences: [] };
    if (old === undefined) return { ...headOf(now.step), state: 'added', differences: [] };
    const differences = stepDifferences(old.step, now.step, textOf);
    const state = differences.length > 0 ? 'changed' : moved.has(key) ? 'moved' : 'same';
    return { ...headOf(now.step), state, differences };
  };
  const stages = merged(from.stages, to.stages).map(([old, now]): StageDiff => {
    const stage = (now ?? old)!;
    // Where a step went to another stage, the old place shows nothing of it.
    const steps = merged(old?.steps ?? [], now?.steps ?? [])
      .filter(([was, is]) => is !== undefined || !newPlaces.has(was!.key))
      .map(([was, is]) => stepOf((is ?? was)!.key));
    const differences =
      old === undefined || now === undefined ? [] : wordDifferences('title', old.title, now.title);
    const state =
      now === undefined
        ? 'removed'
        : old === undefined
          ? 'added'
          : differences.length > 0 || steps.some((step) => step.state !== 'same')
            ? 'changed'
            : 'same';
    return { key: stage.key, title: stage.title, state, differences, steps };
  });
  return { differences: wordDifferences('purpose', from.purpose, to.purpose), stages };
}

interface Place {
  step: ProcedureStep;
  stage: string;
}

/** In the order of the steps. */
function placesOf(content: ProcedureContent): Map<string, Place> {
  return new Map(
    content.stages.flatMap((stage) => stage.steps.map((step) => [step.key, { step, stage: stage.key }])),
  );
}

/** Steps of both versions that are in another stage, or in another order among the others. */
function movedSteps(old: ReadonlyMap<string, Place>, now: ReadonlyMap<string, Place>): Set<string> {
  const both = [...now.keys()].filter((key) => old.has(key));
  const before = [...old.keys()].filter((key) => now.has(key));
  const reordered = diffArrays(before, both).flatMap(({ added, value }) => (added ? value : []));
  const elsewhere = both.filter((key) => old.get(key)?.stage !== now.get(key)?.stage);
  return new Set([...reordered, ...elsewhere]);
}

const headOf = (step: ProcedureStep) => ({ key: step.key, title: step.title });

/** Pairs by key, in the new order; what is gone stands behind what it stood behind. */
function merged<T extends { key: string }>(
  old: readonly T[],
  now: readonly T[],
): [T | undefined, T | undefined][] {
  const olds = new Map(old.map((one) => [one.key, one]));
  const news = new Set(now.map((one) => one.key));
  const rows: [T | undefined, T | undefined][] = now.map((one) => [olds.get(one.key), one]);
  for (const [index, one] of old.entries()) {
    if (news.has(one.key)) continue;
    const before = old[index - 1]?.key;
    const place = rows.findIndex(([was, is]) => (is ?? was)!.key === before);
    rows.splice(place + 1, 0, [one, undefined]);
  }
  return rows;
}

function stepDifferences(
  old: ProcedureStep,
  now: ProcedureStep,
  textOf: (html: string) => string,
): Differences {
  const checklist = locales.flatMap((locale) =>
    textDifference('checklist', locale, itemsOf(old, locale), itemsOf(now, locale)),
  );
  return [
    ...wordDifferences('title', old.title, now.title),
    ...bodyDifferences(old.body, now.body, textOf),
    ...checklist,
    ...wordDifferences('script', old.script, now.script),
    ...valueDifference('minutes', old.minutes, now.minutes),
    ...valueDifference('mandatory', old.mandatory, now.mandatory),
    ...valueDifference('role', old.role, now.role),
    ...valueDifference('requires', old.requires.join('\n') || null, now.requires.join('\n') || null),
  ];
}

function itemsOf({ checklist }: ProcedureStep, locale: Locale): string {
  return checklist.flatMap(({ text }) => text[locale] ?? []).join('\n');
}

function wordDifferences(field: string, old: Words = {}, now: Words = {}): Differences {
  return locales.flatMap((locale) => textDifference(field, locale, old[locale] ?? '', now[locale] ?? ''));
}

function bodyDifferences(old: Words = {}, now: Words = {}, textOf: (html: string) => string): Differences {
  return locales.flatMap((locale): Differences => {
    const [was, is] = [old[locale] ?? '', now[locale] ?? ''];
    if (was === is) return [];
    const [before, after] = [textOf(was), textOf(is)];
    if (before !== after) return textDifference('body', locale, before, after);
    return [{ field: 'body', locale, parts: [{ kind: 'same', text: after }], layoutOnly: true }];
  });
}

function valueDifference(
  field: string,
  old: string | number | boolean | null,
  now: string | number | boolean | null,
): Differences {
  if (old === now) return [];
  const part = (kind: Part['kind'], value: typeof old): Part[] =>
    value === null ? [] : [{ kind, text: String(value) }];
  return [
    { field, locale: null, parts: [...part('removed', old), ...part('added', now)], layoutOnly: false },
  ];
}

function textDifference(field: string, locale: Locale, old: string, now: string): Differences {
  return old === now ? [] : [{ field, locale, parts: diffText(old, now), layoutOnly: false }];
}

/** What both texts have, what came and what went, word by word; put together again, the parts are the texts. */
export function diffText(old: string, now: string): Part[] {
  const changes = diffWordsWithSpace(old, now, { intlSegmenter: segmenter, maxEditLength: maxEdits });
  if (changes === undefined)
    return [
      { kind: 'removed', text: old },
      { kind: 'added', text: now },
    ];
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
