import type { LexiconHit } from './sentiment-lexicon.ts';

/** What the lexicon finds in a text; counted clause by clause by `ClauseMood`. */
export interface MoodCounts {
  /** Good and bad things said, after negations: 不好 is one bad thing. */
  positive: number;
  negative: number;
  /** Good words in the reach of a negation, and bad ones. */
  turnedPositive: number;
  turnedNegative: number;
  /** Whether anything polar was said with a negation, turned or in one word: 不好. */
  negated: boolean;
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
}

export function noMood(): MoodCounts {
  return {
    positive: 0,
    negative: 0,
    turnedPositive: 0,
    turnedNegative: 0,
    negated: false,
    strongPositive: 0,
    strongNegative: 0,
    weakPositive: 0,
    weakNegative: 0,
    first: 0,
    last: 0,
    contrast: false,
    afterContrast: 0,
  };
}

/** A negation reaches words that begin at most so many units after it: 不是很好. */
const NEGATION_REACH = 2;

/** Takes the words of the lexicon as they come and keeps in mind what the clause so far does to them. */
export class ClauseMood {
  readonly counts: MoodCounts;
  /** Unit at which the last negation begins. */
  negationStart = -1;
  private clauseStart: number;
  private mood = 0;
  private negationEnd = -1;
  private degree = 0;
  private degreeEnd = -1;

  constructor(counts: MoodCounts, clauseStart: number) {
    this.counts = counts;
    this.clauseStart = clauseStart;
  }

  /** A clause ends before the unit `at`. */
  endClause(at: number): void {
    const { counts, mood } = this;
    if (mood !== 0) {
      counts.last = Math.sign(mood);
      if (counts.first === 0) counts.first = counts.last;
    }
    counts.afterContrast += mood;
    this.mood = 0;
    this.negationEnd = -1;
    this.degreeEnd = -1;
    this.clauseStart = at;
  }

  /** Takes a word of `width` units at the unit `at`; true if a negation turns it. */
  take(hit: LexiconHit, at: number, width: number, latin: boolean): boolean {
    if (hit.contrast && (latin || at <= this.clauseStart)) {
      this.endClause(at);
      this.counts.contrast = true;
      this.counts.afterContrast = 0;
    }
    switch (hit.kind) {
      case 'negation':
        this.negate(at, width);
        return false;
      case 'stronger':
      case 'weaker':
        this.degree = hit.kind === 'stronger' ? 1 : -1;
        this.degreeEnd = at + width;
        return false;
      case 'positive':
      case 'negative':
      case 'deed':
        return this.say(hit, at);
      default:
        return false;
    }
  }

  /** Two negations on one another are none: 不是不好 is not bad. */
  private negate(at: number, width: number): void {
    if (this.negationEnd >= 0 && at - this.negationEnd <= 1) this.negationEnd = -1;
    else {
      this.negationStart = at;
      this.negationEnd = at + width;
    }
  }

  private say({ kind, negated }: LexiconHit, at: number): boolean {
    const { counts } = this;
    const turned = this.negationEnd >= 0 && at - this.negationEnd <= NEGATION_REACH;
    if (turned || negated) counts.negated = true;
    if (kind === 'deed' && !turned) return false;
    const meant = kind !== 'negative';
    const good = meant !== turned;
    if (turned) counts[meant ? 'turnedPositive' : 'turnedNegative']++;
    counts[good ? 'positive' : 'negative']++;
    if (this.degreeEnd === at) {
      if (this.degree > 0) counts[good ? 'strongPositive' : 'strongNegative']++;
      else counts[good ? 'weakPositive' : 'weakNegative']++;
    }
    this.mood += good ? 1 : -1;
    this.negationEnd = -1;
    return turned;
  }
}
