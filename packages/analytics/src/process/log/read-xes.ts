import type { EventLog, NestedAttribute } from '../event-log.ts';
import { type ByteSource, defaultSourceLimits, type SourceLimits, utf8Chunks } from './byte-source.ts';
import { defaultLogLimits, type EventOrder, type LogLimits } from './log-builder.ts';
import { XesHandler } from './xes-handler.ts';
import { defaultXmlLimits, type XmlLimits, XmlTokens } from './xml-tokens.ts';

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

/**
 * Reads an event log in XES (IEEE 1849), plain or packed with gzip, as it comes in: memory holds the columns, never
 * the file. Attributes of cases and events become columns, attributes of attributes and lists stand beside them.
 * An `int` beyond 2^53 makes its column text, so that no digit is lost. A repeated key keeps its last value.
 *
 * Made for files of strangers: DOCTYPE and entities are refused; depth, attributes, lengths, size and packing ratio
 * are bounded; bytes that are not valid in the encoding are refused where they are part of a name or value.
 * O(bytes).
 *
 * @throws AnalyticsError if it is no XES, not whole, forbidden, beyond the limits, or names no such classifier
 * @example const { log, issues } = await readXes(file.stream());
 */
export async function readXes(source: ByteSource, options: ReadXesOptions = {}): Promise<XesDocument> {
  const { limits = {} } = options;
  const handler = new XesHandler(options, { ...defaultLogLimits, nested: 5_000_000, ...limits });
  const tokens = new XmlTokens(handler.pool, handler, { ...defaultXmlLimits, ...limits });
  handler.tokens = tokens;
  for await (const chunk of utf8Chunks(source, { ...defaultSourceLimits, ...limits }, declaredEncoding)) {
    tokens.write(chunk);
  }
  tokens.end();
  return handler.finish(options.order ?? 'given');
}

/** What the XML declaration says, else UTF-8; UTF-16 without a mark shows itself by zeros around the first `<`. */
function declaredEncoding(head: Uint8Array): string {
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le';
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be';
  let text = '';
  for (let i = 0; i < head.length && head[i] !== 0x3e; i++) text += String.fromCharCode(head[i] as number);
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(text)?.[1] ?? 'utf-8';
}
