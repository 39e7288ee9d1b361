import type { Locale, ProcedureWords } from '@jingyun/contracts';

const order = ['zh-CN', 'zh-TW', 'en'] as const satisfies readonly Locale[];

/**
 * The text in a reader's language: that one, else the other Chinese, else the procedure's own language, else any.
 * The rule of the contracts, without their schemas, which would triple what a ticket loads for its procedure.
 */
export function textFor(words: ProcedureWords | undefined, reader: Locale, own: Locale = 'zh-CN'): string {
  if (words === undefined) return '';
  const sibling: Locale = reader === 'zh-TW' ? 'zh-CN' : reader === 'zh-CN' ? 'zh-TW' : own;
  for (const wanted of [reader, sibling, own, ...order]) {
    const text = words[wanted];
    if (text !== undefined) return text;
  }
  return '';
}

/** The words with one language changed; undefined where nothing is left of them. */
export function withText(
  words: ProcedureWords | undefined,
  locale: Locale,
  text: string,
): ProcedureWords | undefined {
  const { [locale]: _before, ...rest } = words ?? {};
  const next: ProcedureWords = text === '' ? rest : { ...rest, [locale]: text };
  return Object.keys(next).length === 0 ? undefined : next;
}
