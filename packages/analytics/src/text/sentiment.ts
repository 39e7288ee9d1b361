import { requireShare } from '../checks.ts';
import { isPlainTalk } from './plain-talk.ts';
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
  /** Log-odds, ln(p / (1 - p)): its sign is the answer where there are only good and bad. 0 where nothing is known. */
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
 *     sum = bias + Σ lexicon features + Σ weights of the different known n-grams / sqrt(their number)
 *     score = slope · sum + offset, ± 2 for emoji;   probability = 1 / (1 + exp(-score))
 *
 * Logistic regression over runs of one to three characters, scaled by how one-sided they are (Wang and Manning,
 * Baselines and Bigrams, 2012), beside what a lexicon finds after negations, degrees and contrasts; probabilities
 * by Platt's scaling (1999). Questions and requests without a polar word are drawn to 0.5, for the reviews it was
 * trained on hold none. In a text without Chinese the lexicon is asked alone; where it, too, knows nothing, the answer
 * is neutral at 0.5. Only the first 20,000 characters are read. O(length); some 50,000 short texts a second on one core.
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
  const plain = isPlainTalk(prepared, reading.positive + reading.negative);
  const score = scoreReading(model, reading) * (plain ? PLAIN_SHARE : 1);
  const probability = 1 / (1 + Math.exp(-score));
  return {
    polarity:
      Math.abs(probability - 0.5) <= neutralBand ? 'neutral' : probability > 0.5 ? 'positive' : 'negative',
    probability,
    score,
    flags: {
      negated: reading.negated,
      mixed: reading.contrast || (reading.positive > 0 && reading.negative > 0),
      sarcasmProne: sarcasmCue(prepared, reading),
    },
  };
}

/** What is left of the score of a question, or of a text that says that it is neither good nor bad. */
const PLAIN_SHARE = 0.25;

/** Log-odds of one good or bad thing said in a text without Chinese, of which the lexicon alone is asked. */
const FOREIGN_ODDS = 1.5;

/** What the signs of a mood add: reviews have too few of them to learn it, but whoever sets one means it. */
const SIGN_ODDS = 2;

/** Calibrated log-odds of a text; 0 where neither the lexicon nor the n-grams know anything of it. */
function scoreReading(model: SentimentModel, reading: SentimentReading): number {
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
  if (telling === 0) return foreignScore(reading);
  let score = model.bias + (sum * model.scale) / Math.sqrt(Math.max(1, known));
  forEachLexiconFeature(reading, (feature) => {
    score += LEXICON_SCALE * (model.lexiconWeights[feature] as number);
  });
  return model.slope * score + model.offset + SIGN_ODDS * Math.sign(reading.signs);
}

function foreignScore(reading: SentimentReading): number {
  const said = reading.positive + reading.negative;
  if (said === 0) return 0;
  const balance = reading.positive - reading.negative + (reading.contrast ? reading.afterContrast : 0);
  return (FOREIGN_ODDS * balance) / Math.sqrt(said) + SIGN_ODDS * Math.sign(reading.signs);
}

const isHan = (unit: number) => unit >= 0x3400 && unit <= 0x9fff;

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
