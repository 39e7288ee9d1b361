import type { Words } from '@jingyun/contracts';
import type { z } from 'zod';
import type { Call } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { Services } from '../services.ts';

/** What an automation acts on: the event's or the record's subject. */
export interface AutomationTarget {
  ticketId: string | null;
  customerId: string | null;
}

/** Something a module offers to be done by automations. Runs in the automation's transaction. */
export interface AutomationAction<Params = unknown> {
  /** `<plural>.<verb>`, e.g. `tickets.assign`. Stable: automations keep it. */
  name: string;
  words: Words;
  /** `ticket`: needs a trigger that concerns a ticket. */
  on: 'ticket' | 'any';
  params: z.ZodType<Params>;
  /** @returns what was done, in a few words for the run's history. */
  run(tx: Tx, call: Call, target: AutomationTarget, params: Params, services: Services): Promise<string>;
}

/** One record of a source, as conditions see it. */
export interface SourceRecord extends AutomationTarget {
  /** Where to go on reading. */
  cursor: string;
  context: Record<string, unknown>;
}

/** Records that a scheduled automation looks through, e.g. all solved tickets. */
export interface AutomationSource {
  name: string;
  words: Words;
  /** The shape of `context`: its fields are what conditions may ask. */
  context: z.ZodObject;
  /** The next records after the cursor (null: from the start), in a stable order. */
  read(tx: Tx, call: Call, after: string | null, limit: number): Promise<SourceRecord[]>;
}

/** Everything the wired modules offer. */
export interface AutomationOffers {
  actions: ReadonlyMap<string, AutomationAction>;
  sources: ReadonlyMap<string, AutomationSource>;
}

/** Declares an action; the identity function, there to tie `run` to the shape of its parameters. */
export function defineAction<Params>(action: AutomationAction<Params>): AutomationAction {
  return action as AutomationAction;
}
