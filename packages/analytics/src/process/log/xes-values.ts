import type { ColumnBuilder } from './column-builder.ts';

/** What an element of XES is, whatever its prefix. */
export type XesKind =
  | 'string'
  | 'date'
  | 'int'
  | 'float'
  | 'boolean'
  | 'list'
  | 'values'
  | 'log'
  | 'trace'
  | 'event'
  | 'extension'
  | 'classifier'
  | 'global'
  | 'other';

const KINDS: Record<string, XesKind> = {
  string: 'string',
  id: 'string',
  date: 'date',
  int: 'int',
  float: 'float',
  boolean: 'boolean',
  list: 'list',
  container: 'list',
  values: 'values',
  log: 'log',
  trace: 'trace',
  event: 'event',
  extension: 'extension',
  classifier: 'classifier',
  global: 'global',
};

/** The kind of an element by its name without prefix. */
export function kindOf(name: string): XesKind {
  return Object.hasOwn(KINDS, name) ? (KINDS[name] as XesKind) : 'other';
}

/** The value of an attribute; texts by their number in the pool, null if there is none that can be read. */
export type Value =
  | { type: 'string'; id: number }
  | { type: 'number' | 'date'; value: number }
  | { type: 'boolean'; value: boolean }
  | { type: 'list' }
  | null;

export function isAttribute(kind: XesKind): boolean {
  return (
    kind === 'string' ||
    kind === 'date' ||
    kind === 'int' ||
    kind === 'float' ||
    kind === 'boolean' ||
    kind === 'list'
  );
}

export function setValue(column: ColumnBuilder, row: number, value: Value): void {
  if (value === null) return;
  if (value.type === 'string') column.setText(row, value.id);
  else if (value.type === 'boolean') column.setBoolean(row, value.value);
  else if (value.type === 'list') column.setList(row);
  else column.setNumber(row, value.value, value.type);
}

export function numberOf(text: string): number {
  if (text === 'INF' || text === '+INF' || text === 'Infinity') return Number.POSITIVE_INFINITY;
  if (text === '-INF' || text === '-Infinity') return Number.NEGATIVE_INFINITY;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** The keys of a classifier: apart by spaces; a key with a space in it stands in single quotes. */
export function splitKeys(text: string): string[] {
  return Array.from(text.matchAll(/'([^']*)'|(\S+)/g), (match) => match[1] ?? (match[2] as string));
}
