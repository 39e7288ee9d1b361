import {
  type PortalMessage,
  type PortalMessagePage,
  type PortalTicket,
  portalLimits,
} from '@jingyun/contracts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import type { StoredFile } from '../../platform/files/file-store.ts';
import { filesByIds } from '../../platform/files/files-by-ids.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import { getOrganisation } from '../people/index.ts';
import { type CustomersTicket, ticketForCustomer } from '../tickets/index.ts';

interface Page {
  cursor?: string | undefined;
  limit: number;
}

/** A ticket as its customer sees it: where it stands and what was said in public, newest first. */
export async function readPortalTicket(tx: Tx, ticketId: string, page: Page): Promise<PortalTicket> {
  const { ticket, messages } = await readMessages(tx, ticketId, page);
  const { id, name, locale } = await getOrganisation(tx);
  return {
    organisation: { id, name, locale },
    number: ticket.number,
    subject: ticket.subject,
    kind: ticket.kind,
    status: ticket.status,
    createdAt: ticket.createdAt.toString(),
    updatedAt: ticket.updatedAt.toString(),
    solvedAt: ticket.solvedAt?.toString() ?? null,
    limits: portalLimits,
    messages,
  };
}

/** One page of the conversation. @throws ServiceError invalid_cursor */
export async function readMessages(
  tx: Tx,
  ticketId: string,
  { cursor, limit }: Page,
): Promise<{ ticket: CustomersTicket['ticket']; messages: PortalMessagePage }> {
  const list = `portal:${ticketId}`;
  const found = await ticketForCustomer(tx, ticketId, { before: keyFrom(list, cursor), limit: limit + 1 });
  const files = await filesByIds(
    tx,
    found.messages.flatMap((message) => message.attachments),
  );
  const messages = pageFrom(
    found.messages,
    limit,
    list,
    (row) => [row.createdAt.toString(), row.id],
    (row) => present(row, files),
  );
  return { ticket: found.ticket, messages };
}

/**
 * A file that is attached to what the customer may read.
 * @throws ServiceError not_found, also for files that are somewhere else: what there is elsewhere is not told
 */
export async function attachedFile(tx: Tx, ticketId: string, fileId: string): Promise<StoredFile> {
  for (let before: readonly [string, string] | null = null; ; ) {
    const { messages } = await ticketForCustomer(tx, ticketId, { before, limit: 200 });
    if (messages.some((message) => message.attachments.includes(fileId))) break;
    const last = messages.at(-1);
    if (messages.length < 200 || last === undefined) throw new ServiceError('not_found');
    before = [last.createdAt.toString(), last.id];
  }
  const file = (await filesByIds(tx, [fileId])).get(fileId);
  if (file === undefined) throw new ServiceError('not_found');
  return file;
}

function present(
  message: CustomersTicket['messages'][number],
  files: ReadonlyMap<string, StoredFile>,
): PortalMessage {
  const byStaff = message.authorType === 'user' || message.authorType === 'apiKey';
  return {
    id: message.id,
    by: message.authorType === 'customer' ? 'customer' : byStaff ? 'staff' : 'system',
    name: message.authorType === 'apiKey' ? null : message.authorName,
    text: message.text,
    html: message.html,
    attachments: message.attachments.flatMap((id) => {
      const file = files.get(id);
      return file === undefined
        ? []
        : [{ id, name: file.name, mediaType: file.mediaType, bytes: file.bytes }];
    }),
    createdAt: message.createdAt.toString(),
  };
}

function keyFrom(list: string, cursor: string | undefined): readonly [string, string] | null {
  const key = decodeCursor(list, cursor);
  if (key === null) return null;
  const [at, rowId] = key;
  if (typeof at !== 'string' || typeof rowId !== 'string') throw new ServiceError('invalid_cursor');
  return [at, rowId];
}
