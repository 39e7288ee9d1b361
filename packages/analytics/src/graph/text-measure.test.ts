import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textSetter, textWidth } from './text-measure.ts';

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['首次响应', 40],
    ['ab', 11],
    ['Ａ１，', 30],
    ['가나', 20],
    ['かな', 20],
    ['é', 5.5],
    ['𠮷', 10],
    ['😀', 10],
    ['a\u200db', 11],
  ])('of %j is %f at size 10', (text, width) => {
    expect(textWidth(text, 10)).toBeCloseTo(width, 12);
  });

  it('refuses a size that is not above 0', () => {
    expect(() => textWidth('a', 0)).toThrow('size');
  });
});

describe('textSetter', () => {
  const set = textSetter({
    measure: (text) => [...text].length * 10,
    maxWidth: 50,
    lineHeight: 10,
    padding: 2,
  });

  it.each([
    ['one two', ['one', 'two']],
    ['a b c d', ['a b c', 'd']],
    ['abcdefgh', ['abcde', 'fgh']],
    ['首次响应超时', ['首次响应超', '时']],
    ['首次响应超。时', ['首次响应', '超。时']],
    ['首次abcd', ['首次', 'abcd']],
    ['one\ntwo', ['one', 'two']],
    ['', ['']],
  ])('breaks %j into lines', (text, lines) => {
    expect(set(text).lines).toEqual(lines);
  });

  it('fits the box around the lines', () => {
    expect(set('one twoo')).toEqual({ lines: ['one', 'twoo'], width: 44, height: 24 });
  });

  it('loses no character but spaces at line ends, and makes no line too wide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { lines } = set(text);
        const solid = (part: string): string => part.replaceAll(/\s/gu, '');
        expect(solid(lines.join(''))).toBe(solid(text));
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
