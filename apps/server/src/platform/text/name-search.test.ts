import { expect, test } from 'vitest';
import { likePattern, nameQuery, nameSearchText } from './name-search.ts';

const finds = (query: string, name: string) => nameSearchText(name).includes(nameQuery(query).slice(1, -1));

test.each([
  ['張偉', '张伟'],
  ['张伟', '張偉'],
  ['zhangwei', '张伟'],
  ['ZhangWei', '張偉'],
  ['zw', '张伟'],
  ['单', '单雄信'],
  ['伟', '张伟'],
  ['雄信', '单雄信'],
  ['有限公司', '上海广汽销售有限公司'],
  ['shan', '单雄信'],
  ['zengguofan', '曾国藩'],
  ['上海', '上海广汽销售有限公司'],
  ['ACME', 'Acme Trading Co.'],
  ['ａｃｍｅ', 'ACME'],
])('%s finds %s', (query, name) => expect(finds(query, name)).toBe(true));

test('a name does not match what it does not hold', () => {
  expect(finds('liwei', '张伟')).toBe(false);
  expect(finds('王', '张伟')).toBe(false);
});

test('signs of LIKE are taken literally', () => {
  expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%');
});
