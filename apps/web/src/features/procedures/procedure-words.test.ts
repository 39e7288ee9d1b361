import { procedureWordsFor } from '@jingyun/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textFor, withText } from './procedure-words.ts';

const locale = fc.constantFrom('zh-CN' as const, 'zh-TW' as const, 'en' as const);
const words = fc.record(
  { 'zh-CN': fc.string(), 'zh-TW': fc.string(), en: fc.string() },
  { requiredKeys: [] },
);

test('a text falls back as the server lets it', () => {
  fc.assert(
    fc.property(words, locale, locale, (given, reader, own) => {
      expect(textFor(given, reader, own)).toBe(procedureWordsFor(given, reader, own));
    }),
  );
});

test('a language that is emptied is left out, and the last one leaves nothing', () => {
  expect(withText({ 'zh-CN': '受理', en: 'Receive' }, 'en', '')).toEqual({ 'zh-CN': '受理' });
  expect(withText({ 'zh-CN': '受理' }, 'zh-CN', '')).toBeUndefined();
  expect(withText(undefined, 'en', 'Receive')).toEqual({ en: 'Receive' });
});
