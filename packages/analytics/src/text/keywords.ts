import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { STOP_WORDS } from './data/stop-words.ts';
import type { TfidfModel } from './tfidf.ts';

/** A term that tells what a text is about. */
export interface Keyword {
  term: string;
  /** Its tf-idf weight before the row is brought to length 1, summed over the texts. */
  score: number;
  /** How often the texts have it. */
  count: number;
}

/**
 * The terms that tell most of one text, or of some texts together, against the collection of the model: of a bad
 * week's tickets, say, against those of the year. With the default segmenter pairs of characters are the words.
 *
 *     score = Σ over the texts  (1 + ln count, or count) · idf
 *
 * Words that every text has (的, the), single characters, numbers and terms that the model does not know are left
 * out. Source: Spärck Jones (1972). O(total terms). No texts give no keywords.
 *
 * @throws AnalyticsError if limit is not a whole number from 1, or the model has no terms
 * @example keywords(fitTfidf(allTickets, { segment: jiebaCut }), thisWeek, 10);
 */
export function keywords(model: TfidfModel, texts: readonly string[], limit = 10): Keyword[] {
  requireInteger('limit', limit, 1);
  if (model.terms.length === 0) throw new AnalyticsError('model', 'must have terms, but was made of none');
  const totals = new Map<number, { score: number; count: number }>();
  for (const text of texts) {
    const counts = new Map<number, number>();
    for (const term of model.segment(text)) {
      const column = model.columnOf.get(term);
      if (column === undefined || !isTelling(term)) continue;
      counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    for (const [column, count] of counts) {
      const total = totals.get(column) ?? { score: 0, count: 0 };
      total.score += (model.sublinear ? 1 + Math.log(count) : count) * (model.idf[column] as number);
      total.count += count;
      totals.set(column, total);
    }
  }
  return [...totals]
    .sort(([a, one], [b, other]) => other.score - one.score || a - b)
    .slice(0, limit)
    .map(([column, { score, count }]) => ({ term: model.terms[column] as string, score, count }));
}

const onlyNumber = /^[\p{N}.,%+\-/]+$/u;

/** Whether a term can stand for a topic: more than one character, no number, no word that every text has. */
export function isTelling(term: string): boolean {
  return term.length > 1 && !STOP_WORDS.has(term) && !onlyNumber.test(term);
}
