import { AnalyticsError } from '../../errors.ts';
import type { NestedAttribute } from '../event-log.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { type EventOrder, LogBuilder, type LogLimits } from './log-builder.ts';
import { parseTimeBytes } from './parse-time.ts';
import { decodeUtf8, type StringPool } from './string-pool.ts';
import type { ReadXesOptions, XesClassifier, XesDocument, XesIssues } from './xes-document.ts';
import {
  isAttribute,
  kindOf,
  numberOf,
  setValue,
  splitKeys,
  type Value,
  type XesKind,
} from './xes-values.ts';
import type { XmlHandler, XmlTokens } from './xml-tokens.ts';

/** What an open element stands for. Attributes gather what is inside them. */
type Place =
  | { in: 'log' | 'trace' | 'event' | 'global' | 'ignored' }
  | { in: 'attribute'; children: NestedAttribute[]; done: (children: NestedAttribute[]) => void };

/** What a key of an event is read into. */
type Role = 'time' | 'start' | 'resource' | 'activity' | null;

const IGNORED: Place = { in: 'ignored' };
const LOG: Place = { in: 'log' };
const TRACE: Place = { in: 'trace' };
const EVENT: Place = { in: 'event' };

/** Fills a log builder with what a XES file says, element by element. */
export class XesHandler implements XmlHandler {
  tokens!: XmlTokens;
  readonly pool: StringPool;
  readonly #builder: LogBuilder;
  readonly #options: ReadXesOptions;
  readonly #kinds: XesKind[] = [];
  readonly #places: Place[] = [];
  readonly #issues: XesIssues = {
    tracesWithoutName: 0,
    emptyTraces: 0,
    mergedTraces: 0,
    eventsWithoutActivity: 0,
    eventsWithoutTime: 0,
    eventsOutsideTraces: 0,
    unreadableValues: 0,
  };
  readonly #document: Omit<XesDocument, 'log' | 'issues'> = {
    attributes: [],
    extensions: [],
    classifiers: [],
    globals: { trace: [], event: [] },
  };
  #globalScope: 'trace' | 'event' | null = null;
  #nestedLeft: number;
  readonly #mostCaseValues: number;

  // The keys of events: number of the key in the pool → what it is for and its column.
  readonly #roles = new Map<number, Role>();
  readonly #columns = new Map<number, ColumnBuilder>();
  #activityKeys: number[] = [];
  #activityParts: number[] = [];

  // The event and case being read.
  #time = Number.NaN;
  #start = Number.NaN;
  #resource = -1;
  #traceRow = 0;
  #traces = 0;
  #caseName: string | null = null;
  #caseValues: { key: number; value: Value; children: NestedAttribute[] | null }[] = [];

  constructor(options: ReadXesOptions, limits: LogLimits & { nested: number }) {
    this.#builder = new LogBuilder(limits);
    this.pool = this.#builder.pool;
    this.#options = options;
    this.#nestedLeft = limits.nested;
    this.#mostCaseValues = limits.columns;
    this.#useActivity(
      options.activity === undefined
        ? ['concept:name']
        : typeof options.activity === 'string'
          ? [options.activity]
          : options.activity,
    );
  }

  open(name: number): void {
    const kind = this.#kinds[name] ?? this.#kindOf(name);
    const depth = this.#places.length;
    if (depth === 0) {
      if (kind !== 'log')
        throw new AnalyticsError(
          'source',
          `is XML but no XES: its root is <${this.tokens.names.textOf(name).slice(0, 40)}>, not <log>`,
        );
      this.#places.push(LOG);
      return;
    }
    const outer = this.#places[depth - 1] as Place;
    this.#places.push(this.#enter(outer, kind));
  }

  close(): void {
    const place = this.#places.pop() as Place;
    if (place.in === 'attribute') place.done(place.children);
    else if (place === EVENT) this.#endEvent();
    else if (place === TRACE) this.#endTrace();
    else if (place.in === 'global') this.#globalScope = null;
  }

  finish(order: EventOrder): XesDocument {
    if (this.#options.classifier !== undefined && !this.#classifierFound()) {
      throw new AnalyticsError(
        'options.classifier',
        `must be one of the file's: ${this.#document.classifiers.map((c) => c.name).join(', ') || 'it has none'}`,
      );
    }
    return { log: this.#builder.finish(order), ...this.#document, issues: this.#issues };
  }

  #enter(outer: Place, kind: XesKind): Place {
    switch (outer.in) {
      case 'event':
        return this.#eventAttribute(kind);
      case 'trace':
        if (kind !== 'event') return this.#caseAttribute(kind);
        this.#time = Number.NaN;
        this.#start = Number.NaN;
        this.#resource = -1;
        this.#activityParts.fill(-1);
        return EVENT;
      case 'log':
        return this.#logElement(kind);
      case 'global':
        return this.#nestedAttribute(kind, this.#document.globals[this.#globalScope ?? 'event']);
      case 'attribute':
        // A list holds its items within <values>.
        if (kind === 'values') return { in: 'attribute', children: outer.children, done: nothing };
        return this.#nestedAttribute(kind, outer.children);
      default:
        return IGNORED;
    }
  }

  #logElement(kind: XesKind): Place {
    if (kind === 'trace') {
      this.#traces++;
      this.#traceRow = this.#builder.events;
      this.#caseName = null;
      this.#caseValues.length = 0;
      return TRACE;
    }
    if (kind === 'event') {
      this.#issues.eventsOutsideTraces++;
      return IGNORED;
    }
    if (kind === 'extension') {
      this.#spendNested();
      this.#document.extensions.push({
        name: this.#text('name'),
        prefix: this.#text('prefix'),
        uri: this.#text('uri'),
      });
      return IGNORED;
    }
    if (kind === 'classifier') {
      this.#spendNested();
      const classifier: XesClassifier = {
        name: this.#text('name'),
        scope: this.#text('scope') === 'trace' ? 'trace' : 'event',
        keys: splitKeys(this.#text('keys')),
      };
      this.#document.classifiers.push(classifier);
      if (classifier.name === this.#options.classifier && classifier.scope === 'event') {
        if (this.#traces > 0)
          throw new AnalyticsError('options.classifier', 'must stand before the first case of the file');
        this.#useActivity(classifier.keys);
      }
      return IGNORED;
    }
    if (kind === 'global') {
      const scope = this.#text('scope');
      if (scope !== 'trace' && scope !== 'event') return IGNORED;
      this.#globalScope = scope;
      return { in: 'global' };
    }
    return this.#nestedAttribute(kind, this.#document.attributes);
  }

  /** An attribute of the event: into its role or column. */
  #eventAttribute(kind: XesKind): Place {
    const { tokens } = this;
    const keyAt = this.#find('key');
    if (keyAt < 0 || !isAttribute(kind)) return IGNORED;
    const key = tokens.valueOf(keyAt);
    const valueAt = this.#find('value');
    let role = this.#roles.get(key);
    if (role === undefined) {
      role = this.#roleOf(key);
      this.#roles.set(key, role);
    }
    if (role !== null && valueAt >= 0) {
      switch (role) {
        case 'time':
          this.#time = this.#dateAt(valueAt);
          return IGNORED;
        case 'start':
          this.#start = this.#dateAt(valueAt);
          return IGNORED;
        case 'resource':
          this.#resource = tokens.valueOf(valueAt);
          return IGNORED;
        default:
          this.#activityParts[this.#activityKeys.indexOf(key)] = tokens.valueOf(valueAt);
          if (this.#activityKeys.length === 1) return IGNORED;
      }
    }
    let column = this.#columns.get(key);
    if (column === undefined) {
      column = this.#builder.eventColumn(this.pool.textOf(key));
      this.#columns.set(key, column);
    }
    const row = this.#builder.events;
    setValue(column, row, this.#value(kind, valueAt));
    const target = column;
    return tokens.selfClosing ? IGNORED : gathering((children) => target.addNested(row, children));
  }

  /** An attribute of the case: kept until the case ends, as its name may come last. */
  #caseAttribute(kind: XesKind): Place {
    const keyAt = this.#find('key');
    if (keyAt < 0 || !isAttribute(kind)) return IGNORED;
    const key = this.tokens.valueOf(keyAt);
    const valueAt = this.#find('value');
    if (this.pool.textOf(key) === 'concept:name') {
      if (valueAt >= 0) this.#caseName = this.pool.textOf(this.tokens.valueOf(valueAt));
      return IGNORED;
    }
    const entry = { key, value: this.#value(kind, valueAt), children: null as NestedAttribute[] | null };
    if (this.#caseValues.push(entry) > this.#mostCaseValues) {
      throw new AnalyticsError(
        'source',
        `has a case with more than ${this.#mostCaseValues} attributes (limits.columns)`,
      );
    }
    if (this.tokens.selfClosing) return IGNORED;
    return gathering((children) => {
      entry.children = children;
    });
  }

  /** An attribute outside columns: of the log, of a global, of another attribute. */
  #nestedAttribute(kind: XesKind, siblings: NestedAttribute[]): Place {
    const keyAt = this.#find('key');
    if (keyAt < 0 || !isAttribute(kind)) return IGNORED;
    this.#spendNested();
    const key = this.pool.textOf(this.tokens.valueOf(keyAt));
    const value = this.#value(kind, this.#find('value'));
    const children: NestedAttribute[] = [];
    if (value !== null) {
      siblings.push(
        value.type === 'string'
          ? { key, type: 'string', value: this.pool.textOf(value.id), children }
          : value.type === 'list'
            ? { key, type: 'list', value: null, children }
            : ({ key, type: value.type, value: value.value, children } as NestedAttribute),
      );
    }
    return { in: 'attribute', children, done: nothing };
  }

  /** Counts what is kept as an object, so that a file of nothing else ends before memory does. */
  #spendNested(): void {
    if (this.#nestedLeft-- === 0)
      throw new AnalyticsError('source', 'has more nested attributes than limits.nested');
  }

  #endEvent(): void {
    const activity = this.#activity();
    if (activity < 0) {
      this.#issues.eventsWithoutActivity++;
      for (const column of this.#columns.values()) column.clear(this.#builder.events);
      return;
    }
    if (Number.isNaN(this.#time)) this.#issues.eventsWithoutTime++;
    this.#builder.addEvent(-1, activity, this.#time, this.#start, this.#resource);
  }

  #endTrace(): void {
    if (this.#builder.events === this.#traceRow) {
      this.#issues.emptyTraces++;
      return;
    }
    if (this.#caseName === null) this.#issues.tracesWithoutName++;
    const before = this.#builder.cases;
    const index = this.#builder.caseOf(this.#caseName ?? `trace ${this.#traces}`);
    if (index < before) this.#issues.mergedTraces++;
    this.#builder.assignCase(this.#traceRow, index);
    for (const { key, value, children } of this.#caseValues) {
      const column = this.#builder.caseColumn(this.pool.textOf(key));
      setValue(column, index, value);
      if (children !== null) column.addNested(index, children);
    }
  }

  /** The activity of the event by its keys, -1 if it has none of them. */
  #activity(): number {
    const parts = this.#activityParts;
    if (parts.length === 1) return parts[0] as number;
    if (parts.every((part) => part < 0)) return -1;
    return this.pool.idOf(parts.map((part) => (part < 0 ? '' : this.pool.textOf(part))).join('+'));
  }

  #value(kind: XesKind, at: number): Value {
    if (kind === 'list') return { type: 'list' };
    if (at < 0) return null;
    const { tokens } = this;
    if (kind === 'string') return { type: 'string', id: tokens.valueOf(at) };
    if (kind === 'date') {
      const value = this.#dateAt(at);
      return Number.isNaN(value) ? null : { type: 'date', value };
    }
    const text = decodeUtf8(tokens.bytes, tokens.from(at), tokens.to(at)).trim();
    if (kind === 'boolean') {
      if (text === 'true' || text === '1') return { type: 'boolean', value: true };
      if (text === 'false' || text === '0') return { type: 'boolean', value: false };
    } else {
      const value = numberOf(text);
      if (kind === 'int' && Number.isInteger(value) && !Number.isSafeInteger(value))
        return { type: 'string', id: this.pool.idOf(text) };
      if (!Number.isNaN(value)) return { type: 'number', value };
      if (text === 'NaN') return null;
    }
    this.#issues.unreadableValues++;
    return null;
  }

  #dateAt(at: number): number {
    const { tokens } = this;
    const time = parseTimeBytes(tokens.bytes, tokens.from(at), tokens.to(at), 'year-first');
    if (Number.isNaN(time)) this.#issues.unreadableValues++;
    return time;
  }

  /** The place of an attribute of the open element, or -1. */
  #find(name: 'key' | 'value' | 'name' | 'prefix' | 'uri' | 'keys' | 'scope'): number {
    const { tokens } = this;
    for (let i = 0; i < tokens.attributeCount; i++)
      if (tokens.names.strings[tokens.attributeNames[i] as number] === name) return i;
    return -1;
  }

  #text(name: 'name' | 'prefix' | 'uri' | 'keys' | 'scope'): string {
    const at = this.#find(name);
    return at < 0 ? '' : this.pool.textOf(this.tokens.valueOf(at));
  }

  #kindOf(name: number): XesKind {
    const text = this.tokens.names.textOf(name);
    const kind = kindOf(text.slice(text.indexOf(':') + 1));
    this.#kinds[name] = kind;
    return kind;
  }

  #roleOf(key: number): Role {
    if (this.#activityKeys.includes(key)) return 'activity';
    const { time = 'time:timestamp', start = 'start_timestamp', resource = 'org:resource' } = this.#options;
    const text = this.pool.textOf(key);
    return text === time ? 'time' : text === start ? 'start' : text === resource ? 'resource' : null;
  }

  #useActivity(keys: readonly string[]): void {
    if (keys.length === 0) throw new AnalyticsError('options.activity', 'must name at least one key');
    this.#activityKeys = keys.map((key) => this.pool.idOf(key));
    this.#activityParts = keys.map(() => -1);
    this.#roles.clear();
  }

  #classifierFound(): boolean {
    return this.#document.classifiers.some((c) => c.name === this.#options.classifier && c.scope === 'event');
  }
}

/** A place for attributes of an attribute; `done` is called if there are any. */
function gathering(done: (children: NestedAttribute[]) => void): Place {
  return {
    in: 'attribute',
    children: [],
    done: (children) => {
      if (children.length > 0) done(children);
    },
  };
}

function nothing(): void {}
