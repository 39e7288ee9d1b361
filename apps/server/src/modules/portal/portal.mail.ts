import type { Locale, Words } from '@jingyun/contracts';
import { linkMail } from '../../platform/mail/link-mail.ts';
import type { MailMessage } from '../../platform/mail/outbox.ts';

interface About {
  to: string;
  locale: Locale;
  organisation: string;
  number: number;
  subject: string;
  link: string;
}

const keepPrivate: Words = {
  zh: '凭此链接即可查看并回复该工单，30 天内有效，请勿转发。',
  en: 'Whoever has this link can read and answer the ticket, for 30 days. Please do not pass it on.',
};
const notYou: Words = {
  zh: '如果这不是您提交的，请忽略此邮件。',
  en: 'If this was not you, ignore this mail.',
};

const kinds = {
  received: {
    subject: { zh: '[#{number}] 我们已收到：{subject}', en: '[#{number}] We have received: {subject}' },
    before: {
      zh: '您好！{organisation} 已收到您的请求，编号 #{number}。点击下面的链接随时查看进展、补充说明。',
      en: 'Hello! {organisation} has received your request, number #{number}. Follow it and add to it here:',
    },
    after: [keepPrivate, notYou],
  },
  answered: {
    subject: { zh: '[#{number}] 您有新的回复：{subject}', en: '[#{number}] A new reply: {subject}' },
    before: {
      zh: '您好！{organisation} 回复了您的请求 #{number}。点击下面的链接查看并答复。',
      en: 'Hello! {organisation} has answered your request #{number}. Read the answer and reply here:',
    },
    after: [keepPrivate],
  },
  asked: {
    subject: { zh: '[#{number}] 新的查看链接', en: '[#{number}] A new link to your request' },
    before: {
      zh: '您好！这是您索取的工单 #{number} 的新链接。此前的链接已失效。',
      en: 'Hello! Here is the new link to your request #{number}. Earlier links no longer work.',
    },
    after: [keepPrivate, notYou],
  },
} as const satisfies Record<string, { subject: Words; before: Words; after: readonly Words[] }>;

/** A mail with the link to one ticket. What was said is not in it: mail is no safe place for it. */
export function ticketLinkMail(kind: keyof typeof kinds, about: About): MailMessage {
  const { to, locale, link, organisation, number, subject } = about;
  const words = kinds[kind];
  return linkMail({
    to,
    locale,
    link,
    params: { organisation, number: String(number), subject },
    subject: words.subject,
    before: [words.before],
    button: { zh: '查看工单', en: 'Open the ticket' },
    after: [...words.after],
  });
}
