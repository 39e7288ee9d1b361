import type { EventLog, NestedAttribute } from '../event-log.ts';
import type { SourceLimits } from './byte-source.ts';
import type { EventOrder, LogLimits } from './log-builder.ts';
import type { XmlLimits } from './xml-tokens.ts';

/** What a XES file holds besides its events. */
export interface XesDocument {
  log: EventLog;
  /** Attributes of the log itself. */
  attributes: NestedAttribute[];
  extensions: XesExtension[];
  classifiers: XesClassifier[];
  /** Attributes that every case or event is said to have, with the value for those which lack it (not filled in). */
  globals: { trace: NestedAttribute[]; event: NestedAttribute[] };
  issues: XesIssues;
}

export interface XesExtension {
  name: string;
  prefix: string;
  uri: string;
}

/** A way to tell activities apart: by the values of these keys together. */
export interface XesClassifier {
  name: string;
  scope: 'event' | 'trace';
  keys: string[];
}

/** What was not as it should be, counted. */
export interface XesIssues {
  /** Cases without a name: called "trace 17" by their place in the file. */
  tracesWithoutName: number;
  /** Cases without a single event: left out. */
  emptyTraces: number;
  /** Cases with the name of one before: their events are added to it. */
  mergedTraces: number;
  /** Left out. */
  eventsWithoutActivity: number;
  /** Kept, with time NaN. */
  eventsWithoutTime: number;
  /** Left out: nobody knows of which case they are. */
  eventsOutsideTraces: number;
  /** Dates, numbers and booleans that are none: not given, then. */
  unreadableValues: number;
}

export interface ReadXesOptions {
  /** The key of the activity, or several whose values are joined by "+". Default `concept:name`. */
  activity?: string | readonly string[];
  /** The name of a classifier of the file, to be used for the activity instead. */
  classifier?: string;
  /** Keys of the time an event was done, the time work on it began, and who did it. */
  time?: string;
  start?: string;
  resource?: string;
  /** Default `given`: by the standard, the order in the file is the order of events. */
  order?: EventOrder;
  limits?: Partial<LogLimits & XmlLimits & SourceLimits & { nested: number }>;
}
