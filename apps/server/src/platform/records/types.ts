import type { Words } from '@jingyun/contracts';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';

/*
 * Terms.
 *
 * record   what an event's subject points at: a ticket, an alert, an improvement …, by type and id
 * card     what another room may show of a record: its title, how it stands, where it opens
 */

/** What is shown of one record wherever other rooms name it. */
export interface RecordCard {
  title: string;
  /** How it stands, in the reader's language: 已发布, effective, 92 % passed. Null where there is nothing to say. */
  status: string | null;
  /** `bad` and `good` colour the card: a signal, a proven effect. */
  tone: 'neutral' | 'good' | 'bad';
  /** Where it opens in the console, beginning with `/`. */
  path: string;
}

/** One kind of record as its owner declares it, by the type that events name as their subject. */
export interface RecordKind {
  /** The `type` of the events' subject: `alert`, `improvement`, `procedureVersion` … */
  type: string;
  words: Words;
  /**
   * Many unrelated things happen to it, and chains only pass through: a ticket, a survey. A thread follows what led on,
   * not everything that ever happened to it.
   */
  isCrossing?: boolean;
  /**
   * The cards of those records that exist and that the actor may read; the others are left out. Asked for at most
   * 200 at a time, so one query, not one for each.
   */
  cards(tx: Tx, actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, RecordCard>>;
}
