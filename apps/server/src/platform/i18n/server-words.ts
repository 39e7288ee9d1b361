import {
  type ErrorCode,
  errorRow,
  inTaiwanUsage,
  type Locale,
  locales,
  type Words,
} from '@jingyun/contracts';
import * as OpenCC from 'opencc-js/cn2t';
import { fill } from '../errors/service-error.ts';

// Phrase conversion to Taiwan usage (软件 → 軟體), not only character by character.
const toTaiwan = OpenCC.Converter({ from: 'cn', to: 'twp' });
const converted = new Map<string, string>();

/** The words in one language; zh-TW is converted from zh unless it was written by hand. Conversions are kept. */
export function say(words: Words, locale: Locale, params: Record<string, string | number> = {}): string {
  return fill(pick(words, locale), params);
}

/** The message of an error in the reader's language. */
export function errorMessage(
  code: ErrorCode,
  locale: Locale,
  params: Record<string, string | number> = {},
): string {
  return say(errorRow(code).message, locale, params);
}

function pick(words: Words, locale: Locale): string {
  if (locale === 'en') return words.en;
  if (locale === 'zh-CN') return words.zh;
  if (words.tw !== undefined) return words.tw;
  const kept = converted.get(words.zh);
  if (kept !== undefined) return kept;
  const text = inTaiwanUsage(toTaiwan(words.zh));
  converted.set(words.zh, text);
  return text;
}

/** Chooses among the product's languages by an Accept-Language header; zh-CN where none fits. */
export function preferredLocale(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag, q] = part.trim().split(';q=');
      return { tag: (tag ?? '').toLowerCase(), weight: q === undefined ? 1 : Number(q) || 0 };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const exact = locales.find((locale) => locale.toLowerCase() === tag);
    if (exact !== undefined) return exact;
    if (/^zh-(hant|tw|hk|mo)/.test(tag)) return 'zh-TW';
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
