import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePhone } from './phone.rules.ts';

test.each([
  ['13812345678', '+8613812345678'],
  ['138 1234 5678', '+8613812345678'],
  ['１３８-１２３４-５６７８', '+8613812345678'],
  ['+86 138 1234 5678', '+8613812345678'],
  ['0086-13812345678', '+8613812345678'],
  ['8613812345678', '+8613812345678'],
  ['021-62345678', '+862162345678'],
  ['(021) 6234 5678', '+862162345678'],
  ['+86 (021) 62345678', '+862162345678'],
  ['010-62345678 转 801', '+861062345678;ext=801'],
  ['0571-87654321 ext. 12', '+8657187654321;ext=12'],
  ['0755-8765432', '+867558765432'],
  ['400-810-8888', '+864008108888'],
  ['95588', '95588'],
  ['0912345678', '+886912345678'],
  ['+1 (415) 555-2671', '+14155552671'],
  ['0044 20 7946 0958', '+442079460958'],
])('%s is %s', (given, expected) => expect(normalisePhone(given)).toBe(expected));

test.each([
  ['0912-345-678', '+886912345678'],
  ['(02) 2345-6789', '+886223456789'],
  ['886912345678', '+886912345678'],
  ['13812345678', '+8613812345678'],
])('dialled in Taiwan, %s is %s', (given, expected) => expect(normalisePhone(given, 'TW')).toBe(expected));

test.each([
  '',
  '无',
  '123',
  'call me',
  '138123456789012345',
  '+0123456789',
  '13812345678; drop table',
  'a@b.cn',
  '--',
  '+',
])('%s is no phone number', (given) => expect(normalisePhone(given)).toBeNull());

test('what was normalised stays as it is, in either region', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\+?[0-9 ()-]{5,20}$/),
      fc.constantFrom('CN' as const, 'TW' as const),
      (given, region) => {
        const once = normalisePhone(given, region);
        if (once?.startsWith('+')) expect(normalisePhone(once, region)).toBe(once);
      },
    ),
  );
});
