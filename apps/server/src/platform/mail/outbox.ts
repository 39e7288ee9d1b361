import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import { uuidv7 } from 'uuidv7';
import type { Config } from '../config/config.ts';
import type { Database, Tx } from '../database/transaction.ts';

export interface MailMessage {
  to: string;
  subject: string;
  /** Written by the product or sanitised: it is sent as it is. */
  html: string;
  plain: string;
  /** Further headers, e.g. In-Reply-To for threading. */
  headers?: Record<string, string>;
}

export interface Mail {
  /** Queues a message in the caller's transaction: it is sent only if that commits. */
  send(tx: Tx, message: MailMessage): Promise<void>;
  /** Sends what is due for one organisation. @returns how many were sent. */
  flush(database: Database, orgId: string): Promise<number>;
}

const maxAttempts = 8;

/**
 * Mail out: by SMTP where SMTP_URL is set, else into `mail-preview/` of the data folder
 * as .eml files, which any mail program opens. Failures are tried again after
 * 1, 2, 4 … 64 minutes, then kept as failed with the server's words.
 */
export function mailOutbox(config: Config, log: Logger): Mail {
  const transport = config.smtpUrl === undefined ? undefined : createTransport(config.smtpUrl);
  const preview = createTransport({ streamTransport: true, buffer: true });
  const previewDir = join(config.dataDir, 'mail-preview');

  const deliver = async (id: string, mail: MailRow) => {
    const message = {
      from: config.mailFrom,
      to: mail.recipient,
      subject: mail.subject,
      html: mail.html,
      text: mail.plain,
      headers: mail.headers,
    };
    if (transport !== undefined) {
      await transport.sendMail({ ...message, messageId: `<${id}@jingyun>` });
      return;
    }
    const { message: eml } = await preview.sendMail(message);
    await mkdir(previewDir, { recursive: true, mode: 0o700 });
    await writeFile(join(previewDir, `${id}.eml`), eml as Buffer);
  };

  return {
    send: async (tx, message) => {
      await sql`
        insert into mails (org_id, id, recipient, subject, html, plain, headers)
        values (${tx.orgId}, ${uuidv7()}, ${message.to}, ${message.subject}, ${message.html}, ${message.plain}, ${message.headers ?? {}}::jsonb)
      `.execute(tx.db);
      // Delivery is woken like the readers of the log, also where a mail comes without an event.
      tx.announce();
    },
    flush: async (database, orgId) => {
      for (let sent = 0; ; sent++) {
        const more = await database.inOrg(orgId, async (tx) => {
          const mail = await nextDue(tx);
          if (mail === undefined) return false;
          try {
            await deliver(mail.id, mail);
            await sql`update mails set status = 'sent', sent_at = now() where org_id = ${orgId} and id = ${mail.id}`.execute(
              tx.db,
            );
          } catch (error) {
            log.warn({ err: error, mailId: mail.id }, 'mail not sent');
            await noteFailure(tx, mail, error instanceof Error ? error.message : String(error));
          }
          return true;
        });
        if (!more) return sent;
      }
    },
  };
}

interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  html: string;
  plain: string;
  headers: Record<string, string>;
  attempts: number;
}

async function nextDue(tx: Tx): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`
    select id, recipient, subject, html, plain, headers, attempts from mails
    where org_id = ${tx.orgId} and status = 'queued' and next_try_at <= now()
    order by next_try_at limit 1 for update skip locked
  `.execute(tx.db);
  return rows[0];
}

async function noteFailure(tx: Tx, mail: MailRow, reason: string): Promise<void> {
  const attempts = mail.attempts + 1;
  await sql`
    update mails set attempts = ${attempts}, last_error = ${reason.slice(0, 1_000)},
      status = ${attempts >= maxAttempts ? 'failed' : 'queued'}, next_try_at = now() + make_interval(mins => ${2 ** mail.attempts})
    where org_id = ${tx.orgId} and id = ${mail.id}
  `.execute(tx.db);
}
