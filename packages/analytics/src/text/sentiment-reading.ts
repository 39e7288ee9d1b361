import { normalizeText } from './normalize-text.ts';
import { type LexiconHit, lexiconLatinWord, lexiconWordAt } from './sentiment-lexicon.ts';

/*
 * Terms.
 *
 * unit     a Chinese character, a word of Latin letters, a number, a mark or an emoji, as one number
 * clause   what stands between marks; negation does not reach beyond it
 * turned   a polar word in the reach of a negation: 不好, not good
 */

/** What the lexicon says of a text, and its units. */
export interface SentimentReading {
  /** Length `unitCount`; the buffer may be longer, and is used again by the next reading. */
  units: Int32Array;
  unitCount: number;
  /** Good and bad things said, after negations: 不好 is one bad thing. */
  positive: number;
  negative: number;
  turnedPositive: number;
  turnedNegative: number;
  strongPositive: number;
  strongNegative: number;
  weakPositive: number;
  weakNegative: number;
  /** Sign of the first and the last clause that has a mood. */
  first: number;
  last: number;
  contrast: boolean;
  /** Good less bad things from the last contrast on. */
  afterContrast: number;
  length: number;
}

/** A negation reaches so many units: 不是很好. */
const NEGATION_REACH = 3;
const SPACE = 32;
const NUMBER = 48;
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
  const reading: SentimentReading = {
    units,
    unitCount: 0,
    positive: 0,
    negative: 0,
    turnedPositive: 0,
    turnedNegative: 0,
    strongPositive: 0,
    strongNegative: 0,
    weakPositive: 0,
    weakNegative: 0,
    first: 0,
    last: 0,
    contrast: false,
    afterContrast: 0,
    length: text.length,
  };
  let count = 0;
  units[count++] = SPACE;
  let clauseStart = count;
  let mood = 0;
  let negatedAt = -1;
  let degree = 0;
  let degreeAt = -1;
  let nextWord = 0;

  const endClause = () => {
    if (mood !== 0) {
      reading.last = Math.sign(mood);
      if (reading.first === 0) reading.first = reading.last;
    }
    reading.afterContrast += mood;
    mood = 0;
    negatedAt = -1;
    degreeAt = -1;
    clauseStart = count;
  };
  const take = (hit: LexiconHit, at: number, width: number, latin: boolean) => {
    if (hit.contrast && (latin || at <= clauseStart)) {
      endClause();
      reading.contrast = true;
      reading.afterContrast = 0;
    }
    if (hit.kind === 'negation') {
      // Two negations on one another: 不是不好 is not bad.
      negatedAt = negatedAt >= 0 && at - negatedAt <= 1 ? -1 : at + width;
    } else if (hit.kind === 'stronger' || hit.kind === 'weaker') {
      degree = hit.kind === 'stronger' ? 1 : -1;
      degreeAt = at + width;
    } else if (hit.kind === 'positive' || hit.kind === 'negative') {
      const turned = negatedAt >= 0 && at - negatedAt <= NEGATION_REACH - 1;
      const good = (hit.kind === 'positive') !== turned;
      if (turned) reading[hit.kind === 'positive' ? 'turnedPositive' : 'turnedNegative']++;
      reading[good ? 'positive' : 'negative']++;
      if (degreeAt === at) {
        if (degree > 0) reading[good ? 'strongPositive' : 'strongNegative']++;
        else reading[good ? 'weakPositive' : 'weakNegative']++;
      }
      mood += good ? 1 : -1;
      negatedAt = -1;
    }
  };

  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code >= 97 && code <= 122) {
      let end = i + 1;
      let hash = code;
      for (; end < text.length; end++) {
        const next = text.charCodeAt(end);
        if (!((next >= 97 && next <= 122) || next === 39 || next === 0x2019)) break;
        if (next !== 39 && next !== 0x2019) hash = (Math.imul(hash, 31) + next) | 0;
      }
      const hit = lexiconLatinWord(text.slice(i, end));
      if (hit !== undefined) take(hit, count, 1, true);
      units[count++] = WORD | (hash & 0x3fffffff);
      i = end;
      nextWord = i;
    } else if (code >= 48 && code <= 57) {
      units[count++] = NUMBER;
      do i++;
      while (i < text.length && isNumberPart(text, i));
      nextWord = i;
    } else {
      if (i >= nextWord) {
        const hit = lexiconWordAt(text, i);
        if (hit === undefined) nextWord = i + 1;
        else {
          nextWord = i + hit.length;
          const isEmoji = code === 58;
          take(hit, count, isEmoji ? 1 : hit.length, false);
          if (isEmoji) {
            units[count++] = WORD + text.charCodeAt(i + 1) * 256 + text.charCodeAt(i + 2);
            i = nextWord;
            continue;
          }
        }
      }
      if (endsClause(text, i, code)) endClause();
      units[count++] = code;
      i++;
    }
  }
  endClause();
  units[count++] = SPACE;
  reading.unitCount = count;
  return reading;
}

function isNumberPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return true;
  if (code !== 46 && code !== 58) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 48 && next <= 57;
}

/** Marks end a clause; a space does so unless it stands between words of Latin letters. */
function endsClause(text: string, at: number, code: number): boolean {
  switch (code) {
    case 33: // !
    case 40: // (
    case 41: // )
    case 44: // ,
    case 46: // .
    case 58: // :
    case 59: // ;
    case 63: // ?
    case 126: // ~
    case 0x3001: // 、
    case 0x3002: // 。
      return true;
    case SPACE:
      return !(isLatin(text.charCodeAt(at - 1)) && isLatin(text.charCodeAt(at + 1)));
    default:
      return false;
  }
}

const isLatin = (code: number) => code >= 97 && code <= 122;
