import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Tx } from '../../platform/database/transaction.ts';
import { useDatabase } from '../../testing/use-database.ts';
import { bulkEditTickets } from './bulk-edit-tickets.ts';
import { changeTicket } from './change-ticket.ts';
import { liftHolds, putHolds } from './hold-ticket.ts';
import { mergeTickets } from './merge-tickets.ts';
import { settleFromCustomer } from './portal-tickets.ts';
import { replyToTicket } from './reply-to-ticket.ts';
import { makeTicket } from './ticket.factory.ts';

const db = useDatabase();
const reason = { 'zh-CN': '回访客户', 'zh-TW': '回訪客戶', en: 'call the customer back' };

async function held(tx: Tx) {
  const ticket = await makeTicket(tx, db.call());
  const hold = { ticketId: ticket.id, holder: 'tests', key: randomUUID() };
  await putHolds(tx, [{ ...hold, reason }]);
  return { ticket, hold };
}

describe('a ticket on which something is left to do', () => {
  test('is not solved by a change or with a reply, and says what is left in the reader’s language', async () => {
    await db.inOrg(async (tx) => {
      const { ticket } = await held(tx);
      const call = db.call();
      await expect(changeTicket(tx, call, ticket.id, { status: 'solved' })).rejects.toMatchObject({
        code: 'ticket_held',
        params: { reasons: '回访客户' },
      });
      const english = { ...call, actor: { ...call.actor, locale: 'en' as const } };
      const reply = { text: '好了', attachments: [], status: 'solved' as const };
      await expect(replyToTicket(tx, english, ticket.id, reply)).rejects.toMatchObject({
        params: { reasons: 'call the customer back' },
      });
      expect((await changeTicket(tx, call, ticket.id, { status: 'pendingCustomer' })).status).toBe(
        'pendingCustomer',
      );
    });
  });

  test('is solved once every hold is lifted; a renewed one stays one', async () => {
    await db.inOrg(async (tx) => {
      const { ticket, hold } = await held(tx);
      const other = { ...hold, key: randomUUID() };
      await putHolds(tx, [
        { ...hold, reason: { ...reason, 'zh-CN': '登记' } },
        { ...other, reason },
      ]);
      const solve = () => changeTicket(tx, db.call(), ticket.id, { status: 'solved' });
      await expect(solve()).rejects.toMatchObject({ code: 'ticket_held' });
      await liftHolds(tx, [hold]);
      await expect(solve()).rejects.toMatchObject({ params: { reasons: '回访客户' } });
      await liftHolds(tx, [other, hold]);
      expect((await solve()).status).toBe('solved');
    });
  });

  test('fails alone in a bulk edit', async () => {
    await db.inOrg(async (tx) => {
      const { ticket } = await held(tx);
      const free = await makeTicket(tx, db.call());
      const result = await bulkEditTickets(tx, db.call(), {
        ids: [ticket.id, free.id],
        change: { status: 'solved' },
      });
      expect(result).toMatchObject({ done: 1, failed: 1 });
      expect(result.results.find(({ id }) => id === ticket.id)).toMatchObject({
        code: 'ticket_held',
        message: expect.stringContaining('回访客户'),
      });
    });
  });

  test('is settled by the customer, and ends in a merge, all the same', async () => {
    await db.inOrg(async (tx) => {
      const { ticket } = await held(tx);
      const call = db.call();
      const customer = { ...call, actor: { ...call.actor, type: 'customer' as const } };
      expect((await settleFromCustomer(tx, customer, ticket.id, 'solved')).status).toBe('solved');
      const { ticket: double } = await held(tx);
      const target = await makeTicket(tx, call);
      expect((await mergeTickets(tx, call, double.id, target.id)).id).toBe(target.id);
    });
  });
});
