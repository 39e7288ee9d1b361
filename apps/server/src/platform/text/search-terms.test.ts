import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';
import { searchQuery, textTerms } from './search-terms.ts';

describe('normalise', () => {
  it('makes simplified and traditional, full-width and upper case alike', () => {
    expect(normalise('洗衣機漏水 ABC123')).toBe(normalise('洗衣机漏水 abc123'));
  });
});

describe('textTerms', () => {
  it('finds a Chinese text by its words, long and short', () => {
    expect(textTerms('洗衣机脱水时噪音很大')).toEqual(
      expect.arrayContaining(['洗衣机', '洗衣', '脱水', '噪音']),
    );
  });
  it('keeps codes whole and in parts', () => {
    expect(textTerms('单号 SF-20260301,邮箱 li@example.com')).toEqual(
      expect.arrayContaining(['sf-20260301', '20260301', 'sf', 'li@example.com']),
    );
  });
  it('parts letters and digits from the Chinese beside them', () => {
    expect(textTerms('3g网络与VIP客户')).toEqual(expect.arrayContaining(['3g', '网络', 'vip', '客户']));
    expect(searchQuery('iphone手机')?.words).toBe("'iphone' & '手机'");
  });
  it('leaves out what every text has, and stops at the limit', () => {
    expect(textTerms('the 的 refund')).toEqual(['refund']);
    expect(textTerms(Array.from({ length: 50 }, (_, i) => `w${i}`).join(' '), 10)).toHaveLength(10);
  });
});

describe('searchQuery', () => {
  it('asks for all words, the last one also by its beginning', () => {
    expect(searchQuery('洗衣機 refu')).toEqual({
      words: "'洗衣机' & 'refu'",
      beginning: "'洗衣机' & 'refu':*",
    });
    expect(searchQuery('refund 洗衣機')).toEqual({ words: "'refund' & '洗衣机'", beginning: null });
  });
  it('has nothing to ask where there are no words', () => {
    expect(searchQuery('  ,。!& | !')).toBeNull();
    expect(searchQuery('的')).toBeNull();
  });
  it('cannot be broken out of', () => {
    expect(searchQuery("a' | 'b\\ & !c")?.words).not.toMatch(/[|!\\]/);
  });
});
