import { type Locale, type QuestionContent, type QuestionKind, questionKinds } from '@jingyun/contracts';

export { questionKinds };

/** A question being written: it may lack what only a finished one has, such as a right answer. */
export type QuestionDraft = QuestionContent;

/** A new question of a kind, with the least that its kind needs; nothing is right yet. */
export function newQuestion(kind: QuestionKind, locale: Locale): QuestionDraft {
  const base = { title: { [locale]: '' }, explanation: {} };
  switch (kind) {
    case 'single':
    case 'multiple':
      return { ...base, kind, options: ['a', 'b'].map((id) => ({ id, label: {} })), right: [] };
    case 'trueFalse':
      return { ...base, kind };
    case 'text':
      return { ...base, kind, right: [] };
  }
}

/** The same question as another kind: what both have stays; of several right options a single choice keeps the first. */
export function asKind(draft: QuestionDraft, kind: QuestionKind, locale: Locale): QuestionDraft {
  const made = { ...newQuestion(kind, locale), title: draft.title, explanation: draft.explanation };
  if (!('options' in made) || !('options' in draft)) return made;
  const right = kind === 'single' ? draft.right.slice(0, 1) : draft.right;
  return { ...made, options: draft.options, right };
}

/** Marks an option as right or not; in a single choice one is right. */
export function markRight(draft: QuestionDraft, option: string, isRight: boolean): QuestionDraft {
  if (draft.kind === 'single') return { ...draft, right: isRight ? [option] : [] };
  if (draft.kind !== 'multiple') return draft;
  const others = draft.right.filter((one) => one !== option);
  return { ...draft, right: isRight ? [...others, option] : others };
}

/** A code that no option has yet. */
export function freeOption(draft: QuestionDraft): string {
  const taken = new Set('options' in draft ? draft.options.map(({ id }) => id) : []);
  for (let number = 1; ; number += 1) {
    const code = number <= 26 ? String.fromCharCode(96 + number) : `o${number}`;
    if (!taken.has(code)) return code;
  }
}

/** Without an option; it is right no more either. */
export function withoutOption(draft: QuestionDraft, option: string): QuestionDraft {
  if (!('options' in draft)) return draft;
  return {
    ...draft,
    options: draft.options.filter(({ id }) => id !== option),
    right: draft.right.filter((one) => one !== option),
  };
}
