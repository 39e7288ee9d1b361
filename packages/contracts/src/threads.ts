import { z } from 'zod';
import { id, instant } from './common.ts';

/*
 * Terms.
 *
 * thread   the records that led to one another: why something was done, and what came of it
 * node     one record of the thread: an alert, an improvement, a procedure's version …
 * edge     something that happened to one record brought something about in another
 */

/** The type of a record as events name it: `alert`, `improvement`, `procedureVersion` … */
export const recordType = z.string().regex(/^[a-z][a-zA-Z]{1,39}$/);

export const threadNode = z.object({
  type: recordType,
  id,
  /** What kind of record it is, in the reader's language. */
  kind: z.string(),
  /** Null where the reader may not see the record, or where it is gone. */
  card: z
    .object({
      title: z.string(),
      status: z.string().nullable(),
      tone: z.enum(['neutral', 'good', 'bad']),
      /** Where it opens in the console. */
      path: z.string(),
    })
    .nullable(),
  /** What happened to it along the thread, by kind of event, the earliest first. */
  happenings: z.array(
    z.object({ type: z.string(), count: z.int().positive(), first: instant, last: instant }),
  ),
});
export type ThreadNode = z.infer<typeof threadNode>;

export const thread = z.object({
  /** The record that was asked about. */
  origin: z.object({ type: recordType, id }),
  /** The earliest first. */
  nodes: z.array(threadNode),
  /** Positions in `nodes`. */
  edges: z.array(z.object({ from: z.int().nonnegative(), to: z.int().nonnegative() })),
  /** True where the thread is longer than what is shown. */
  truncated: z.boolean(),
});
export type Thread = z.infer<typeof thread>;
