/**
 * What happened to whom and when: the one input of everything in this group. Columns instead of objects, texts as
 * numbers of a dictionary: a log of a million events is a few arrays, and walking it allocates nothing.
 *
 * Terms: a *case* is what goes through the process (a ticket, an order); an *event* is one thing that happened to
 * it; an *activity* is the kind of thing; a *variant* is the whole order of activities of a case.
 */
export interface EventLog {
  /** Every activity, in order of first appearance. A log that was filtered may list some that no longer occur. */
  readonly activities: readonly string[];
  /** Everyone who did something, in order of first appearance; may list some that no longer occur. */
  readonly resources: readonly string[];
  /** One name a case, each once, in order of first appearance. */
  readonly caseIds: readonly string[];
  /** One longer than `caseIds`: the events of case c are `caseStart[c]` up to, without, `caseStart[c + 1]`. */
  readonly caseStart: Int32Array;
  /** Per event: its place in `activities`. */
  readonly activity: Int32Array;
  /** Per event: when it was done, in epoch milliseconds; NaN if unknown. */
  readonly time: Float64Array;
  /** Per event: when work on it began, in epoch milliseconds, NaN if unknown; null if the log tells of none. */
  readonly startTime: Float64Array | null;
  /** Per event: its place in `resources`, or -1. */
  readonly resource: Int32Array;
  /** Columns of one value a case. */
  readonly caseAttributes: AttributeTable;
  /** Columns of one value an event. */
  readonly eventAttributes: AttributeTable;
}

/** Columns by name, in order of first appearance. */
export type AttributeTable = ReadonlyMap<string, AttributeColumn>;

/** One value a case or an event. Every kind has a mark for "not given". */
export type AttributeColumn = StringColumn | NumberColumn | DateColumn | BooleanColumn | ListColumn;

/** Attributes of the values themselves, by row: rare, so kept apart from the columns. */
interface Nesting {
  readonly nested?: ReadonlyMap<number, readonly NestedAttribute[]>;
}

export interface StringColumn extends Nesting {
  readonly type: 'string';
  readonly dictionary: readonly string[];
  /** Place in `dictionary`, or -1 if not given. */
  readonly values: Int32Array;
}

export interface NumberColumn extends Nesting {
  readonly type: 'number';
  /** NaN if not given. */
  readonly values: Float64Array;
}

export interface DateColumn extends Nesting {
  readonly type: 'date';
  /** Epoch milliseconds, NaN if not given. */
  readonly values: Float64Array;
}

export interface BooleanColumn extends Nesting {
  readonly type: 'boolean';
  /** 1 is true, 0 is false, -1 is not given. */
  readonly values: Int8Array;
}

/** A list of values in each row; the items stand in `nested`. */
export interface ListColumn extends Nesting {
  readonly type: 'list';
  /** 1 where the row has a list, be it an empty one, else 0. */
  readonly values: Int8Array;
}

/** An attribute of an attribute, or an item of a list; may have more inside. Dates are epoch milliseconds. */
export type NestedAttribute = {
  readonly key: string;
  readonly children: readonly NestedAttribute[];
} & (
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number' | 'date'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'list'; readonly value: null }
);

/** How many cases the log has. */
export function caseCount(log: EventLog): number {
  return log.caseIds.length;
}

/** How many events the log has. */
export function eventCount(log: EventLog): number {
  return log.activity.length;
}
