import { requireShare } from '../checks.ts';
import { sarcasmCue } from './sarcasm-cue.ts';
import { forEachLexiconFeature, forEachNgram, LEXICON_SCALE } from './sentiment-features.ts';
import { type SentimentModel, slotOf } from './sentiment-model.ts';
import { prepareForReading, readSentiment, type SentimentReading } from './sentiment-reading.ts';

/** Signs that a text is harder than its words: take the answer with care. */
export interface SentimentFlags {
  /** Something good or bad was said with a negation: 不好, 没问题. */
  negated: boolean;
  /** Both good and bad things were said, or a contrast (但是, but) was made. */
  mixed: boolean;
  /** Wording that irony likes: 呵呵, praise in quotes, thanks for something bad. Irony itself is not detected. */
  sarcasmProne: boolean;
}

/** The mood of a text. */
export interface Sentiment {
  polarity: 'positive' | 'neutral' | 'negative';
  /** Calibrated chance that a reader would call it positive rather than negative. */
  probability: number;
  /** Log-odds before calibration; its sign is the two-way answer. */
  score: number;
  flags: SentimentFlags;
}

/** Where neutral ends. */
export interface SentimentOptions {
  /** Half width of the band around 0.5 that is called neutral (default 0.2: from 0.3 to 0.7). */
  neutralBand?: number;
}

/**
 * Is a short text of a customer good or bad news? For Chinese (simplified or traditional) reviews, complaints and
 * chats; for English by a small lexicon, with less certainty.
 *
 *     score = bias + Σ lexicon features + Σ weights of the different known n-grams / sqrt(their number)
 *     probability = 1 / (1 + exp(-(slope · score + offset)))
 *
 * Logistic regression over runs of one to three characters, scaled by how one-sided they are (Wang and Manning,
 * Baselines and Bigrams, 2012), beside what a lexicon finds after negations, degrees and contrasts; probabilities
 * by Platt's scaling (1999). A text of which the model knows nothing is neutral at 0.5. Only the first 20,000
 * characters are read. O(length); some 100,000 short texts a second.
 *
 * @throws AnalyticsError if neutralBand is not in [0, 0.5]
 * @example classifySentiment(model, '送餐很快，但是菜都凉了').flags.mixed; // true
 */
export function classifySentiment(
  model: SentimentModel,
  text: string,
  { neutralBand = 0.2 }: SentimentOptions = {},
): Sentiment {
  requireShare('options.neutralBand', 2 * neutralBand);
  const prepared = prepareForReading(text);
  const reading = readSentiment(prepared);
  const score = scoreReading(model, reading);
  const probability = score === undefined ? 0.5 : probabilityOf(model, score);
  return {
    polarity:
      Math.abs(probability - 0.5) <= neutralBand ? 'neutral' : probability > 0.5 ? 'positive' : 'negative',
    probability,
    score: score ?? 0,
    flags: {
      negated: reading.turnedPositive + reading.turnedNegative > 0,
      mixed: reading.contrast || (reading.positive > 0 && reading.negative > 0),
      sarcasmProne: sarcasmCue(prepared, reading),
    },
  };
}

/** Log-odds before calibration, or undefined where neither the lexicon nor the n-grams know anything of the text. */
export function scoreReading(model: SentimentModel, reading: SentimentReading): number | undefined {
  let sum = 0;
  let known = 0;
  let telling = 0;
  const seen = visited(model);
  forEachNgram(reading, (hash, start, length) => {
    const slot = slotOf(model, hash);
    if (slot < 0 || seen.stamps[slot] === seen.stamp) return;
    seen.stamps[slot] = seen.stamp;
    sum += model.weights[slot] as number;
    known++;
    if (length === 1 && isHan(reading.units[start] as number)) telling++;
  });
  // Marks and a few words of Latin letters are known, but alone say nothing.
  if (telling === 0 && reading.positive + reading.negative === 0) return undefined;
  let score = model.bias + (sum * model.scale) / Math.sqrt(Math.max(1, known));
  forEachLexiconFeature(reading, (feature) => {
    score += LEXICON_SCALE * (model.lexiconWeights[feature] as number);
  });
  return score;
}

const isHan = (unit: number) => unit >= 0x3400 && unit <= 0x9fff;

const probabilityOf = ({ slope, offset }: SentimentModel, score: number) =>
  1 / (1 + Math.exp(-(slope * score + offset)));

/** By model: which slots this text has visited, told by a stamp so that nothing has to be cleared. */
const visits = new WeakMap<SentimentModel, { stamps: Uint32Array; stamp: number }>();

function visited(model: SentimentModel): { stamps: Uint32Array; stamp: number } {
  let visit = visits.get(model);
  if (visit === undefined || visit.stamp === 0xffffffff) {
    visit = { stamps: new Uint32Array(model.slots.length), stamp: 0 };
    visits.set(model, visit);
  }
  visit.stamp++;
  return visit;
}
