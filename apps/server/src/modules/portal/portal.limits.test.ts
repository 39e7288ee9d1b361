import { expect, test } from 'vitest';
import { networkOf } from './portal.limits.ts';

test('an IPv6 subscriber is one address, however many they use', () => {
  const network = (ip: string) => networkOf({ ip });
  expect(network('192.0.2.7')).toBe('192.0.2.7');
  expect(network('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(network('2001:db8:1:2::9')).toBe('2001:db8:1:2');
  expect(network('2001:db8::9')).toBe('2001:db8:0:0');
  expect(network('::1')).toBe('0:0:0:0');
  expect(network('::ffff:192.0.2.7')).toBe('::ffff:192.0.2.7');
});
