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
        zh: '您好！{inviter} 邀请您在精运中加入“{organisation}”。请点击下面的链接设置密码：',
        en: 'Hello! {inviter} invites you to join “{organisation}” on Jingyun. Follow this link to choose your password:',
      },
    ],
    button: { zh: '接受邀请', en: 'Accept the invitation' },
    after: [
      {
        zh: '链接在 {days} 天内有效，只能使用一次。如果您不认识邀请人，请忽略此邮件。',
        en: 'The link works once, within {days} days. If you do not know who invites you, ignore this mail.',
      },
    ],
  });
}

/** Tells the old address that it no longer signs anybody in. */
export function addressChangedMail(
  to: string,
  locale: Locale,
  link: string,
  params: { changer: string; email: string },
): MailMessage {
  return linkMail({
    to,
    locale,
    link,
    params,
    subject: { zh: '您的精运登录邮箱已更改', en: 'Your Jingyun sign-in address was changed' },
    before: [
      {
        zh: '{changer} 把您的登录邮箱改为 {email}。此邮箱不能再用来登录。',
        en: '{changer} changed your sign-in address to {email}. This address no longer signs you in.',
      },
    ],
    button: { zh: '打开精运', en: 'Open Jingyun' },
    after: [
      {
        zh: '如果您不知道此更改，请立即联系贵组织的管理员。',
        en: 'If you do not know of this change, tell an administrator of your organisation at once.',
      },
    ],
  });
}
