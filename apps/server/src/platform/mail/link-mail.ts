import type { Locale, Words } from '@jingyun/contracts';
import { say } from '../i18n/server-words.ts';
import type { MailMessage } from './outbox.ts';

interface LinkMail {
  to: string;
  locale: Locale;
  link: string;
  subject: Words;
  /** Paragraphs before the link, and after it. */
  before: Words[];
  button: Words;
  after: Words[];
  params: Record<string, string>;
}

/** A short mail around one link. Every value is escaped: names come from users. */
export function linkMail(mail: LinkMail): MailMessage {
  const words = (text: Words) => say(text, mail.locale, mail.params);
  const html = (text: Words) => `<p>${escapeHtml(words(text))}</p>`;
  return {
    to: mail.to,
    subject: words(mail.subject).replace(/[\r\n]+/g, ' '),
    plain: [...mail.before.map(words), mail.link, ...mail.after.map(words)].join('\n\n'),
    html: [
      `<!doctype html><html lang="${mail.locale}"><body style="font:15px/1.6 system-ui,sans-serif;color:#222">`,
      ...mail.before.map(html),
      `<p><a href="${escapeHtml(mail.link)}" style="display:inline-block;padding:8px 20px;background:#1459c8;color:#fff;border-radius:6px;text-decoration:none">${escapeHtml(words(mail.button))}</a></p>`,
      `<p style="color:#666;font-size:13px">${escapeHtml(mail.link)}</p>`,
      ...mail.after.map(html),
      '</body></html>',
    ].join('\n'),
  };
}

/** Text as it may stand in HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
