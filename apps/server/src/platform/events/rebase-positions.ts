import type { Sql } from '../database/connect.ts';
import { beginning } from './read-events.ts';

/** A pool of the owner, one of its connections, or a transaction on it. */
type Owner = Sql | Parameters<Parameters<Sql['begin']>[1]>[0];

/** Advisory lock: of several processes that start on a moved database, one rebases. */
const lockKey = 748_359_003;

/**
 * The highest transaction id in the log, 0 where the log is empty or was rebased and
 * nothing came since. Cost: one index probe per organisation and partition.
 */
export const highestPositionQuery = `
  select greatest(0, max(newest.txid))::text as highest
  from org_registry r
  cross join lateral (select e.txid from events e where e.org_id = r.org_id order by e.txid desc limit 1) newest`;

async function highestPosition(owner: Owner): Promise<number> {
  const [row] = await owner.unsafe<{ highest: string }[]>(highestPositionQuery);
  return Number(row?.highest ?? 0);
}

/**
 * Makes the log's order hold in this cluster of PostgreSQL.
 *
 * Positions are transaction ids, and those belong to a cluster: in a database that
 * other tools moved (pg_dump, logical replication) new events would get ids below
 * those of old ones, and projectors would pass over them. So where the log holds an
 * id that this cluster has not given out yet, the ids of all events and checkpoints
 * are lowered by one constant, below zero: their order stays, and new events come
 * after. A checkpoint at the beginning of the log stays there.
 *
 * Costs a few index probes when there is nothing to do; otherwise it rewrites the log once.
 *
 * @returns how many events were moved.
 */
export async function rebasePositions(owner: Sql): Promise<number> {
  if (!(await isFromElsewhere(owner))) return 0;
  return owner.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${lockKey}::bigint)`;
    // Somebody may have done it while this process waited.
    if (!(await isFromElsewhere(tx))) return 0;
    const shift = (await highestPosition(tx)) + 1;
    await tx`
      update projector_checkpoints set txid = txid - ${shift}::bigint where txid > ${beginning.txid}::bigint
    `;
    const { count } = await tx`update events set txid = txid - ${shift}::bigint`;
    return count;
  }) as Promise<number>;
}

/** A transaction id of this cluster is always below the next one to be given out. */
async function isFromElsewhere(owner: Owner): Promise<boolean> {
  const [row] = await owner<{ next: string }[]>`
    select pg_snapshot_xmax(pg_current_snapshot())::text as next
  `;
  return (await highestPosition(owner)) >= Number(row?.next);
}
