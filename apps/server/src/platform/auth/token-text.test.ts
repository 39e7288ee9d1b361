import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeApiKey, makeToken, readApiKey, readToken } from './token-text.ts';

test('a token names its organisation and proves itself by hash', () => {
  fc.assert(
    fc.property(fc.uuid({ version: [1, 4, 7] }), (orgId) => {
      const token = makeToken(orgId);
      expect(readToken(token.text)).toEqual({ orgId, secretHash: token.secretHash });
      const key = makeApiKey(orgId);
      expect(readApiKey(key.text)).toEqual({ orgId, secretHash: key.secretHash });
    }),
  );
});

test('the shown prefix of a key does not give its secret away', () => {
  const key = makeApiKey('0192f0c1-2345-7abc-8def-0123456789ab');
  expect(key.text).toMatch(/^jy_[0-9A-Za-z]{22}_[0-9A-Za-z]{43}$/);
  expect(key.prefix.length).toBeLessThan(15);
});

test.each([
  '',
  'jy_',
  'jy_short_secret',
  `jy_${'z'.repeat(22)}_${'a'.repeat(43)}`,
  `jy_${'0'.repeat(22)}_${'a'.repeat(42)}`,
  `jy_${'0'.repeat(22)}_${'a'.repeat(44)}`,
  `jy_${'0'.repeat(21)}'_${'a'.repeat(43)}`,
])('text that is no key is refused: %s', (text) => {
  expect(readApiKey(text)).toBeNull();
});
