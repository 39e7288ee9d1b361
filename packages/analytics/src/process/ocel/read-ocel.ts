import { AnalyticsError } from '../../errors.ts';
import { formatTime } from '../log/format-time.ts';
import { parseTime } from '../log/parse-time.ts';
import type {
  OcelEvent,
  OcelLog,
  OcelObject,
  OcelRelation,
  OcelType,
  OcelValue,
  OcelValueType,
} from './ocel-log.ts';

export interface OcelDocument {
  log: OcelLog;
  issues: OcelIssues;
}

/** What was not as it should be, counted. */
export interface OcelIssues {
  /** Relations to objects that are not in the file: left out. */
  danglingRelations: number;
  /** Values that are not of the type their attribute is declared with: left out. */
  unreadableValues: number;
  /** Attributes that their type does not declare: kept, typed by their value. */
  undeclaredAttributes: number;
}

/** JSON is read as a whole: more than this is refused unless the limit is raised. */
const DEFAULT_BYTES = 512 * 1024 ** 2;

/**
 * Reads an object-centric event log in OCEL 2.0 JSON, as text, bytes (UTF-8) or a value that was parsed already.
 * Every part is checked for its form; ids must be there and be different. Values are taken by their declared type:
 * numbers that stand as text are read. O(size).
 *
 * @param limits.bytes greatest size of the text; default 512 MiB
 * @throws AnalyticsError if it is no JSON, no OCEL 2.0 (with the place), or too large
 * @example const { log } = readOcel(await file.text());
 */
export function readOcel(
  source: string | Uint8Array | object,
  { limits = {} }: { limits?: { bytes?: number } } = {},
): OcelDocument {
  const root = record(
    'source',
    source instanceof Uint8Array || typeof source === 'string' ? parsed(source, limits.bytes) : source,
  );
  const issues: OcelIssues = { danglingRelations: 0, unreadableValues: 0, undeclaredAttributes: 0 };
  const objectTypes = typesOf('objectTypes', root.objectTypes);
  const eventTypes = typesOf('eventTypes', root.eventTypes);
  const objectTypeOf = new Map(objectTypes.map((type) => [type.name, attributeTypes(type)]));
  const eventTypeOf = new Map(eventTypes.map((type) => [type.name, attributeTypes(type)]));
  const rawObjects = list('objects', root.objects ?? []);
  const known = idsOf('objects', rawObjects);

  const relationsOf = (at: string, raw: unknown): OcelRelation[] =>
    list(`${at}.relationships`, raw ?? []).flatMap((item, i) => {
      const own = record(`${at}.relationships[${i}]`, item);
      const objectId = text(`${at}.relationships[${i}].objectId`, own.objectId);
      const qualifier =
        own.qualifier === undefined ? '' : text(`${at}.relationships[${i}].qualifier`, own.qualifier);
      if (known.has(objectId)) return [{ objectId, qualifier }];
      issues.danglingRelations++;
      return [];
    });
  const takenValue = (types: Map<string, OcelValueType>, name: string, raw: unknown): OcelValue | null => {
    const declared = types.get(name);
    if (declared === undefined) issues.undeclaredAttributes++;
    const value = read(declared, raw);
    if (value === null) issues.unreadableValues++;
    return value;
  };
  const typeFor = <T>(at: string, types: Map<string, T>, name: string): T => {
    const found = types.get(name);
    if (found === undefined) throw broken(`${at}.type`, `is of no declared type: "${name.slice(0, 40)}"`);
    return found;
  };

  const objects = rawObjects.map((item, i): OcelObject => {
    const at = `objects[${i}]`;
    const own = record(at, item);
    const type = text(`${at}.type`, own.type);
    const types = typeFor(at, objectTypeOf, type);
    const attributes = list(`${at}.attributes`, own.attributes ?? []).flatMap((raw, j) => {
      const attribute = record(`${at}.attributes[${j}]`, raw);
      const name = text(`${at}.attributes[${j}].name`, attribute.name);
      const value = takenValue(types, name, attribute.value);
      // The standard writes values that always held with the beginning of 1970.
      const since = attribute.time === undefined ? 0 : time(`${at}.attributes[${j}].time`, attribute.time);
      return value === null ? [] : [{ name, time: since, value }];
    });
    return { id: own.id as string, type, attributes, relationships: relationsOf(at, own.relationships) };
  });
  const rawEvents = list('events', root.events ?? []);
  idsOf('events', rawEvents);
  const events = rawEvents.map((item, i): OcelEvent => {
    const at = `events[${i}]`;
    const own = record(at, item);
    const type = text(`${at}.type`, own.type);
    const types = typeFor(at, eventTypeOf, type);
    const attributes = list(`${at}.attributes`, own.attributes ?? []).flatMap((raw, j) => {
      const attribute = record(`${at}.attributes[${j}]`, raw);
      const name = text(`${at}.attributes[${j}].name`, attribute.name);
      const value = takenValue(types, name, attribute.value);
      return value === null ? [] : [{ name, value }];
    });
    return {
      id: own.id as string,
      type,
      time: time(`${at}.time`, own.time),
      attributes,
      relationships: relationsOf(at, own.relationships),
    };
  });
  return { log: { objectTypes, eventTypes, objects, events }, issues };
}

function parsed(source: string | Uint8Array, bytes = DEFAULT_BYTES): unknown {
  if (source.length > bytes)
    throw new AnalyticsError('source', `has more than ${bytes} bytes (limits.bytes)`);
  let content: string;
  try {
    content = typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch {
    throw new AnalyticsError('source', 'holds bytes that are not valid UTF-8');
  }
  try {
    return JSON.parse(content.charCodeAt(0) === 0xfeff ? content.slice(1) : content);
  } catch (error) {
    throw new AnalyticsError('source', `is no JSON: ${(error as Error).message.slice(0, 120)}`);
  }
}

function typesOf(at: string, raw: unknown): OcelType[] {
  const seen = new Set<string>();
  return list(at, raw).map((item, i) => {
    const own = record(`${at}[${i}]`, item);
    const name = text(`${at}[${i}].name`, own.name);
    if (seen.has(name)) throw broken(`${at}[${i}].name`, `stands twice: "${name.slice(0, 40)}"`);
    seen.add(name);
    const attributes = list(`${at}[${i}].attributes`, own.attributes ?? []).map((attribute, j) => {
      const place = `${at}[${i}].attributes[${j}]`;
      const { name: attributeName, type } = record(place, attribute);
      return { name: text(`${place}.name`, attributeName), type: valueType(`${place}.type`, type) };
    });
    return { name, attributes };
  });
}

const VALUE_TYPES: Record<string, OcelValueType> = {
  string: 'string',
  time: 'time',
  date: 'time',
  integer: 'integer',
  int: 'integer',
  float: 'float',
  boolean: 'boolean',
};

function valueType(at: string, raw: unknown): OcelValueType {
  const name = text(at, raw).toLowerCase();
  if (!Object.hasOwn(VALUE_TYPES, name)) throw broken(at, `is no type of values: "${name.slice(0, 40)}"`);
  return VALUE_TYPES[name] as OcelValueType;
}

function attributeTypes(type: OcelType): Map<string, OcelValueType> {
  return new Map(type.attributes.map(({ name, type: own }) => [name, own]));
}

/** A value as its type has it (a time as its ISO text), or null. */
function read(type: OcelValueType | undefined, raw: unknown): OcelValue | null {
  switch (type) {
    case undefined:
      return typeof raw === 'string' || typeof raw === 'boolean' || Number.isFinite(raw)
        ? (raw as OcelValue)
        : null;
    case 'string':
      return typeof raw === 'string'
        ? raw
        : typeof raw === 'number' || typeof raw === 'boolean'
          ? String(raw)
          : null;
    case 'boolean':
      return typeof raw === 'boolean' ? raw : raw === 'true' ? true : raw === 'false' ? false : null;
    case 'time': {
      const at = typeof raw === 'string' ? parseTime(raw) : Number.NaN;
      return Number.isNaN(at) ? null : formatTime(at);
    }
    default: {
      const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
      if (typeof value !== 'number' || !Number.isFinite(value)) return null;
      return type === 'integer' && !Number.isInteger(value) ? null : value;
    }
  }
}

function idsOf(at: string, items: readonly unknown[]): Set<string> {
  const ids = new Set<string>();
  for (const [i, item] of items.entries()) {
    const id = text(`${at}[${i}].id`, record(`${at}[${i}]`, item).id);
    if (ids.has(id)) throw broken(`${at}[${i}].id`, `stands twice: "${id.slice(0, 40)}"`);
    ids.add(id);
  }
  return ids;
}

function record(at: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(at, 'is no object');
  return value as Record<string, unknown>;
}

function list(at: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw broken(at, 'is no list');
  return value;
}

function text(at: string, value: unknown): string {
  if (typeof value !== 'string') throw broken(at, 'is no text');
  return value;
}

function time(at: string, value: unknown): number {
  const found = typeof value === 'string' ? parseTime(value) : Number.NaN;
  if (Number.isNaN(found)) throw broken(at, 'is no time');
  return found;
}

function broken(at: string, reason: string): AnalyticsError {
  return new AnalyticsError('source', at === 'source' ? reason : `is no OCEL 2.0: ${at} ${reason}`);
}
