import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test('sign-in leads back into the console and nowhere else', () => {
  expect(safeNext('/tickets?status=open')).toBe('/tickets?status=open');
  for (const hostile of [
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/sign-in?next=/',
  ]) {
    expect(safeNext(hostile)).toBe('/');
  }
});
