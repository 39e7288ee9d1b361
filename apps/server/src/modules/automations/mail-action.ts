import { line, text } from '@jingyun/contracts';
import { z } from 'zod';
import { defineAction } from '../../platform/automation/types.ts';

/** Tells somebody by e-mail: a lead of a breach, a manager of a grave complaint. */
export const mailAction = defineAction({
  name: 'mail.send',
  words: { zh: '发送邮件提醒', en: 'Send an e-mail' },
  on: 'any',
  params: z.strictObject({
    to: z.array(z.email().max(254)).min(1).max(20),
    subject: line(200),
    text: text(10_000).min(1),
  }),
  run: async (tx, _call, target, { to, subject, text: words }, { mail, config }) => {
    const link = target.ticketId === null ? '' : `${config.publicUrl}/tickets/${target.ticketId}`;
    const plain = [words, link].filter((part) => part !== '').join('\n\n');
    for (const recipient of to) await mail.send(tx, { to: recipient, subject, plain, html: htmlOf(plain) });
    return to.join(', ');
  },
});

/** Plain words as HTML: escaped, line ends kept. */
function htmlOf(plain: string): string {
  const escaped = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}
