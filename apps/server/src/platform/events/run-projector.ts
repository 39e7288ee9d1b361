import { sql } from 'kysely';
import type { Database, Tx } from '../database/transaction.ts';
import { beginning, newestPosition, readEvents } from './read-events.ts';
import type { EventRegistry } from './registry.ts';
import type { Position, Projector } from './types.ts';

type Checkpoint = Position & { recordedAt: Temporal.Instant; events: number };

const defaultBatch = 2_000;

/**
 * Projects the next batch of one organisation's log. The checkpoint is locked, and
 * moved in the same transaction as what the projector writes: each event takes
 * effect exactly once, whatever is killed when, however many workers run.
 *
 * @returns how many events were projected; 0 when there is nothing new or another worker is at it.
 */
export async function projectNext(
  database: Database,
  registry: EventRegistry,
  projector: Projector,
  orgId: string,
): Promise<number> {
  return database.inOrg(orgId, async (tx) => {
    const checkpoint = await lockCheckpoint(tx, projector.name);
    if (checkpoint === null) return 0;
    return projector.typesNow === undefined
      ? projectAfter(tx, registry, projector, checkpoint)
      : projectChosen(tx, registry, projector, checkpoint, await projector.typesNow(tx));
  });
}

async function projectAfter(
  tx: Tx,
  registry: EventRegistry,
  projector: Projector,
  checkpoint: Checkpoint,
): Promise<number> {
  const limit = projector.batchSize ?? defaultBatch;
  const events = await readEvents(tx, registry, checkpoint, { types: projector.types, limit });
  const last = events.at(-1);
  if (last === undefined) return 0;
  await projector.apply(tx, events, 'live');
  await moveCheckpoint(tx, projector.name, last, events.length);
  return events.length;
}

/** As `projectAfter`, of some types only; once none of them is left the checkpoint goes to the end of the log. */
async function projectChosen(
  tx: Tx,
  registry: EventRegistry,
  projector: Projector,
  checkpoint: Checkpoint,
  types: readonly string[],
): Promise<number> {
  const end = await newestPosition(tx, checkpoint);
  if (end === null) return 0;
  const limit = projector.batchSize ?? defaultBatch;
  const events =
    types.length === 0 ? [] : await readEvents(tx, registry, checkpoint, { types, limit, until: end });
  if (events.length > 0) await projector.apply(tx, events, 'live');
  const last = events.at(-1);
  await moveCheckpoint(
    tx,
    projector.name,
    last === undefined || events.length < limit ? end : last,
    events.length,
  );
  return events.length;
}

/** Projects until nothing is left. @returns the number of events. */
export async function projectAll(
  database: Database,
  registry: EventRegistry,
  projector: Projector,
  orgId: string,
): Promise<number> {
  let total = 0;
  for (;;) {
    const events = await projectNext(database, registry, projector, orgId);
    if (events === 0) return total;
    total += events;
  }
}

/**
 * Drops what a projector wrote for one organisation and makes it again from the
 * log, up to the old checkpoint, without appending anything; then it goes on live.
 * One transaction: readers see the old rows until the new ones are complete.
 *
 * @returns the number of events replayed.
 */
export async function rebuildProjector(
  database: Database,
  registry: EventRegistry,
  projector: Projector,
  orgId: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  return database.inOrg(orgId, async (tx) => {
    const until = await waitForCheckpoint(tx, projector.name);
    return replay(tx, registry, projector, until, onProgress);
  });
}

/**
 * Log lengths up to which a stale projection is made again by itself, in some minutes at most. Other readers of the
 * log wait for the transaction meanwhile, so of longer ones the administrator chooses the hour (`jingyun rebuild`).
 */
const mostEventsToRefresh = 2_000_000;

/**
 * Rebuilds a projection that is stale, where that does not take long. Of several processes that try, one does it.
 *
 * @returns whether it was rebuilt
 */
export async function refreshProjector(
  database: Database,
  registry: EventRegistry,
  projector: Projector,
  orgId: string,
): Promise<boolean> {
  const { isStale } = projector;
  if (isStale === undefined || !(await database.inOrg(orgId, isStale))) return false;
  return database.inOrg(orgId, async (tx) => {
    const until = await waitForCheckpoint(tx, projector.name);
    if (until.events > mostEventsToRefresh || !(await isStale(tx))) return false;
    await replay(tx, registry, projector, until);
    return true;
  });
}

/** Makes a projection again up to `until`, whose checkpoint is locked. */
async function replay(
  tx: Tx,
  registry: EventRegistry,
  projector: Projector,
  until: Checkpoint,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  await projector.reset(tx);
  let after: Position & { recordedAt: Temporal.Instant } = beginning;
  let done = 0;
  for (;;) {
    const events = await readEvents(tx, registry, after, {
      types: projector.types,
      limit: projector.batchSize ?? defaultBatch,
      until,
    });
    const last = events.at(-1);
    if (last === undefined) return done;
    await projector.apply(tx, events, 'replay');
    after = { txid: last.txid, id: last.id, recordedAt: last.recordedAt };
    done += events.length;
    onProgress(done, until.events);
  }
}

async function lockCheckpoint(tx: Tx, name: string): Promise<Checkpoint | null> {
  const found = await selectCheckpoint(tx, name, sql`for update skip locked`);
  if (found !== null) return found;
  // Either it does not exist yet, or another worker holds it.
  const { numAffectedRows } = await sql`
    insert into projector_checkpoints (org_id, projector, txid, event_id, recorded_at)
    values (${tx.orgId}, ${name}, ${beginning.txid}, ${beginning.id}, ${beginning.recordedAt})
    on conflict do nothing
  `.execute(tx.db);
  return numAffectedRows === 1n ? { ...beginning, events: 0 } : null;
}

async function waitForCheckpoint(tx: Tx, name: string): Promise<Checkpoint> {
  return (await selectCheckpoint(tx, name, sql`for update`)) ?? { ...beginning, events: 0 };
}

async function selectCheckpoint(
  tx: Tx,
  name: string,
  lock: ReturnType<typeof sql>,
): Promise<Checkpoint | null> {
  const { rows } = await sql<{
    txid: number;
    event_id: string;
    recorded_at: Temporal.Instant;
    events: number;
  }>`
    select txid, event_id, recorded_at, events from projector_checkpoints
    where org_id = ${tx.orgId} and projector = ${name} ${lock}
  `.execute(tx.db);
  const row = rows[0];
  return row === undefined
    ? null
    : { txid: row.txid, id: row.event_id, recordedAt: row.recorded_at, events: row.events };
}

async function moveCheckpoint(
  tx: Tx,
  name: string,
  to: Position & { recordedAt: Temporal.Instant },
  events: number,
): Promise<void> {
  await sql`
    update projector_checkpoints
    set txid = ${to.txid}, event_id = ${to.id}, recorded_at = greatest(recorded_at, ${to.recordedAt}),
        events = events + ${events}, moved_at = now()
    where org_id = ${tx.orgId} and projector = ${name}
  `.execute(tx.db);
}
