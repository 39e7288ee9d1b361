import { CONTRASTS, DEEDS, NEGATIONS, NEUTRAL_WORDS, STRONGER, WEAKER } from './data/sentiment-modifiers.ts';
import { NEGATIVE_EN, POSITIVE_EN } from './data/sentiment-words-en.ts';
import { NEGATIVE_ZH, POSITIVE_ZH } from './data/sentiment-words-zh.ts';

/** What a word does to the mood of a text. */
export type WordKind =
  | 'positive'
  | 'negative'
  | 'deed'
  | 'negation'
  | 'stronger'
  | 'weaker'
  | 'contrast'
  | 'neutral';

/** A word of the lexicon found in a text. */
export interface LexiconHit {
  kind: WordKind;
  /** A contrast may be a negation, say, as well: 没想到. Only contrasts are told this way. */
  contrast: boolean;
  /** The word has its negation in itself: 不好, 没意思, but not unhappy. */
  negated: boolean;
  length: number;
}

const EMOJI_KINDS: [string, WordKind][] = [
  [':joy:', 'positive'],
  [':love:', 'positive'],
  [':approval:', 'positive'],
  [':sadness:', 'negative'],
  [':anger:', 'negative'],
  [':disapproval:', 'negative'],
  [':laughter:', 'neutral'],
  [':doubt:', 'neutral'],
];

interface Lexicon {
  /** Words of Chinese and signs, by their text. */
  words: Map<string, WordKind>;
  contrasts: Set<string>;
  /** Words of Latin letters; those with * under `stems`. */
  latin: Map<string, WordKind>;
  stems: Map<string, WordKind>;
  /** Longest word that begins with a UTF-16 code. */
  longest: Uint8Array;
}

/** First characters of words that negate themselves. */
const NEGATING = '不没无未';

let lexicon: Lexicon | undefined;

function load(): Lexicon {
  const words = new Map<string, WordKind>();
  const latin = new Map<string, WordKind>();
  const stems = new Map<string, WordKind>();
  const isLatin = /^[a-z]/;
  const put = (list: readonly string[], kind: WordKind) => {
    for (const word of list) {
      if (word.endsWith('*')) stems.set(word.slice(0, -1), kind);
      else (isLatin.test(word) ? latin : words).set(word, kind);
    }
  };
  // Later lists win: 不太 is a negation, 好 is good before it is strong.
  put(DEEDS, 'deed');
  put(STRONGER, 'stronger');
  put(WEAKER, 'weaker');
  put(NEGATIONS, 'negation');
  put(POSITIVE_ZH, 'positive');
  put(NEGATIVE_ZH, 'negative');
  put(POSITIVE_EN, 'positive');
  put(NEGATIVE_EN, 'negative');
  put(['never'], 'negation');
  put(NEUTRAL_WORDS, 'neutral');
  for (const [word, kind] of EMOJI_KINDS) words.set(word, kind);
  const contrasts = new Set(CONTRASTS);
  for (const word of contrasts) {
    const table = isLatin.test(word) ? latin : words;
    if (!table.has(word)) table.set(word, 'contrast');
  }
  const longest = new Uint8Array(0x10000);
  for (const word of words.keys()) {
    const first = word.charCodeAt(0);
    longest[first] = Math.max(longest[first] as number, word.length);
  }
  return { words, contrasts, latin, stems, longest };
}

/** The longest word of the lexicon that begins at a place of a prepared Chinese text. */
export function lexiconWordAt(text: string, at: number): LexiconHit | undefined {
  lexicon ??= load();
  const most = Math.min(lexicon.longest[text.charCodeAt(at)] as number, text.length - at);
  for (let length = most; length >= 1; length--) {
    const word = text.slice(at, at + length);
    const kind = lexicon.words.get(word);
    if (kind !== undefined) {
      const negated = length > 1 && NEGATING.includes(word[0] as string) && !word.startsWith('不错');
      return { kind, contrast: lexicon.contrasts.has(word), negated, length };
    }
  }
  return undefined;
}

/** What a whole word of Latin letters is to the lexicon: itself, or the longest stem that it begins with. */
export function lexiconLatinWord(word: string): LexiconHit | undefined {
  lexicon ??= load();
  const plain = word.replace(/['’]/g, '');
  let kind = lexicon.latin.get(plain);
  for (let length = Math.min(plain.length, 12); kind === undefined && length >= 3; length--) {
    kind = lexicon.stems.get(plain.slice(0, length));
  }
  return kind === undefined
    ? undefined
    : { kind, contrast: lexicon.contrasts.has(plain), negated: false, length: word.length };
}
