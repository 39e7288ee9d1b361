import { AnalyticsError } from '../errors.ts';

/** Cuts a text into the terms that are counted. `@node-rs/jieba` is one with `(text) => jieba.cut(text)`. */
export type Segmenter = (text: string) => string[];

/** Scripts that put no space between words; everything else is cut at what is neither letter nor digit. */
const unspacedScripts = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const letter = `(?:(?![${unspacedScripts}])[\\p{L}\\p{N}\\p{M}])`;
const run = new RegExp(`[${unspacedScripts}]+|${letter}+(?:['’._@+\\-/]${letter}+)*`, 'gu');
const unspaced = new RegExp(`^[${unspacedScripts}]`, 'u');

/**
 * Cuts without a dictionary: of Chinese (and other scripts without spaces) every character and every pair of
 * neighbours, of other scripts the words and codes as they stand. Misses no word of two characters, in any domain.
 * Works on text as it is: `normalizeText` first. O(length).
 *
 * @example charactersAndPairs('洗衣机 abc-1'); // ['洗', '洗衣', '衣', '衣机', '机', 'abc-1']
 */
export function charactersAndPairs(text: string): string[] {
  const terms: string[] = [];
  for (const [part] of text.matchAll(run)) {
    if (!unspaced.test(part)) {
      terms.push(part);
      continue;
    }
    let before = '';
    for (const character of part) {
      if (before !== '') terms.push(before + character);
      terms.push(character);
      before = character;
    }
  }
  return terms;
}

/**
 * A segmenter by the dictionary that the browser or Node carries (`Intl.Segmenter`, Unicode UAX #29 and ICU's
 * dictionaries): words only, without punctuation. Slower than jieba, but needs no download.
 *
 * @throws AnalyticsError if the locale is not a valid one, or the engine has no `Intl.Segmenter`
 * @example intlSegmenter('zh')('客服态度很好'); // ['客服', '态度', '很', '好']
 */
export function intlSegmenter(locale = 'zh'): Segmenter {
  if (typeof Intl.Segmenter !== 'function') {
    throw new AnalyticsError('locale', 'cannot be cut here: this engine has no Intl.Segmenter');
  }
  let segmenter: Intl.Segmenter;
  try {
    segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  } catch {
    throw new AnalyticsError('locale', `must be a language tag such as zh or en, not ${locale}`);
  }
  return (text) => {
    const words: string[] = [];
    for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) words.push(segment);
    return words;
  };
}
