import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { DemoIds } from './make-organisation.ts';
import type { Remedy } from './simulator/types.ts';

/** What the simulation must remember to go on where it stopped. */
export interface DemoWorld {
  seed: number;
  tickets: number;
  until: Temporal.Instant;
  ids: DemoIds;
  simulatedTo: Temporal.Instant;
  remedies: readonly Remedy[];
  /** How far the product's time of day lies from the real one, in milliseconds. */
  clockAheadMs: number;
  /** The last job that let weeks pass. */
  jobId: string | null;
}

export async function insertWorld(
  tx: Tx,
  { seed, tickets, until, ids, clockAheadMs }: Omit<DemoWorld, 'simulatedTo' | 'remedies' | 'jobId'>,
): Promise<void> {
  await sql`
    insert into demo_worlds (org_id, seed, tickets, until, ids, simulated_to, clock_ahead_ms)
    values (${tx.orgId}, ${seed}, ${tickets}, ${until}, ${ids}::jsonb, ${until}, ${clockAheadMs})
  `.execute(tx.db);
}

/** The demo's world; null where the organisation is none. */
export async function findWorld(tx: Tx, lock = false): Promise<DemoWorld | null> {
  const { rows } = await sql<DemoWorld>`
    select seed, tickets, until, ids, simulated_to as "simulatedTo", remedies, clock_ahead_ms as "clockAheadMs",
      job_id as "jobId"
    from demo_worlds where org_id = ${tx.orgId} ${lock ? sql`for update` : sql``}
  `.execute(tx.db);
  return rows[0] ?? null;
}

/** Notes how far the simulation has come. */
export async function moveWorld(
  tx: Tx,
  { simulatedTo, remedies, clockAheadMs }: Pick<DemoWorld, 'simulatedTo' | 'remedies' | 'clockAheadMs'>,
): Promise<void> {
  await sql`
    update demo_worlds set simulated_to = ${simulatedTo}, remedies = ${[...remedies]}::jsonb, clock_ahead_ms = ${clockAheadMs}
    where org_id = ${tx.orgId}
  `.execute(tx.db);
}

export async function setJob(tx: Tx, jobId: string): Promise<void> {
  await sql`update demo_worlds set job_id = ${jobId} where org_id = ${tx.orgId}`.execute(tx.db);
}
