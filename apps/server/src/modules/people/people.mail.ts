import type { Locale } from '@jingyun/contracts';
import { linkMail } from '../../platform/mail/link-mail.ts';
import type { MailMessage } from '../../platform/mail/outbox.ts';

/** The mail that lets an invited person choose a password. */
export function invitationMail(
  to: string,
  locale: Locale,
  link: string,
  params: { inviter: string; organisation: string; days: string },
): MailMessage {
  return linkMail({
    to,
    locale,
    link,
    params,
    subject: { zh: '{inviter} 邀请您加入 {organisation}', en: '{inviter} invites you to {organisation}' },
    before: [
      {
        zh: '您好!{inviter} 邀请您在精运中加入“{organisation}”。请点击下面的链接设置密码:',
        en: 'Hello! {inviter} invites you to join “{organisation}” on Jingyun. Follow this link to choose your password:',
      },
    ],
    button: { zh: '接受邀请', en: 'Accept the invitation' },
    after: [
      {
        zh: '链接在 {days} 天内有效,只能使用一次。如果您不认识邀请人,请忽略此邮件。',
        en: 'The link works once, within {days} days. If you do not know who invites you, ignore this mail.',
      },
    ],
  });
}
