import { expect, test } from 'vitest';
import { linkMail } from './link-mail.ts';

const mail = (params: Record<string, string>) =>
  linkMail({
    to: 'a@example.com',
    locale: 'en',
    link: 'https://example.com/?a=1&b="2"',
    params,
    subject: { zh: '{name} 您好', en: 'Hello {name}' },
    before: [{ zh: '{name}', en: 'Dear {name}' }],
    button: { zh: '打开', en: 'Open' },
    after: [],
  });

test('names cannot bring markup into the mail, nor headers into its subject', () => {
  const { html, subject, plain } = mail({ name: '<script>alert(1)</script>\r\nBcc: all@example.com' });
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
  expect(html).toContain('href="https://example.com/?a=1&amp;b=&quot;2&quot;"');
  expect(subject).not.toMatch(/[\r\n]/);
  expect(plain).toContain('https://example.com/?a=1&b="2"');
});
