import { linkMail } from '../mail/link-mail.ts';
import type { Services } from '../services.ts';
import { attemptKinds, countAttempt, forgetAttempts } from './attempts.ts';
import { audit } from './audit.ts';
import type { Client } from './client.ts';

type Needs = Pick<
  Services,
  'identity' | 'directory' | 'database' | 'clock' | 'later' | 'access' | 'mail' | 'config'
>;

/**
 * Sends a link that sets a new password, to an address that has an account. Whether it has
 * one cannot be told: the answer comes first, the work after it.
 *
 * @throws ServiceError sign_in_locked where it was asked too often, for known and unknown addresses alike
 */
export async function askForReset(services: Needs, client: Client, email: string): Promise<void> {
  const now = services.clock();
  await countAttempt(services.identity.db, attemptKinds.resetAddress, client.address, now);
  await countAttempt(services.identity.db, attemptKinds.resetAccount, email, now);
  services.later.run('password reset mail', () => sendReset(services, client, email));
}

async function sendReset(services: Needs, client: Client, email: string): Promise<void> {
  const { identity, directory, database, mail, config } = services;
  const person = await identity.find(email);
  const actor = person === null ? null : await directory.userActor(person.orgId, person.userId);
  if (person === null || actor === null) return;
  const token = await identity.beginReset(person.userId);
  const link = `${config.publicUrl}/reset-password?token=${token}`;
  await database.inOrg(person.orgId, (tx) =>
    mail.send(
      tx,
      linkMail({
        to: email,
        locale: actor.locale,
        link,
        params: { name: actor.name },
        subject: { zh: '重置精运密码', en: 'Reset your Jingyun password' },
        before: [
          {
            zh: '{name}，您好！我们收到了重置密码的请求。请点击下面的链接设置新密码：',
            en: 'Hello {name}! Somebody asked to reset your password. Follow this link to choose a new one:',
          },
        ],
        button: { zh: '设置新密码', en: 'Choose a new password' },
        after: [
          {
            zh: '链接在 1 小时内有效，只能使用一次。如果不是您本人操作，请忽略此邮件，密码不会改变。',
            en: 'The link works once, within an hour. If it was not you, ignore this mail: your password stays as it is.',
          },
        ],
      }),
    ),
  );
  await audit(services, client, person, 'passwordResetAsked', {});
}

/**
 * Sets a new password by the link. Every session ends, and the account is free of any lock.
 *
 * @throws ServiceError invalid_reset_link, weak_password
 */
export async function finishReset(
  services: Needs,
  client: Client,
  token: string,
  password: string,
): Promise<void> {
  const { identity, access } = services;
  const person = await identity.finishReset(token, password);
  await forgetAttempts(identity.db, attemptKinds.account, person.email);
  await forgetAttempts(identity.db, attemptKinds.resetAccount, person.email);
  await audit(services, client, person, 'passwordChanged', { how: 'reset' });
  access.forget(person.orgId);
}
