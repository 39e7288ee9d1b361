import type { EventActor, EventDefinition, EventSubject } from '@jingyun/contracts';
import type { z } from 'zod';
import type { Tx } from '../database/transaction.ts';

/*
 * Terms.
 *
 * event       what happened, once, in one organisation; never edited
 * occurredAt  when it happened (may be long ago: imports, late entries)
 * recordedAt  when the log learned of it
 * position    where it stands in the log's order: (txid, id)
 * projector   reads the log in order and keeps tables that can be dropped and rebuilt from it
 * checkpoint  the position up to which one projector has read one organisation's log
 * live        the projector sees events for the first time and may append further events
 * replay      the projector is being rebuilt: it must write the same rows and append nothing
 */

/** An event about to be appended. */
export interface EventDraft<D extends EventDefinition = EventDefinition> {
  definition: D;
  data: z.infer<D['data']>;
  subject: EventSubject;
  actor: EventActor;
  /** Default: now. Back-dated by imports and late entries. */
  occurredAt?: Temporal.Instant;
  ticketId?: string | null;
  customerId?: string | null;
  /** The event that brought this one about; chains of automations are cut by its depth. */
  cause?: { id: string; depth: number } | undefined;
}

export interface Position {
  txid: number;
  id: string;
}

/** An event as it is read back, its data lifted to the newest version. */
export interface StoredEvent<Data = Record<string, unknown>> {
  orgId: string;
  id: string;
  type: string;
  occurredAt: Temporal.Instant;
  recordedAt: Temporal.Instant;
  actor: EventActor;
  subject: EventSubject;
  ticketId: string | null;
  customerId: string | null;
  causationId: string | null;
  depth: number;
  data: Data;
  txid: number;
}

export interface Projector {
  /** Stable: the checkpoint is kept under it. */
  name: string;
  /** The types it reads; others are passed over by the query itself. */
  types: readonly string[] | 'all';
  /**
   * Those of `types` that mean anything at the moment. What else was recorded until now is passed over
   * unread and for good, so that a projector that nobody uses costs next to nothing.
   */
  typesNow?(tx: Tx): Promise<readonly string[]>;
  /** Events a transaction takes at most: more is faster, less holds locks for a shorter time. Default 2,000. */
  batchSize?: number;
  /** Writes what the events mean. Called with at least one event, in log order, all of one organisation. */
  apply(tx: Tx, events: StoredEvent[], mode: 'live' | 'replay'): Promise<void>;
  /** Empties the projector's tables for the organisation. */
  reset(tx: Tx): Promise<void>;
  /** True where what is kept follows other rules than those of now (declarations, settings): it is then made again. */
  isStale?(tx: Tx): Promise<boolean>;
}
