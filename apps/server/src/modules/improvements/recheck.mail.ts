import type { CheckResult, Locale } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import { linkMail } from '../../platform/mail/link-mail.ts';
import type { MailMessage } from '../../platform/mail/outbox.ts';
import { resultWords } from './improvement.words.ts';

/** Tells the owner of a closed improvement that its effect is not to be seen any more. */
export function recheckMail(about: {
  to: string;
  locale: Locale;
  organisation: string;
  title: string;
  days: number;
  result: CheckResult;
  link: string;
}): MailMessage {
  const { to, locale, link, organisation, title, days, result } = about;
  return linkMail({
    to,
    locale,
    link,
    subject: { zh: '改进效果未能保持：{title}', en: 'The effect has not lasted: {title}' },
    before: [
      {
        zh: '{organisation} 的改进项目“{title}”以“有效”关闭 {days} 天后复查，结果为：{result}。',
        en: 'The improvement "{title}" of {organisation} was checked again {days} days after it was closed as effective. Result: {result}.',
      },
    ],
    button: { zh: '查看复查结果', en: 'See the recheck' },
    after: [
      {
        zh: '项目不会自动重新打开。如需继续，请发起新的改进项目。',
        en: 'Nothing is reopened by itself. Open a new improvement to go on.',
      },
    ],
    params: { organisation, title, days: String(days), result: say(resultWords[result], locale) },
  });
}
