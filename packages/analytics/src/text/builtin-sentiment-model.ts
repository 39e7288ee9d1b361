import { SENTIMENT_MODEL } from './data/sentiment-model.generated.ts';
import { loadSentimentModel, type SentimentModel } from './sentiment-model.ts';

let model: SentimentModel | undefined;

/**
 * The sentiment model that comes with this package, ready for `classifySentiment`; 0.6 MB as text, unpacked when first
 * asked for (about 20 ms) and kept. On a sub-path of its own, so that a bundle takes it only where it is used.
 *
 * @example classifySentiment(builtinSentimentModel(), '物流太慢了').polarity; // 'negative'
 */
export function builtinSentimentModel(): SentimentModel {
  model ??= loadSentimentModel(bytesOfBase64(SENTIMENT_MODEL));
  return model;
}

function bytesOfBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
