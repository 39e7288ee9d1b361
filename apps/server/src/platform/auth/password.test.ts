import { expect, test } from 'vitest';
import { hashPassword, isWeakPassword, verifyPassword } from './password.ts';

test('a hash proves its password and no other, and two hashes of one password differ', async () => {
  const [one, two] = await Promise.all([
    hashPassword('正确 的 密码 长一点'),
    hashPassword('正确 的 密码 长一点'),
  ]);
  expect(one).not.toBe(two);
  expect(await verifyPassword({ hash: one, password: '正确 的 密码 长一点' })).toBe(true);
  expect(await verifyPassword({ hash: one, password: '正确 的 密码 长一点 ' })).toBe(false);
});

test('full-width and composed forms of one password are the same password', async () => {
  const hash = await hashPassword('ａｂｃ－é－１２３４５');
  expect(await verifyPassword({ hash, password: 'abc-e\u0301-12345' })).toBe(true);
});

test('a damaged hash proves nothing', async () => {
  for (const hash of ['', 'scrypt', 'bcrypt$1$2$3$a$b', 'scrypt$16384$8$5$c2FsdA$'])
    expect(await verifyPassword({ hash, password: 'anything at all' })).toBe(false);
});

const about = { name: 'Wang Xiaoming', email: 'xiaoming.wang@example.com' };

test.each([
  'password123',
  'PASSWORD123',
  '1234567890',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'abcdefghijkl',
  '9876543210',
])('common and patterned passwords are weak: %s', (password) =>
  expect(isWeakPassword(password, about)).toBe(true),
);

test.each(['xiaoming.wang', 'xiaoming.wang2026!', 'wangxiaoming99', 'xiaoming.wang@example.com'])(
  "the person's own data is weak: %s",
  (password) => expect(isWeakPassword(password, about)).toBe(true),
);

test.each(['correct horse battery', '浙A-8842 停在三楼', 'xiaoming rides to work', 'kdJ8-sk2L-pq0V'])(
  'an unusual one is not: %s',
  (password) => expect(isWeakPassword(password, about)).toBe(false),
);
