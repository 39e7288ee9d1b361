import { mix } from './min-hash.ts';
import type { SentimentReading } from './sentiment-reading.ts';

/** Number of features that the lexicon gives; they are numbered from 0. */
export const LEXICON_FEATURES = 45;

/** What a lexicon feature counts in the sum, so that its weight stays near those of n-grams. */
export const LEXICON_SCALE = 0.1;

/** Hashes of n-grams have so many bits. */
export const HASH_BITS = 30;

/** Longest n-gram, in units. */
const LONGEST = 3;

/** Calls `visit` for each n-gram of 1 to 3 units with its hash, first unit and length, repeats included. */
export function forEachNgram(
  { units, unitCount }: SentimentReading,
  visit: (hash: number, start: number, length: number) => void,
): void {
  for (let i = 0; i < unitCount; i++) {
    let hash = 0x9e3779b1;
    const end = Math.min(unitCount, i + LONGEST);
    for (let j = i; j < end; j++) {
      hash = mix(hash ^ Math.imul(units[j] as number, 0x2c1b3c6d)) + j - i;
      visit(hash >>> (32 - HASH_BITS), i, j - i + 1);
    }
  }
}

/**
 * Calls `visit` for each lexicon feature that holds. Their numbers are part of the model's format:
 *
 *     0–3 at least 1 … 4 good things, 4–7 bad ones;  8–16 good less bad, -4 … 4
 *     17 a good word turned, 18 a bad one;  19, 20 the last clause good, bad;  21, 22 the first
 *     23–25 after a contrast bad, even, good;  26 nothing polar;  27–31 share of the good in quarters
 *     32–38 length by powers of two;  39, 40 something strongly good, bad;  41, 42 weakly;  43, 44 strongly twice
 */
export function forEachLexiconFeature(reading: SentimentReading, visit: (feature: number) => void): void {
  const { positive, negative } = reading;
  for (let k = 0; k < Math.min(4, positive); k++) visit(k);
  for (let k = 0; k < Math.min(4, negative); k++) visit(4 + k);
  visit(12 + Math.max(-4, Math.min(4, positive - negative)));
  if (reading.turnedPositive > 0) visit(17);
  if (reading.turnedNegative > 0) visit(18);
  if (reading.last !== 0) visit(reading.last > 0 ? 19 : 20);
  if (reading.first !== 0) visit(reading.first > 0 ? 21 : 22);
  if (reading.contrast) visit(24 + Math.sign(reading.afterContrast));
  if (positive + negative === 0) visit(26);
  else visit(27 + Math.round((4 * positive) / (positive + negative)));
  visit(32 + Math.min(6, Math.floor(Math.log2(reading.length + 1))));
  if (reading.strongPositive > 0) visit(39);
  if (reading.strongNegative > 0) visit(40);
  if (reading.weakPositive > 0) visit(41);
  if (reading.weakNegative > 0) visit(42);
  if (reading.strongPositive > 1) visit(43);
  if (reading.strongNegative > 1) visit(44);
}
