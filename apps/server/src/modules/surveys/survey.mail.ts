import {
  isScore,
  type Locale,
  type SurveyContent,
  surveyScales,
  surveyText,
  type Words,
} from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import { escapeHtml } from '../../platform/mail/link-mail.ts';
import type { MailMessage } from '../../platform/mail/outbox.ts';

interface About {
  to: string;
  locale: Locale;
  organisation: string;
  /** The ticket that is asked about. */
  number: number | null;
  content: SurveyContent;
  url: string;
}

const words = {
  subject: { zh: '{title}（工单 #{number}）', en: '{title} (request #{number})' },
  subjectAlone: { zh: '{title}', en: '{title}' },
  reminder: { zh: '温馨提醒：{subject}', en: 'A reminder: {subject}' },
  hello: {
    zh: '您好！{organisation} 想听听您的意见，只需一分钟。',
    en: 'Hello! {organisation} would like to hear from you. It takes a minute.',
  },
  open: { zh: '打开问卷', en: 'Open the survey' },
  score: {
    zh: '点击分数即可打开问卷，确认后才会提交。',
    en: 'A score opens the survey; nothing is sent before you confirm it there.',
  },
  once: {
    zh: '此链接仅供您本人使用，只能作答一次。',
    en: 'This link is yours and takes one answer. Please do not pass it on.',
  },
} as const satisfies Record<string, Words>;

/**
 * The mail that asks. Where the survey begins with a score, each score is a link. It leads to the page with the
 * score chosen, and the page asks to confirm: programs that open the links of mails to look for harm answer nothing.
 */
export function invitationMail(about: About, kind: 'first' | 'reminder'): MailMessage {
  const { locale, content, url, to } = about;
  const place = (text: Words, params: Record<string, string> = {}) => say(text, locale, params);
  const own = (text: SurveyContent['title']) => surveyText(text, locale, content.locale);
  const title = own(content.title);
  const subject =
    about.number === null
      ? place(words.subjectAlone, { title })
      : place(words.subject, { title, number: String(about.number) });
  const hello = place(words.hello, { organisation: about.organisation });
  const intro = content.intro === undefined ? [] : [own(content.intro)];
  const first = content.questions[0];
  const scores = first !== undefined && isScore(first) ? linksOf(url, first.kind) : [];
  const question = scores.length > 0 && first !== undefined ? own(first.title) : null;
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  return {
    to,
    subject: (kind === 'first' ? subject : place(words.reminder, { subject })).replace(/[\r\n]+/g, ' '),
    plain: [
      hello,
      ...intro,
      ...(question === null
        ? []
        : [question, scores.map(({ score, link }) => `${score}: ${link}`).join('\n')]),
      ...(question === null ? [url] : [place(words.score)]),
      place(words.once),
    ].join('\n\n'),
    html: [
      `<!doctype html><html lang="${locale}"><body style="font:15px/1.6 system-ui,sans-serif;color:#222">`,
      paragraph(hello),
      ...intro.map(paragraph),
      ...(question === null ? [] : [`<p><strong>${escapeHtml(question)}</strong></p>`, buttons(scores)]),
      `<p><a href="${escapeHtml(url)}" style="color:#1459c8">${escapeHtml(place(words.open))}</a></p>`,
      ...(question === null ? [] : [paragraph(place(words.score))]),
      `<p style="color:#666;font-size:13px">${escapeHtml(place(words.once))}</p>`,
      '</body></html>',
    ].join('\n'),
  };
}

function linksOf(url: string, kind: keyof typeof surveyScales) {
  const { min, max } = surveyScales[kind];
  return Array.from({ length: max - min + 1 }, (_, index) => ({
    score: min + index,
    link: `${url}?score=${min + index}`,
  }));
}

function buttons(scores: readonly { score: number; link: string }[]): string {
  const style =
    'display:inline-block;min-width:24px;padding:8px 6px;margin:2px;border:1px solid #1459c8;border-radius:6px;color:#1459c8;text-align:center;text-decoration:none';
  const links = scores.map(
    ({ score, link }) => `<a href="${escapeHtml(link)}" style="${style}">${score}</a>`,
  );
  return `<p>${links.join('')}</p>`;
}
