import { ClauseMood, type MoodCounts, noMood } from './clause-mood.ts';
import { normalizeText } from './normalize-text.ts';
import { lexiconLatinWord, lexiconWordAt } from './sentiment-lexicon.ts';

/*
 * Terms.
 *
 * unit     a Chinese character, a word of Latin letters, a number, a mark or an emoji, as one number
 * clause   what stands between marks; negation does not reach beyond it
 * turned   a polar word in the reach of a negation: 不好, not good. From the negation to the end of the word it is one
 *          unit, for in 不漏水 neither 不 nor 漏水 means what it means alone.
 */

/** What the lexicon says of a text, and its units. */
export interface SentimentReading extends MoodCounts {
  /** Length `unitCount`; the buffer may be longer, and is used again by the next reading. */
  units: Int32Array;
  unitCount: number;
  /** Emoji of joy, love and approval less those of anger, sadness and disapproval. */
  signs: number;
  length: number;
}

const SPACE = 32;
const COLON = 58;
const NUMBER = 48;
/** Units of more than one character have this bit. */
const WORD = 0x10000;

/** Longest text that is read; what follows is not looked at (a review of 20,000 characters has told its mood). */
export const LONGEST_READ = 20_000;

let buffer = new Int32Array(1024);

/** Form in which texts are read; repeats are cut to two and emoji told in words. */
export function prepareForReading(text: string): string {
  const start = text.length > LONGEST_READ ? text.slice(0, LONGEST_READ) : text;
  return normalizeText(start, { repeats: 2, emoji: 'words' });
}

/** Reads a prepared text once, from left to right. O(length). */
export function readSentiment(text: string): SentimentReading {
  if (buffer.length < text.length + 2) buffer = new Int32Array(2 * text.length + 2);
  const units = buffer;
  const counts = noMood();
  let signs = 0;
  let count = 0;
  units[count++] = SPACE;
  const mood = new ClauseMood(counts, count);
  /** Puts one unit in the place of those since the negation. */
  const pushTurned = (hash: number) => {
    let whole = hash;
    for (let k = mood.negationStart; k < count; k++)
      whole = (Math.imul(whole, 31) + (units[k] as number)) | 0;
    count = mood.negationStart;
    units[count++] = wordUnit(whole);
  };
  /** Where the next word of the lexicon may begin: not within the one before. */
  let nextWord = 0;
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (isLatin(code)) {
      const end = latinWordEnd(text, i);
      const hash = hashOf(text, i, end);
      const hit = lexiconLatinWord(text.slice(i, end));
      if (hit !== undefined && mood.take(hit, count, 1, true)) pushTurned(hash);
      else units[count++] = wordUnit(hash);
      i = end;
      nextWord = i;
      continue;
    }
    if (isDigit(code)) {
      units[count++] = NUMBER;
      do i++;
      while (i < text.length && isNumberPart(text, i));
      nextWord = i;
      continue;
    }
    if (code === SPACE && isLatin(text.charCodeAt(i - 1)) && isLatin(text.charCodeAt(i + 1))) {
      i++; // words of Latin letters are units without what parts them
      continue;
    }
    const hit = i >= nextWord ? lexiconWordAt(text, i) : undefined;
    if (i >= nextWord) nextWord = i + (hit?.length ?? 1);
    if (hit !== undefined) {
      const isEmoji = code === COLON;
      if (isEmoji) signs += hit.kind === 'positive' ? 1 : hit.kind === 'negative' ? -1 : 0;
      const turned = mood.take(hit, count, isEmoji ? 1 : hit.length, false);
      if (turned) pushTurned(hashOf(text, i, nextWord));
      else if (isEmoji) units[count++] = wordUnit(text.charCodeAt(i + 1) * 256 + text.charCodeAt(i + 2));
      if (turned || isEmoji) {
        i = nextWord;
        continue;
      }
    }
    units[count++] = code;
    if (endsClause(code)) mood.endClause(count);
    i++;
  }
  mood.endClause(count);
  units[count++] = SPACE;
  return { ...counts, units, unitCount: count, signs, length: text.length };
}

const wordUnit = (hash: number) => WORD | (hash & 0x3fffffff);
const isLatin = (code: number) => code >= 97 && code <= 122;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isApostrophe = (code: number) => code === 39 || code === 0x2019;

/** Hash of a stretch of text, apostrophes left out: don't and dont are one word. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isApostrophe(code)) hash = (Math.imul(hash, 31) + code) | 0;
  }
  return hash;
}

function latinWordEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && (isLatin(text.charCodeAt(end)) || isApostrophe(text.charCodeAt(end)))) end++;
  return end;
}

/** Digits, and a point or colon between digits: 3.5, 12:30. */
function isNumberPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isDigit(code) || ((code === 46 || code === COLON) && isDigit(text.charCodeAt(at + 1)));
}

/** Marks end a clause, and so does a space (those between words of Latin letters never come here). */
function endsClause(code: number): boolean {
  switch (code) {
    case SPACE:
    case 33: // !
    case 40: // (
    case 41: // )
    case 44: // ,
    case 46: // .
    case COLON:
    case 59: // ;
    case 63: // ?
    case 126: // ~
    case 0x3001: // 、
    case 0x3002: // 。
      return true;
    default:
      return false;
  }
}
