import type { Locale } from '@jingyun/contracts';
import { linkMail } from '../../platform/mail/link-mail.ts';
import type { MailMessage } from '../../platform/mail/outbox.ts';

/** Reminds somebody of a course that is due soon, or overdue. */
export function reminderMail(about: {
  kind: 'before' | 'overdue';
  to: string;
  locale: Locale;
  organisation: string;
  course: string;
  dueOn: string;
  link: string;
}): MailMessage {
  const { kind, to, locale, link, organisation, course, dueOn } = about;
  const isOverdue = kind === 'overdue';
  return linkMail({
    to,
    locale,
    link,
    subject: isOverdue
      ? { zh: '培训已逾期：{course}', en: 'Training overdue: {course}' }
      : { zh: '培训即将到期：{course}', en: 'Training due soon: {course}' },
    before: [
      isOverdue
        ? {
            zh: '{organisation} 安排给您的课程“{course}”应在 {dueOn} 前完成，目前尚未通过测验。',
            en: 'The course "{course}" of {organisation} was due on {dueOn}, and you have not passed its quiz yet.',
          }
        : {
            zh: '{organisation} 安排给您的课程“{course}”请在 {dueOn} 前完成学习并通过测验。',
            en: 'Please take the course "{course}" of {organisation} and pass its quiz by {dueOn}.',
          },
    ],
    button: { zh: '打开课程', en: 'Open the course' },
    after: [
      isOverdue
        ? {
            zh: '通过之前，分派工作时会显示您尚未通过该流程的认证。',
            en: 'Until you pass, you are shown as not certified where work is assigned.',
          }
        : { zh: '课程很短，包含一次测验。', en: 'It is short, and ends with a quiz.' },
    ],
    params: { organisation, course, dueOn },
  });
}
