import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts';
import { fisherExactTest } from '../stats/fisher-exact-test.ts';
import { associationRules } from './association-rules.ts';
import { basketsFromLists } from './baskets-from-rows.ts';
import { contains, frequentByBruteForce, someBasketsOf } from './brute-force.ts';
import { closedItemsets } from './closed-itemsets.ts';
import { frequentItemsets } from './frequent-itemsets.ts';
import { ruleMeasures, ruleSignificance } from './rule-measures.ts';
import type { RuleOptions } from './rule-options.ts';
import { listRules, type Rule, ruleAt, ruleCountOf } from './rules.ts';

const someBaskets = someBasketsOf('abcdef');

const nameOf = ({ antecedent, consequent }: Pick<Rule, 'antecedent' | 'consequent'>) =>
  `${[...antecedent].sort().join('')}>${[...consequent].sort().join('')}`;

function rulesOf(lists: string[][], options: RuleOptions): Rule[] {
  return [...listRules(associationRules(frequentItemsets(basketsFromLists(lists), { count: 2 }), options))];
}

interface Split {
  name: string;
  antecedent: string;
  consequent: string;
  confidence: number;
  pValue: number;
}

/** All ways to split the frequent sets, whatever their confidence. */
function splitsByBruteForce(lists: string[][], maxConsequent: number): Split[] {
  const counts = frequentByBruteForce(lists, 2);
  const splits: Split[] = [];
  for (const [whole, both] of counts) {
    for (let mask = 1; mask < 2 ** whole.length - 1; mask++) {
      const consequent = [...whole].filter((_item, i) => mask & (1 << i)).join('');
      const antecedent = [...whole].filter((_item, i) => !(mask & (1 << i))).join('');
      if (consequent.length > maxConsequent) continue;
      const a = counts.get(antecedent) as number;
      const c = counts.get(consequent) as number;
      const n = lists.length;
      const { pValue } = fisherExactTest(both, a - both, c - both, n - a - c + both, {
        alternative: 'greater',
      });
      splits.push({
        name: `${antecedent}>${consequent}`,
        antecedent,
        consequent,
        confidence: both / a,
        pValue,
      });
    }
  }
  return splits;
}

describe('rules against brute force', () => {
  it.each([1, 2, Number.POSITIVE_INFINITY])('all that are confident enough, consequents up to %s', (most) => {
    fc.assert(
      fc.property(someBaskets, fc.integer({ min: 0, max: 10 }), (lists, tenths) => {
        const options = { confidence: tenths / 10, maxConsequent: most };
        const splits = splitsByBruteForce(lists, most);
        const wanted = splits.filter(({ confidence }) => confidence >= tenths / 10);
        const rules = associationRules(frequentItemsets(basketsFromLists(lists), { count: 2 }), options);
        const found = [...listRules(rules)];
        expect(found.map(nameOf).sort()).toEqual(wanted.map(({ name }) => name).sort());
        expect(rules.hypotheses).toBe(splits.length);
        const pValues = new Map(wanted.map(({ name, pValue }) => [name, pValue]));
        for (const rule of found) {
          const wantedP = pValues.get(nameOf(rule)) as number;
          expect(Math.abs(rule.pValue - wantedP)).toBeLessThanOrEqual(1e-12 * wantedP);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves out rules to which a more general one is as good, and only those', () => {
    fc.assert(
      fc.property(someBaskets, fc.constantFrom(1, 3), fc.constantFrom(0, 0.1), (lists, most, improvement) => {
        const share = (items: string) =>
          lists.filter((list) => contains(list.join(''), items)).length / lists.length;
        const splits = splitsByBruteForce(lists, most);
        const wanted = splits.filter(({ antecedent, consequent, confidence }) => {
          const general = splits
            .filter((other) => other.consequent === consequent && other.antecedent !== antecedent)
            .filter((other) => contains(antecedent, other.antecedent))
            .map((other) => other.confidence);
          return confidence >= 0.4 && confidence - Math.max(share(consequent), ...general) > improvement;
        });
        const found = rulesOf(lists, { confidence: 0.4, maxConsequent: most, improvement });
        expect(found.map(nameOf).sort()).toEqual(wanted.map(({ name }) => name).sort());
      }),
      { numRuns: 40 },
    );
  });

  it('counts as hypotheses what the filters of items let through, and no more', () => {
    const someItems = fc.subarray([...'abc'], { minLength: 1 });
    fc.assert(
      fc.property(
        someBaskets.filter((lists) => 'abcf'.split('').every((item) => lists.flat().includes(item))),
        someItems,
        someItems,
        fc.constantFrom(1, 2, 9),
        (lists, left, right, most) => {
          const passes = ({ antecedent, consequent }: Split) =>
            left.some((item) => antecedent.includes(item)) &&
            right.some((item) => consequent.includes(item)) &&
            !(antecedent + consequent).includes('f');
          const options = { antecedentAny: left, consequentAny: right, without: ['f'], maxConsequent: most };
          const itemsets = frequentItemsets(basketsFromLists(lists), { count: 2 });
          const rules = associationRules(itemsets, { ...options, confidence: 0 });
          const wanted = splitsByBruteForce(lists, most).filter(passes);
          expect([...listRules(rules)].map(nameOf).sort()).toEqual(wanted.map(({ name }) => name).sort());
          expect(rules.hypotheses).toBe(wanted.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('corrects as Benjamini–Hochberg and Holm where all hypotheses are reported', () => {
    fc.assert(
      fc.property(someBaskets, (lists) => {
        const found = rulesOf(lists, { confidence: 0 });
        const adjusted = benjaminiHochberg(found.map(({ pValue }) => pValue));
        found.forEach((rule, i) => {
          expect(rule.adjustedPValue).toBeCloseTo(adjusted[i] as number, 12);
        });
        const held = rulesOf(lists, { confidence: 0, correction: 'holm', sortBy: 'pValue' });
        let most = 0;
        held.forEach((rule, i) => {
          most = Math.min(1, Math.max(most, rule.pValue * (held.length - i)));
          expect(rule.adjustedPValue).toBeCloseTo(most, 12);
        });
      }),
      { numRuns: 40 },
    );
  });
});

/** Milk and bread in 30 of 100 baskets, bread alone in 10, milk alone in 20, tea in all. */
const shop = [
  ...Array.from({ length: 30 }, () => ['bread', 'milk', 'tea']),
  ...Array.from({ length: 10 }, () => ['bread', 'tea']),
  ...Array.from({ length: 20 }, () => ['milk', 'tea']),
  ...Array.from({ length: 40 }, () => ['tea']),
];

describe('rules', () => {
  it('have the textbook measures', () => {
    const rule = rulesOf(shop, { confidence: 0.7 }).find((each) => nameOf(each) === 'bread>milk');
    expect(rule).toMatchObject({
      count: 30,
      support: 0.3,
      confidence: 0.75,
      coverage: 0.4,
      lift: 1.5,
      conviction: 2,
    });
    expect(rule?.leverage).toBeCloseTo(0.1, 15);
    expect(rule?.improvement).toBeCloseTo(0.25, 15);
  });

  it('a consequent in every basket is no news: lift and conviction 1, p 1', () => {
    const rule = rulesOf(shop, { confidence: 1 }).find((each) => nameOf(each) === 'bread>tea');
    expect(rule).toMatchObject({ lift: 1, conviction: 1, pValue: 1, leverage: 0, improvement: 0 });
  });

  it('that never fail have infinite conviction', () => {
    expect(ruleMeasures({ both: 3, antecedent: 3, consequent: 5, baskets: 9 }).conviction).toBe(Infinity);
  });

  it.each([
    ['confidence', (rule: Rule) => -rule.confidence],
    ['support', (rule: Rule) => -rule.support],
    ['lift', (rule: Rule) => -rule.lift],
    ['leverage', (rule: Rule) => -rule.leverage],
    ['conviction', (rule: Rule) => -rule.conviction],
    ['improvement', (rule: Rule) => -rule.improvement],
    ['pValue', (rule: Rule) => rule.logPValue],
  ] as const)('sort by %s, the best first, and stop at the limit', (sortBy, key) => {
    const all = rulesOf(shop, { confidence: 0, sortBy });
    expect(all.map(key)).toEqual(all.map(key).sort((a, b) => (a === b ? 0 : a - b)));
    expect(rulesOf(shop, { confidence: 0, sortBy, limit: 2 })).toEqual(all.slice(0, 2));
  });

  it('alpha keeps what is significant after the correction', () => {
    const names = rulesOf(shop, { confidence: 0, alpha: 0.001 }).map(nameOf);
    expect(names).toContain('bread>milk');
    expect(names).not.toContain('bread>tea');
  });

  it('are none for no itemsets', () => {
    expect(ruleCountOf(associationRules(frequentItemsets(basketsFromLists([]), { count: 1 })))).toBe(0);
  });

  it('a lift below the least is left out', () => {
    expect(rulesOf(shop, { confidence: 0, lift: 1.4 }).map(nameOf)).toEqual(
      rulesOf(shop, { confidence: 0 })
        .filter(({ lift }) => lift >= 1.4)
        .map(nameOf),
    );
  });

  it.each<[RuleOptions, string]>([
    [{ confidence: 1.5 }, 'options.confidence'],
    [{ confidence: Number.NaN }, 'options.confidence'],
    [{ lift: -1 }, 'options.lift'],
    [{ maxConsequent: 0 }, 'options.maxConsequent'],
    [{ improvement: -0.1 }, 'options.improvement'],
    [{ alpha: 2 }, 'options.alpha'],
    [{ limit: -1 }, 'options.limit'],
    [{ maxRules: 0 }, 'options.maxRules'],
    [{ antecedentAny: ['caviar'] }, 'options.antecedentAny'],
    [{ sortBy: 'colour' as 'lift' }, 'options.sortBy'],
    [{ correction: 'prayer' as 'holm' }, 'options.correction'],
    [{ confidence: 0, maxRules: 3 }, 'options.maxRules'],
  ])('%o is refused', (options, argument) => {
    expect(() => rulesOf(shop, options)).toThrow(expect.objectContaining({ argument }));
  });

  it('need frequent itemsets with all their subsets', () => {
    const baskets = basketsFromLists(shop);
    expect(() => associationRules(closedItemsets(baskets, { count: 2 }))).toThrow(/lack counts of subsets/);
    const found = frequentItemsets(basketsFromLists([['a', 'b']]), { count: 1 });
    const torn = {
      ...found,
      items: Int32Array.of(0, 0, 1),
      offsets: Int32Array.of(0, 1, 3),
      counts: Int32Array.of(1, 1),
    };
    expect(() => associationRules(torn)).toThrow(/every subset/);
    expect(() => ruleAt(associationRules(found), 99)).toThrow(/place must be below/);
  });
});

describe('ruleSignificance', () => {
  it('agrees with the exact sum of binomial coefficients, down to the tiniest chances', () => {
    const choose = (n: number, k: number) => {
      let ways = 1n;
      for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
      return ways;
    };
    const cases = [
      [3, 4, 4, 8],
      [60, 60, 70, 400],
      [200, 210, 215, 4000],
      [10, 100, 120, 1000],
      [2, 100, 120, 1000],
      [500, 500, 500, 1000],
    ] as const;
    for (const [both, antecedent, consequent, baskets] of cases) {
      let ways = 0n;
      for (let k = both; k <= Math.min(antecedent, consequent); k++) {
        ways += choose(antecedent, k) * choose(baskets - antecedent, consequent - k);
      }
      const scale = 10n ** 400n;
      const share = ((ways * scale) / choose(baskets, consequent)).toString();
      const wanted = Math.log(Number(`0.${share.slice(0, 20)}`)) + (share.length - 400) * Math.LN10;
      const { logPValue, pValue } = ruleSignificance({ both, antecedent, consequent, baskets });
      expect(Math.abs(logPValue - wanted)).toBeLessThan(1e-12 * Math.max(1, Math.abs(wanted)));
      expect(pValue).toBe(Math.exp(logPValue));
    }
  });

  it('is 1 where the margins leave no choice', () => {
    expect(ruleSignificance({ both: 5, antecedent: 5, consequent: 9, baskets: 9 }).pValue).toBe(1);
    expect(ruleSignificance({ both: 3, antecedent: 5, consequent: 7, baskets: 9 }).pValue).toBe(1);
  });

  it.each([
    [{ both: 5, antecedent: 4, consequent: 6, baskets: 9 }, 'counts.both'],
    [{ both: 1, antecedent: 6, consequent: 6, baskets: 9 }, 'counts.both'],
    [{ both: 1, antecedent: 10, consequent: 6, baskets: 9 }, 'counts.baskets'],
    [{ both: 1, antecedent: 0, consequent: 6, baskets: 9 }, 'counts.antecedent'],
    [{ both: 1.5, antecedent: 2, consequent: 6, baskets: 9 }, 'counts.both'],
  ])('%o is refused', (counts, argument) => {
    expect(() => ruleSignificance(counts)).toThrow(expect.objectContaining({ argument }));
    expect(() => ruleMeasures(counts)).toThrow(expect.objectContaining({ argument }));
  });
});
