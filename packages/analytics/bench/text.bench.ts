import { seeded } from '../src/testing.ts';
import { builtinSentimentModel } from '../src/text/builtin-sentiment-model.ts';
import { SENTIMENT_MODEL } from '../src/text/data/sentiment-model.generated.ts';
import {
  charactersAndPairs,
  classifySentiment,
  fitTransformTfidf,
  jaccard,
  loadSentimentModel,
  nearDuplicates,
  normalizeText,
  shingles,
} from '../src/text/index.ts';
import { type Comparison, median } from './harness.ts';

/** Short texts of the length of reviews, put together from words of the trade. */
function madeReviews(count: number): string[] {
  const random = seeded(4);
  const parts =
    '物流很快 包装破损 客服态度很好 等了两个小时 质量不错 价格太贵 味道一般 師傅很專業 没人接电话 下次还来 屏幕有划痕 安装收费不合理 回复及时 颜色和图片不符 孩子很喜欢 用了一周就坏了 性价比高 退款一直不处理'.split(
      ' ',
    );
  return Array.from({ length: count }, (_, i) => {
    const words = Array.from(
      { length: 2 + Math.floor(random() * 6) },
      () => parts[Math.floor(random() * parts.length)],
    );
    return `${words.join('，')}。${i}`;
  });
}

export default function run(): Comparison[] {
  const texts = madeReviews(20_000);
  const thousand = texts.slice(0, 1000);
  const bytes = Uint8Array.from(atob(SENTIMENT_MODEL), (byte) => byte.charCodeAt(0));
  const model = builtinSentimentModel();
  return [
    {
      name: 'text: sentiment of 20 k short texts',
      ours: median(() => texts.map((text) => classifySentiment(model, text).probability), 3),
      reference: 1000,
      referenceName: '20,000 texts a second (the aim)',
    },
    {
      name: 'text: load the sentiment model',
      ours: median(() => loadSentimentModel(bytes)),
      reference: 50,
      referenceName: '50 ms (the aim)',
    },
    {
      name: 'text: normalise 20 k short texts',
      ours: median(() => texts.map((text) => normalizeText(text)), 3),
      reference: median(() => texts.map((text) => text.normalize('NFKC').toLowerCase()), 3),
      referenceName: 'NFKC and lower case alone',
    },
    {
      name: 'text: tf-idf of 20 k short texts',
      ours: median(() => fitTransformTfidf(texts), 3),
      reference: median(() => plainTfidf(texts), 3),
      referenceName: 'maps of strings, a row each',
    },
    {
      name: 'text: near duplicates among 1 k texts',
      ours: median(() => nearDuplicates(thousand), 3),
      reference: median(() => allPairs(thousand), 1),
      referenceName: 'all pairs, exactly',
    },
    {
      name: 'text: near duplicates among 20 k texts',
      ours: median(() => nearDuplicates(texts), 1),
      reference: 400 * median(() => allPairs(thousand), 1),
      referenceName: 'all pairs, from 1 k',
    },
  ];
}

function plainTfidf(texts: readonly string[]): Map<string, number>[] {
  const counts = texts.map((text) => {
    const row = new Map<string, number>();
    for (const term of charactersAndPairs(normalizeText(text))) row.set(term, (row.get(term) ?? 0) + 1);
    return row;
  });
  const within = new Map<string, number>();
  for (const row of counts) for (const term of row.keys()) within.set(term, (within.get(term) ?? 0) + 1);
  return counts.map((row) => {
    const weights = [...row].map(([term, count]): [string, number] => [
      term,
      (1 + Math.log(count)) * (Math.log((1 + texts.length) / (1 + (within.get(term) ?? 0))) + 1),
    ]);
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    return new Map(weights.map(([term, weight]) => [term, weight / length]));
  });
}

function allPairs(texts: readonly string[]): number {
  const sets = texts.map((text) => shingles(text));
  let found = 0;
  for (let i = 0; i < sets.length; i++) {
    for (let j = 0; j < i; j++) {
      if (jaccard(sets[i] as Uint32Array, sets[j] as Uint32Array) >= 0.7) found++;
    }
  }
  return found;
}
