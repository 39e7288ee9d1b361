import { ASPECT_WORDS } from './data/aspect-words.ts';
import { normalizeText } from './normalize-text.ts';
import { classifySentiment, type SentimentOptions } from './sentiment.ts';
import type { SentimentModel } from './sentiment-model.ts';
import { LONGEST_READ } from './sentiment-reading.ts';
import { splitClauses, type TextSpan } from './split-clauses.ts';

/** What a customer may be pleased or displeased with: the five classes of complaints. */
export type Aspect = 'product' | 'attitude' | 'process' | 'price' | 'communication';

export const ASPECTS: readonly Aspect[] = ['product', 'attitude', 'process', 'price', 'communication'];

/** The mood of one aspect of a text. */
export interface AspectSentiment {
  aspect: Aspect;
  polarity: 'positive' | 'neutral' | 'negative' | 'mixed';
  /** Mean chance of the clauses about it that they are positive. */
  probability: number;
  /** The clauses about it, as spans of the text given, each with the words that named the aspect. */
  evidence: (TextSpan & { polarity: 'positive' | 'neutral' | 'negative'; words: string[] })[];
}

/**
 * What of the service is a text pleased or displeased with? Cuts it in clauses, finds in each the words of the five
 * aspects (Chinese in either script, or English), and asks the model for the mood of the clause. A clause without a
 * word of its own that goes on from the one before (快，但是凉了) is evidence for the aspect of that one. An aspect of
 * which good and bad is said is mixed. Aspects of which nothing is said are left out.
 *
 * The aspects come from a lexicon of some 350 words, the mood from a clause, which is less than the model was trained
 * on: look at the evidence before acting on one text. Only the first 20,000 characters are read. O(length).
 *
 * @throws AnalyticsError if neutralBand is not in [0, 0.5]
 * @example
 * aspectSentiments(model, '客服態度很好，可是等了三個小時').map(({ aspect, polarity }) => [aspect, polarity]);
 * // [['attitude', 'positive'], ['process', 'negative']]
 */
export function aspectSentiments(
  model: SentimentModel,
  text: string,
  options: SentimentOptions = {},
): AspectSentiment[] {
  const found = new Map<Aspect, { total: number; evidence: AspectSentiment['evidence'] }>();
  let before: Map<Aspect, string[]> = new Map();
  for (const clause of splitClauses(text.slice(0, LONGEST_READ))) {
    let named = aspectsOf(clause.text);
    const { probability, polarity } = classifySentiment(model, clause.text, options);
    if (named.size === 0 && polarity !== 'neutral') {
      named = new Map([...before.keys()].map((aspect) => [aspect, []]));
    } else if (named.size > 0) before = named;
    for (const [aspect, words] of named) {
      const entry = found.get(aspect) ?? { total: 0, evidence: [] };
      entry.total += probability;
      entry.evidence.push({ ...clause, polarity, words });
      found.set(aspect, entry);
    }
  }
  return ASPECTS.flatMap((aspect) => {
    const entry = found.get(aspect);
    if (entry === undefined) return [];
    const { total, evidence } = entry;
    const probability = total / evidence.length;
    return [{ aspect, polarity: polarityOf(evidence), probability, evidence }];
  });
}

function polarityOf(evidence: AspectSentiment['evidence']): AspectSentiment['polarity'] {
  const has = (polarity: string) => evidence.some((clause) => clause.polarity === polarity);
  if (has('positive') && has('negative')) return 'mixed';
  return has('positive') ? 'positive' : has('negative') ? 'negative' : 'neutral';
}

/** Words of each aspect by the text of the word; those of Latin letters apart, for they are found as whole words. */
interface AspectLexicon {
  chinese: Map<string, Aspect[]>;
  latin: Map<string, Aspect[]>;
  stems: Map<string, Aspect[]>;
  longest: number;
}

let lexicon: AspectLexicon | undefined;

function load(): AspectLexicon {
  const tables: AspectLexicon = { chinese: new Map(), latin: new Map(), stems: new Map(), longest: 0 };
  for (const aspect of ASPECTS) {
    for (const word of ASPECT_WORDS[aspect]) {
      const latin = /^[a-z]/.test(word);
      const stem = word.endsWith('*');
      const table = stem ? tables.stems : latin ? tables.latin : tables.chinese;
      const key = stem ? word.slice(0, -1) : word;
      table.set(key, [...(table.get(key) ?? []), aspect]);
      if (!latin) tables.longest = Math.max(tables.longest, word.length);
    }
  }
  return tables;
}

/** The aspects that a clause names, each with its words; the longest word at a place counts. */
function aspectsOf(clause: string): Map<Aspect, string[]> {
  lexicon ??= load();
  const { chinese, latin, stems, longest } = lexicon;
  const plain = normalizeText(clause);
  const named = new Map<Aspect, string[]>();
  const add = (aspects: readonly Aspect[], word: string) => {
    for (const aspect of aspects) named.set(aspect, [...(named.get(aspect) ?? []), word]);
  };
  for (const [word] of plain.matchAll(/[a-z][a-z'’-]*/g)) {
    const exact = latin.get(word);
    if (exact !== undefined) add(exact, word);
    else {
      for (let length = Math.min(word.length, 14); length >= 3; length--) {
        const aspects = stems.get(word.slice(0, length));
        if (aspects === undefined) continue;
        add(aspects, word);
        break;
      }
    }
  }
  for (let i = 0; i < plain.length; ) {
    let step = 1;
    for (let length = Math.min(longest, plain.length - i); length >= 1; length--) {
      const word = plain.slice(i, i + length);
      const aspects = chinese.get(word);
      if (aspects === undefined) continue;
      add(aspects, word);
      step = length;
      break;
    }
    i += step;
  }
  return named;
}
