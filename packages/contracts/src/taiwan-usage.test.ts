import { expect, test } from 'vitest';
import { inTaiwanUsage } from './taiwan-usage.ts';

test('a ticket has a 類型, and a number that is one already stays so', () => {
  expect(inTaiwanUsage('工單型別與手機號')).toBe('工單類型與手機號碼');
  expect(inTaiwanUsage('手機號碼、郵箱、回復')).toBe('手機號碼、電子信箱、回覆');
});
