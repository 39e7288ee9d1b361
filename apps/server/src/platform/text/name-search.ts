import { pinyin } from 'pinyin-pro';
import { normalise } from './normalise.ts';

const han = /\p{Script=Han}/u;

/** Chinese names up to this length are also found by their later characters: `伟` finds `张伟`. */
const longestPersonName = 4;

/**
 * What a name is found by: itself in lower case and simplified characters, and for
 * Chinese names the pinyin and its initials (`张伟` → ` 张伟 zhangwei zw 伟`). Kept in a
 * column with a trigram index and matched by `nameQuery`.
 */
export function nameSearchText(name: string): string {
  const plain = fold(name);
  if (!han.test(plain)) return ` ${plain}`;
  const syllables = pinyin(plain, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' });
  const bare = syllables.map((syllable) => syllable.replaceAll(' ', ''));
  const initials = bare.map((syllable) => syllable[0] ?? '').join('');
  return [` ${plain}`, bare.join(''), initials, ...endingsOf(plain)].join(' ');
}

/**
 * The pattern for LIKE that finds names holding the text, in either script or as pinyin.
 *
 * A trigram index cannot help with fewer than three characters, but it knows how words
 * begin: so one or two characters are looked for at the beginning of a word only, and
 * for that every text begins with a space and short names list their endings.
 */
export function nameQuery(text: string): string {
  const plain = fold(text);
  return likePattern([...plain].length < 3 ? ` ${plain}` : plain);
}

function endingsOf(plain: string): string[] {
  const characters = [...plain];
  if (characters.length > longestPersonName || characters.includes(' ')) return [];
  return characters.slice(1).map((_, index) => characters.slice(index + 1).join(''));
}

/** `%text%` with LIKE's own signs taken literally. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function fold(text: string): string {
  return normalise(text).replace(/\s+/g, ' ').trim();
}
