import { procedurePublished } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/transaction.ts';
import type { AppendedEvent } from '../../platform/events/append-events.ts';

export interface Publication {
  event: AppendedEvent;
  published: z.infer<typeof procedurePublished.data>;
}

/** What was published of procedures so far, oldest first. */
export async function publications(tx: Tx): Promise<Publication[]> {
  const { rows } = await sql<{ id: string; depth: number; data: unknown }>`
    select id, depth, data from events where org_id = ${tx.orgId} and type = ${procedurePublished.type}
    order by occurred_at, id
  `.execute(tx.db);
  return rows.map(({ id, depth, data }) => ({
    event: { id, depth },
    published: procedurePublished.data.parse(data),
  }));
}
