/** Text: bringing it to one form, finding and grouping it, and telling its mood. Chinese first, English too. */

export {
  ASPECTS,
  type Aspect,
  type AspectSentiment,
  aspectSentiments,
} from './aspect-sentiments.ts';
export {
  type Bm25Explanation,
  type Bm25Hit,
  type Bm25Index,
  type Bm25Options,
  bm25Index,
} from './bm25-index.ts';
export { foldSimplified } from './fold-simplified.ts';
export { type Keyword, keywords } from './keywords.ts';
export { jaccard, minHashSignature, shingles } from './min-hash.ts';
export {
  type DuplicateGroup,
  type NearDuplicateOptions,
  type NearDuplicates,
  nearDuplicates,
} from './near-duplicates.ts';
export { newPhrases, type Phrase, type PhraseOptions } from './new-phrases.ts';
export { type NormalizeOptions, normalizeText } from './normalize-text.ts';
export { charactersAndPairs, intlSegmenter, type Segmenter } from './segment.ts';
export {
  classifySentiment,
  type Sentiment,
  type SentimentFlags,
  type SentimentOptions,
} from './sentiment.ts';
export { loadSentimentModel, type SentimentModel } from './sentiment-model.ts';
export type { SparseMatrix } from './sparse-matrix.ts';
export { splitClauses, type TextSpan } from './split-clauses.ts';
export { fitTfidf, fitTransformTfidf, type TfidfModel, type TfidfOptions, tfidfTransform } from './tfidf.ts';
export { type Topic, type TopicGrouping, type TopicOptions, topics } from './topics.ts';
