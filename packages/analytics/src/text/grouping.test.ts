import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { seeded } from '../testing.ts';
import { jaccard, minHashSignature, shingles } from './min-hash.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { newPhrases } from './new-phrases.ts';
import { topics } from './topics.ts';

const random = seeded(11);
const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;

describe('newPhrases', () => {
  const fillers = [...'天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜'];
  const noise = () => Array.from({ length: 4 }, () => pick(fillers)).join('');
  const texts = Array.from({ length: 300 }, (_, i) =>
    i % 3 === 0 ? `${noise()}蓝牙耳机${noise()}` : i % 3 === 1 ? `${noise()}性价比${noise()}` : noise(),
  );
  it('finds planted words whole, and no part of them', () => {
    const found = newPhrases(texts, { minCount: 20 }).map((phrase) => phrase.phrase);
    expect(found).toEqual(expect.arrayContaining(['蓝牙耳机', '性价比']));
    expect(found).not.toContain('蓝牙');
    expect(found).not.toContain('价比');
  });
  it('counts exactly, and cohesion is the mutual information of its parts', () => {
    const [first] = newPhrases(['xx甲乙 甲乙,甲乙;丙甲乙丁', '甲乙'], {
      minCount: 2,
      minFreedom: 0,
      minCohesion: 0,
    });
    // 12 units: the word xx, 5 × 甲, 5 × 乙, 丙, 丁 make 13.
    expect(first).toMatchObject({ phrase: '甲乙', count: 5 });
    expect(first?.cohesion).toBeCloseTo(Math.log2((5 * 13) / 25), 12);
  });
  it('joins words of other scripts with spaces', () => {
    const english = [
      'please ask customer service now',
      'the customer service failed',
      'customer service! good',
      'bad customer service',
      'my customer service agent',
    ];
    const found = newPhrases(english, { minCount: 3, minCohesion: 1 });
    expect(found.map((phrase) => phrase.phrase)).toEqual(['customer service']);
  });
  it('leaves out what is known, and finds nothing in nothing', () => {
    expect(newPhrases(texts, { known: new Set(['性价比']) }).map((phrase) => phrase.phrase)).not.toContain(
      '性价比',
    );
    expect(newPhrases([])).toEqual([]);
    expect(newPhrases(['', '👍', '\ud800', '!!!'])).toEqual([]);
  });
  it('refuses options out of range', () => {
    expect(() => newPhrases([], { maxLength: 1 })).toThrow(AnalyticsError);
    expect(() => newPhrases([], { maxLength: 13 })).toThrow(AnalyticsError);
    expect(() => newPhrases([], { minCohesion: Number.NaN })).toThrow(AnalyticsError);
    expect(() => newPhrases([], { minCount: 1 })).toThrow(AnalyticsError);
    expect(() => newPhrases(new Array<string>(17).fill('好'.repeat(1_000_000)))).toThrow(AnalyticsError);
  });
});

describe('topics', () => {
  const themes = [
    ['物流', '快递', '配送', '包裹', '派送'],
    ['电池', '屏幕', '充电', '死机', '发热'],
    ['客服', '态度', '回复', '敷衍', '耐心'],
  ];
  const texts = Array.from({ length: 90 }, (_, i) =>
    Array.from({ length: 4 }, () => pick(themes[i % 3] as string[])).join('，'),
  );
  it('finds planted themes, and tells them by their words', () => {
    const { topics: found, topicOf } = topics(texts, 3, { random: seeded(3) });
    expect(found).toHaveLength(3);
    for (let i = 3; i < texts.length; i++) expect(topicOf[i]).toBe(topicOf[i % 3]);
    for (const topic of found) {
      const theme = themes[(topic.examples[0] as number) % 3] as string[];
      expect(topic.size).toBe(30);
      expect(theme).toContain(topic.terms[0]?.term);
    }
  });
  it('is the same for the same random numbers', () => {
    expect(topics(texts, 4, { random: seeded(5) })).toEqual(topics(texts, 4, { random: seeded(5) }));
  });
  it('makes no more topics than there are different texts', () => {
    const { topics: found, topicOf } = topics(['物流很慢', '物流很慢', ''], 5, {
      random: seeded(1),
      maxShare: 1,
    });
    expect(found).toHaveLength(1);
    expect([...topicOf]).toEqual([0, 0, -1]);
  });
  it('groups nothing where there is nothing', () => {
    expect(topics([], 3, { random: seeded(1) })).toEqual({ topics: [], topicOf: new Int32Array(0) });
    expect(topics(['👍', ''], 3, { random: seeded(1) }).topics).toEqual([]);
  });
  it('refuses options out of range', () => {
    expect(() => topics(texts, 0, { random })).toThrow(AnalyticsError);
    expect(() => topics(texts, 2, { random, starts: 0 })).toThrow(AnalyticsError);
  });
});

describe('min-hash', () => {
  const sets = fc.uniqueArray(fc.integer({ min: 0, max: 40 })).map((list) => Uint32Array.from(list).sort());
  it('measures overlap as sets do', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const union = new Set([...a, ...b]).size;
        const common = [...a].filter((value) => b.includes(value)).length;
        expect(jaccard(a, b)).toBe(union === 0 ? 1 : common / union);
      }),
    );
  });
  it('estimates overlap without bias', () => {
    const uniform = seeded(7);
    for (const shared of [10, 50, 90]) {
      const truth = shared / 100;
      let total = 0;
      for (let trial = 0; trial < 60; trial++) {
        const draw = (count: number) => Array.from({ length: count }, () => Math.floor(uniform() * 2 ** 32));
        const common = draw(shared);
        const [a, b] = [0, 1].map(() =>
          Uint32Array.from([...common, ...draw((100 - shared) / 2)]).sort(),
        ) as [Uint32Array, Uint32Array];
        const [x, y] = [minHashSignature(a), minHashSignature(b)];
        total += x.filter((value, i) => value === y[i]).length / 128;
      }
      // Standard error of the mean: sqrt(s(1 - s) / (60 · 128)) ≤ 0.0057.
      expect(Math.abs(total / 60 - truth)).toBeLessThan(0.025);
    }
  });
  it('has the runs of a text, and none of an empty one', () => {
    expect(shingles('服务态度很好')).toHaveLength(4);
    expect(shingles('好')).toHaveLength(1);
    expect(shingles(' ，！')).toHaveLength(0);
    expect(shingles('好好好好好好')).toHaveLength(1);
    expect(() => shingles('a', 0)).toThrow(AnalyticsError);
  });
});

describe('nearDuplicates', () => {
  const letters = [
    ...'天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈',
  ];
  const long = () => Array.from({ length: 60 }, () => pick(letters));
  it('finds what comparing all pairs finds', () => {
    const texts: string[] = [];
    for (let i = 0; i < 60; i++) {
      const text = long();
      texts.push(text.join(''));
      const changed = text.slice();
      for (let k = 0; k < i % 8; k++) changed[Math.floor(random() * 60)] = pick(letters);
      texts.push(`${changed.join('')}！`);
    }
    const sets = texts.map((text) => shingles(text));
    const expected = new Set<string>();
    for (let i = 0; i < sets.length; i++) {
      for (let j = i + 1; j < sets.length; j++) {
        if (jaccard(sets[i] as Uint32Array, sets[j] as Uint32Array) >= 0.7) expected.add(`${i} ${j}`);
      }
    }
    const { groups, recallAtThreshold } = nearDuplicates(texts, { recall: 0.9999 });
    const found = groups.map((group) => group.members.map((member) => member.place).join(' '));
    expect(new Set(found)).toEqual(expected);
    expect(recallAtThreshold).toBeGreaterThanOrEqual(0.9999);
    for (const { members } of groups)
      for (const one of members) expect(one.similarity).toBeGreaterThanOrEqual(0.7);
  });
  it('sees through marks, width, case and script', () => {
    const { groups } = nearDuplicates([
      '客服態度很差，不解決問題ABC',
      '客服态度很差!不解决问题ａｂｃ。',
      '物流很快',
    ]);
    expect(groups).toEqual([
      {
        representative: 0,
        members: [
          { place: 0, similarity: 1 },
          { place: 1, similarity: 1 },
        ],
      },
    ]);
  });
  it('takes a hundred thousand copies of one text', () => {
    const { groups, compared } = nearDuplicates(new Array<string>(100_000).fill('好评！默认好评'));
    expect(groups[0]?.members).toHaveLength(100_000);
    expect(compared).toBe(0);
  });
  it('groups no texts without content, and none of none', () => {
    expect(nearDuplicates(['', '', '!!', ' ']).groups).toEqual([]);
    expect(nearDuplicates([]).groups).toEqual([]);
  });
  it('refuses what cannot be promised', () => {
    expect(() => nearDuplicates([], { threshold: 0 })).toThrow(AnalyticsError);
    expect(() => nearDuplicates(new Array<string>(2_000_001).fill(''))).toThrow(AnalyticsError);
    expect(() => nearDuplicates([], { threshold: 0.1, signature: 4 })).toThrow(AnalyticsError);
  });
});
