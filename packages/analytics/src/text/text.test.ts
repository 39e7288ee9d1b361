import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AnalyticsError } from '../errors.ts';
import { foldSimplified } from './fold-simplified.ts';
import { normalizeText } from './normalize-text.ts';
import { charactersAndPairs, intlSegmenter } from './segment.ts';
import { splitClauses } from './split-clauses.ts';

/** Texts with whatever a customer, or somebody hostile, may paste. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'客服態度很差好！，。 \n\tＡb1é👍🏽👨‍👩‍👧\u200b\ud800İﬁ㍿…') }),
);

describe('normalizeText', () => {
  test.each([
    ['ＡＰＰ　態度很差', 'app 态度很差'],
    ['１２３％', '123%'],
    ['  a \n\t b  ', 'a b'],
    ['ﬁne', 'fine'],
    ['有\u200b隐\u00ad藏\ufeff', '有隐藏'],
    ['', ''],
    ['\ud800', '\ufffd'],
    ['กขค Привет', 'กขค привет'],
  ])('%j becomes %j', (text, expected) => expect(normalizeText(text)).toBe(expected));

  it('cuts runs of one character, not of two', () => {
    expect(normalizeText('好好好好棒棒哈哈哈!!!!', { repeats: 2 })).toBe('好好棒棒哈哈!!');
    expect(normalizeText('😀😀😀哈', { repeats: 1 })).toBe('😀哈');
    expect(normalizeText('abababab', { repeats: 1 })).toBe('abababab');
  });

  it('keeps emoji, tells them in words, or takes them out', () => {
    expect(normalizeText('赞👍🏽')).toBe('赞👍🏽');
    expect(normalizeText('赞👍🏽', { emoji: 'words' })).toBe('赞:approval:');
    expect(normalizeText('赞👍🏽👨‍👩‍👧!', { emoji: 'remove' })).toBe('赞!');
    expect(normalizeText('[怒][没有的]:-) 8:) a:b (:d', { emoji: 'words' })).toBe(
      ':anger:[没有的]:joy: 8:) a:b (:joy:',
    );
    expect(normalizeText('1# ©', { emoji: 'remove' })).toBe('1# ©');
  });

  it('keeps case and script where it is told to', () => {
    expect(normalizeText('APP 態度', { lowerCase: false, simplified: false })).toBe('APP 態度');
  });

  it('changes nothing a second time', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(0, 1, 2), (text, repeats) => {
        const once = normalizeText(text, { repeats });
        expect(normalizeText(once, { repeats })).toBe(once);
      }),
    );
  });

  it('refuses a limit that is none', () => {
    expect(() => normalizeText('a', { repeats: -1 })).toThrow(AnalyticsError);
  });

  it('reads a text of a million characters', () => {
    expect(normalizeText('服務　'.repeat(333_333))).toHaveLength(999_998);
  });
});

describe('foldSimplified', () => {
  test.each([
    ['客服態度惡劣，不解決問題，還掛斷電話', '客服态度恶劣，不解决问题，还挂断电话'],
    ['這款洗衣機漏水，維修師傅來了兩次都沒修好', '这款洗衣机漏水，维修师傅来了两次都没修好'],
    ['裡面為什麼著涼', '里面为什么着凉'],
    ['衞生間裏', '卫生间里'],
  ])('%s is %s', (traditional, simplified) => expect(foldSimplified(traditional)).toBe(simplified));
  it('leaves simplified text as it is', () => {
    const text = '态度不错，后台系统里面有干货，发现问题及时处理';
    expect(foldSimplified(text)).toBe(text);
  });
  it('changes nothing a second time, whatever the character', () => {
    for (let code = 0x3400; code <= 0x9fff; code++) {
      const once = foldSimplified(String.fromCharCode(code));
      expect(foldSimplified(once)).toBe(once);
    }
  });
});

describe('charactersAndPairs', () => {
  it('gives Chinese by characters and pairs, the rest by words', () => {
    expect(charactersAndPairs('洗衣机 abc-1, 3g网')).toEqual([
      '洗',
      '洗衣',
      '衣',
      '衣机',
      '机',
      'abc-1',
      '3g',
      '网',
    ]);
  });
  it('pairs characters beyond the basic plane as a whole', () => {
    expect(charactersAndPairs('𠮷野')).toEqual(['𠮷', '𠮷野', '野']);
  });
  it('finds nothing in marks, emoji and the empty text', () => {
    expect(charactersAndPairs('')).toEqual([]);
    expect(charactersAndPairs('！？… 👍🎉 \ud800')).toEqual([]);
  });
});

describe('intlSegmenter', () => {
  it('cuts words and leaves marks out', () => {
    expect(intlSegmenter('en')('Fast delivery, thanks!')).toEqual(['Fast', 'delivery', 'thanks']);
    expect(intlSegmenter()('客服态度很好。').join('')).toBe('客服态度很好');
  });
  it('refuses what is no language', () => {
    expect(() => intlSegmenter('no language')).toThrow(AnalyticsError);
  });
});

describe('splitClauses', () => {
  const texts = (text: string) => splitClauses(text).map((clause) => clause.text);
  it('cuts at marks, spaces after Chinese, and before contrasts', () => {
    expect(texts('味道不错，但是太贵了')).toEqual(['味道不错', '但是太贵了']);
    expect(texts('送货快但是包装破了 退了3.5元')).toEqual(['送货快', '但是包装破了', '退了3.5元']);
    expect(texts('Nice phone but the battery died. Sad!')).toEqual([
      'Nice phone',
      'but the battery died',
      'Sad',
    ]);
    expect(texts('！！！ …')).toEqual([]);
  });
  it('gives places that cut exactly its text out', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0;
        for (const { start, end, text: part } of splitClauses(text)) {
          expect(text.slice(start, end)).toBe(part);
          expect(start).toBeGreaterThanOrEqual(before);
          before = end;
        }
      }),
    );
  });
});
