import { sql } from 'kysely';
import type { Services } from '../services.ts';

/** Makes room in the log for the coming months. Started by the clock; harmless however often it runs. */
export async function prepareEventPartitions({ database }: Services, orgId: string): Promise<void> {
  await database.inOrg(orgId, (tx) => sql`select prepare_event_partitions()`.execute(tx.db));
}
