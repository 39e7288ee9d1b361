import { pinyin } from 'pinyin-pro';
import { normalise } from './normalise.ts';

const han = /\p{Script=Han}/u;

/**
 * What a name is found by: itself in lower case and simplified characters, and for
 * Chinese names the pinyin and its initials (`张伟` → `张伟 zhangwei zw`). Kept in a
 * column with a trigram index and matched by `nameQuery`.
 */
export function nameSearchText(name: string): string {
  const plain = fold(name);
  if (!han.test(plain)) return plain;
  const syllables = pinyin(plain, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' });
  const bare = syllables.map((syllable) => syllable.replaceAll(' ', ''));
  return `${plain} ${bare.join('')} ${bare.map((syllable) => syllable[0] ?? '').join('')}`;
}

/** The pattern for LIKE that finds names holding the text, in either script or as pinyin. */
export function nameQuery(text: string): string {
  return likePattern(fold(text));
}

/** `%text%` with LIKE's own signs taken literally. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function fold(text: string): string {
  return normalise(text).replace(/\s+/g, ' ').trim();
}
