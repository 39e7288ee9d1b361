import { requireInteger, requireNotNegative } from '../checks.ts';
import type { CategoryTrait, ClusterDescription, NumberTrait } from './describe-clusters.ts';

/** The languages that names can be built in. */
export type NameLanguage = 'zh-CN' | 'zh-TW' | 'en';

const WORDS = {
  'zh-CN': {
    high: (feature: string) => `${feature}高`,
    low: (feature: string) => `${feature}低`,
    category: (feature: string, how: string, value: string) => `${feature}${how}${value}`,
    mostly: '多为',
    often: '较多',
    seldom: '较少',
    rarely: '少有',
    average: '接近平均',
    and: '、',
  },
  'zh-TW': {
    high: (feature: string) => `${feature}高`,
    low: (feature: string) => `${feature}低`,
    category: (feature: string, how: string, value: string) => `${feature}${how}${value}`,
    mostly: '多為',
    often: '較多',
    seldom: '較少',
    rarely: '少有',
    average: '接近平均',
    and: '、',
  },
  en: {
    high: (feature: string) => `high ${feature}`,
    low: (feature: string) => `low ${feature}`,
    category: (feature: string, how: string, value: string) => `${feature} ${how} ${value}`,
    mostly: 'mostly',
    often: 'more often',
    seldom: 'less often',
    rarely: 'rarely',
    average: 'close to average',
    and: ', ',
  },
} as const;

/** How names are built. */
export interface NameOptions {
  language: NameLanguage;
  /** What features are called, by name; a feature without is called by its name. */
  features?: Readonly<Record<string, string>>;
  /** Traits below this size are not worth a word; default 0.5, medium. */
  least?: number;
  /** How many traits make a name, where they are enough to tell clusters apart; default 2. */
  most?: number;
}

/**
 * A name for each cluster from its most distinguishing traits: "high frequency, low recency", 「消费金额高、最近购买天数低」.
 * Where two names would be the same, both take further traits until they differ or have none, then a number. The
 * same descriptions always get the same names. O(clusters² · traits) at worst.
 *
 * @throws AnalyticsError if `least` is negative or `most` not a whole number from 1
 * @example nameClusters(describeClusters(rows, labels, { names }), { language: 'en' });
 */
export function nameClusters(descriptions: readonly ClusterDescription[], options: NameOptions): string[] {
  const { language, features = {}, least = 0.5, most = 2 } = options;
  requireNotNegative('options.least', least);
  requireInteger('options.most', most, 1);
  const phrases = descriptions.map(({ traits }) =>
    traits
      .filter((trait) => trait.direction !== 'same' && Math.abs(trait.size) >= least)
      // Of a feature with several values only the first: "mostly phone" says "rarely web" too.
      .filter((trait, i, all) => all.findIndex(({ feature }) => feature === trait.feature) === i)
      .map((trait) => phraseOf(trait, WORDS[language], features)),
  );
  const lengths = phrases.map((own) => Math.min(most, own.length));
  const nameOf = (i: number): string =>
    (phrases[i] as string[]).slice(0, lengths[i]).join(WORDS[language].and) || WORDS[language].average;
  for (;;) {
    const names = phrases.map((_, i) => nameOf(i));
    const longer = repeated(names).filter((i) => (lengths[i] as number) < (phrases[i] as string[]).length);
    if (longer.length === 0) return numbered(names);
    for (const i of longer) lengths[i] = (lengths[i] as number) + 1;
  }
}

function phraseOf(
  trait: NumberTrait | CategoryTrait,
  words: (typeof WORDS)[NameLanguage],
  features: Readonly<Record<string, string>>,
): string {
  const feature = Object.hasOwn(features, trait.feature)
    ? (features[trait.feature] as string)
    : trait.feature;
  const higher = trait.direction === 'higher';
  if (trait.kind === 'number') return higher ? words.high(feature) : words.low(feature);
  const { value, share } = trait;
  const how = higher
    ? share >= 0.5
      ? words.mostly
      : words.often
    : share < 0.1
      ? words.rarely
      : words.seldom;
  return words.category(feature, how, value);
}

/** Places of names that occur more than once. */
function repeated(names: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.flatMap((name, i) => ((counts.get(name) as number) > 1 ? [i] : []));
}

function numbered(names: readonly string[]): string[] {
  const again = new Set(repeated(names));
  const used = new Set(names);
  const next = new Map<string, number>();
  return names.map((name, i) => {
    if (!again.has(i)) return name;
    let number = next.get(name) ?? 1;
    while (used.has(`${name} ${number}`)) number++;
    next.set(name, number + 1);
    used.add(`${name} ${number}`);
    return `${name} ${number}`;
  });
}
