import { type ChartRule, chartRuleWords, type Locale } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import { linkMail } from '../../platform/mail/link-mail.ts';
import type { MailMessage } from '../../platform/mail/outbox.ts';

/** Tells the owner of a chart that it signals. */
export function alertMail(about: {
  to: string;
  locale: Locale;
  organisation: string;
  chart: string;
  rule: ChartRule;
  date: string;
  link: string;
}): MailMessage {
  const { to, locale, link, organisation, chart, rule, date } = about;
  return linkMail({
    to,
    locale,
    link,
    subject: { zh: '预警：{chart}', en: 'Alert: {chart}' },
    before: [
      {
        zh: '{organisation} 的控制图“{chart}”在 {date} 出现信号：{rule}。',
        en: 'The control chart "{chart}" of {organisation} signals on {date}: {rule}.',
      },
    ],
    button: { zh: '打开控制图', en: 'Open the chart' },
    after: [
      {
        zh: '同一信号只通知一次。请在控制图中确认、暂缓或关闭预警。',
        en: 'You are told of a signal once. Take the alert on, snooze it or close it on the chart.',
      },
    ],
    params: { organisation, chart, date, rule: say(chartRuleWords[rule], locale) },
  });
}
