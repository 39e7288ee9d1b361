import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { aspectSentiments } from './aspect-sentiments.ts';
import { builtinSentimentModel } from './builtin-sentiment-model.ts';
import { classifySentiment } from './sentiment.ts';
import { forEachNgram, LEXICON_FEATURES } from './sentiment-features.ts';
import { loadSentimentModel, packSentimentModel } from './sentiment-model.ts';
import { prepareForReading, readSentiment } from './sentiment-reading.ts';

const model = builtinSentimentModel();
const polarity = (text: string) => classifySentiment(model, text).polarity;
const read = (text: string) => readSentiment(prepareForReading(text));

describe('classifySentiment', () => {
  test.each([
    ['质量很好，物流也快，非常满意', 'positive'],
    ['太差了，用了两天就坏，客服不理人', 'negative'],
    ['品質很好，非常滿意', 'positive'],
    ['態度惡劣，再也不會來了', 'negative'],
    ['Excellent quality and friendly staff', 'positive'],
    ['Terrible service, the product is broken', 'negative'],
    ['👍👍👍', 'positive'],
    ['[怒][怒]', 'negative'],
    ['请问你们几点下班', 'neutral'],
    ['The parcel arrived on Tuesday', 'neutral'],
  ])('%s is %s', (text, expected) => expect(polarity(text)).toBe(expected));

  test.each(['', '   ', '！？…', '🧊🪨', '\ud800', 'сервис плохой', 'asdf', '12345'])(
    'knows nothing of %j',
    (text) => expect(classifySentiment(model, text)).toMatchObject({ polarity: 'neutral', probability: 0.5 }),
  );

  it('reads the beginning of a text of a million characters', () => {
    expect(polarity('很满意，'.repeat(250_000))).toBe('positive');
    expect(polarity(`${'差评，'.repeat(10_000)}${'好评，'.repeat(300_000)}`)).toBe('negative');
  });

  it('flags what is harder than its words', () => {
    const flags = (text: string) => classifySentiment(model, text).flags;
    expect(flags('味道不好')).toEqual({ negated: true, mixed: false, sarcasmProne: false });
    expect(flags('味道好，但是太贵')).toMatchObject({ mixed: true });
    expect(flags('呵呵，服务真好')).toMatchObject({ sarcasmProne: true });
    expect(flags('等了三个小时才送到，真棒')).toMatchObject({ sarcasmProne: true });
    expect(flags('不错，特别满意')).toEqual({ negated: false, mixed: false, sarcasmProne: false });
  });

  it('gives a probability and never fails, whatever the text', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'好差不没很但是呵"👍:[泪] abnot\'1.,，。！\ud800') }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const { probability, score } = classifySentiment(model, text);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(Number.isFinite(score)).toBe(true);
      }),
    );
  });

  it('answers the same whatever it was asked before', () => {
    const first = classifySentiment(model, '还可以吧，就是有点贵');
    classifySentiment(model, '完全不同的一段话，很差');
    expect(classifySentiment(model, '还可以吧，就是有点贵')).toEqual(first);
  });

  it('widens and narrows what is neutral', () => {
    const { probability } = classifySentiment(model, '质量不错');
    expect(classifySentiment(model, '质量不错', { neutralBand: probability - 0.5 + 0.01 }).polarity).toBe(
      'neutral',
    );
    expect(classifySentiment(model, '质量不错', { neutralBand: 0 }).polarity).toBe('positive');
    expect(() => classifySentiment(model, '好', { neutralBand: 0.6 })).toThrow(AnalyticsError);
  });
});

describe('readSentiment', () => {
  test.each([
    ['不好', 0, 1],
    ['不是很好', 0, 1],
    ['不得不说很好', 1, 0],
    ['没有问题', 1, 0],
    ['不是不好', 1, 0],
    ['不，很好', 1, 0],
    ['特别的故事', 0, 0],
    ['not good', 0, 1],
    ["doesn't work, not very friendly", 0, 2],
    ['not bad at all', 1, 0],
  ])('%s: %i good, %i bad', (text, positive, negative) =>
    expect(read(text)).toMatchObject({ positive, negative }),
  );

  it('tells what comes after a contrast from what comes before', () => {
    expect(read('味道好，但是太贵')).toMatchObject({ contrast: true, afterContrast: -1, first: 1, last: -1 });
    expect(read('The room was dirty but staff were kind')).toMatchObject({
      contrast: true,
      afterContrast: 1,
    });
  });
});

describe('loadSentimentModel', () => {
  /** A model of one n-gram of the text, which pulls to one side. */
  function tiny(text: string, weight: number) {
    const hashes = new Set<number>();
    forEachNgram(read(text), (hash) => hashes.add(hash));
    const sorted = Uint32Array.from(hashes).sort();
    return packSentimentModel({
      hashes: sorted,
      weights: new Float64Array(sorted.length).fill(weight),
      lexiconWeights: new Float64Array(LEXICON_FEATURES),
      bias: 0.25,
      slope: 1,
      offset: 0,
    });
  }
  it('gives back what was packed', () => {
    const loaded = loadSentimentModel(tiny('豆腐', 2));
    expect(loaded.bias).toBe(0.25);
    // 9 different n-grams of 4 units (space, 2 characters, space), each of weight 2: 18 / sqrt(9).
    expect(loaded.ngrams).toBe(8);
    expect(classifySentiment(loaded, '豆腐').score).toBeCloseTo(0.25 + 16 / Math.sqrt(8), 5);
    expect(classifySentiment(loaded, '白菜').score).toBe(0);
  });
  it('refuses what is no model', () => {
    const good = tiny('豆腐', 2);
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(500),
      good.slice(0, -1),
      good.slice(0, 210),
      Uint8Array.from([...good, 0]),
      good.with(4, 255),
      good.with(11, 0x7f).with(10, 0x80),
    ]) {
      expect(() => loadSentimentModel(bytes)).toThrow(AnalyticsError);
    }
  });
  it('never fails in another way, whatever is changed in the bytes', () => {
    const good = tiny('豆腐很好', -1);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, value) => {
        try {
          loadSentimentModel(good.with(at, value));
        } catch (error) {
          expect(error).toBeInstanceOf(AnalyticsError);
        }
      }),
    );
  });
});

describe('aspectSentiments', () => {
  const summary = (text: string) =>
    Object.fromEntries(aspectSentiments(model, text).map(({ aspect, polarity: mood }) => [aspect, mood]));
  it('tells good from bad by aspect, in either script', () => {
    expect(summary('服务员很热情，但是等了两个小时，价格太贵')).toEqual({
      attitude: 'positive',
      process: 'negative',
      price: 'negative',
    });
    expect(summary('服務員很熱情，但是價格太貴')).toEqual({ attitude: 'positive', price: 'negative' });
  });
  it('reads English', () => {
    expect(summary('Very friendly staff, terrible food, and a great price')).toEqual({
      product: 'negative',
      attitude: 'positive',
      price: 'positive',
    });
  });
  it('shows the clauses it goes by, as they stand in the text', () => {
    const text = '品質不錯， 就是太貴了！！';
    for (const { evidence } of aspectSentiments(model, text)) {
      for (const { start, end, text: part } of evidence) expect(text.slice(start, end)).toBe(part);
    }
    expect(aspectSentiments(model, text).map((found) => found.evidence.map((clause) => clause.text))).toEqual(
      [['品質不錯'], ['就是太貴了']],
    );
  });
  it('calls an aspect mixed of which both is said', () => {
    expect(summary('屏幕很漂亮，电池太差')).toEqual({ product: 'mixed' });
  });
  it('has nothing to say where nothing is named', () => {
    expect(aspectSentiments(model, '')).toEqual([]);
    expect(aspectSentiments(model, '👍👍')).toEqual([]);
    expect(aspectSentiments(model, '哈哈哈')).toEqual([]);
  });
});
