import type { TicketStatus } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Reach } from './ticket.policy.ts';
import { reaches } from './ticket.sql.repo.ts';

/** A ticket as a line of a list elsewhere names it. */
export interface TicketName {
  id: string;
  number: number;
  subject: string;
  status: TicketStatus;
}

export async function findTicketNames(tx: Tx, ids: readonly string[], reach: Reach): Promise<TicketName[]> {
  const { rows } = await sql<TicketName>`
    select t.id, t.number, t.subject, t.status from tickets t
    where t.org_id = ${tx.orgId}::uuid and t.id = any(${[...ids]}::uuid[]) and ${reaches(reach)}
  `.execute(tx.db);
  return rows;
}
