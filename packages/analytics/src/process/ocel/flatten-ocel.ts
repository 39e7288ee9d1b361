import { AnalyticsError } from '../../errors.ts';
import type { EventLog } from '../event-log.ts';
import type { ColumnBuilder } from '../log/column-builder.ts';
import { LogBuilder, memoryLimits } from '../log/log-builder.ts';
import { parseTime } from '../log/parse-time.ts';
import type { OcelLog, OcelType, OcelValue, OcelValueType } from './ocel-log.ts';

export interface FlattenOptions {
  /** The attribute of events that says who did it, or the type of objects who did (the first related one). */
  resource?: { attribute: string } | { objectType: string };
}

/**
 * One view of an object-centric log: each object of a type is a case, and every event that concerns it is an event of
 * that case. An event of several such objects is an event of each of them, as in pm4py's flattening; an object twice
 * related to an event has it once. Attributes of the object become those of the case, by their latest value; events
 * are in order of time, equal times as in the log. Objects without events are left out.
 * O(relations + attributes).
 *
 * @throws AnalyticsError if the log has no such type of objects
 * @example directlyFollows(flattenOcel(log, 'orders'));
 */
export function flattenOcel(log: OcelLog, objectType: string, { resource }: FlattenOptions = {}): EventLog {
  requireType(log, 'objectType', objectType);
  if (resource !== undefined && 'objectType' in resource)
    requireType(log, 'options.resource.objectType', resource.objectType);
  const builder = new LogBuilder(memoryLimits);
  const { pool } = builder;
  const typeOfObject = new Map(log.objects.map(({ id, type }) => [id, type]));
  const eventTypes = typeTable(log.eventTypes);
  for (const event of log.events) {
    const cases = new Set<string>();
    let who = -1;
    for (const { objectId } of event.relationships) {
      const type = typeOfObject.get(objectId);
      if (type === objectType) cases.add(objectId);
      if (who < 0 && resource !== undefined && 'objectType' in resource && type === resource.objectType)
        who = pool.idOf(objectId);
    }
    if (resource !== undefined && 'attribute' in resource) {
      const value = event.attributes.find(({ name }) => name === resource.attribute)?.value;
      if (value !== undefined) who = pool.idOf(String(value));
    }
    for (const id of cases) {
      const row = builder.addEvent(builder.caseOf(id), pool.idOf(event.type), event.time, Number.NaN, who);
      for (const { name, value } of event.attributes)
        setValue(builder, builder.eventColumn(name), row, eventTypes.get(event.type)?.get(name), value);
    }
  }
  const cases = builder.cases;
  const objectTypes = typeTable(log.objectTypes).get(objectType);
  for (const { id, type, attributes } of log.objects) {
    if (type !== objectType) continue;
    const caseIndex = builder.caseOf(id);
    if (caseIndex >= cases) continue; // no event concerns it
    const since = new Map<string, number>();
    for (const { name, time, value } of attributes) {
      if (time < (since.get(name) ?? Number.NEGATIVE_INFINITY)) continue;
      since.set(name, time);
      setValue(builder, builder.caseColumn(name), caseIndex, objectTypes?.get(name), value);
    }
  }
  return builder.finish('time');
}

function setValue(
  builder: LogBuilder,
  column: ColumnBuilder,
  row: number,
  type: OcelValueType | undefined,
  value: OcelValue,
): void {
  if (typeof value === 'number') column.setNumber(row, value, 'number');
  else if (typeof value === 'boolean') column.setBoolean(row, value);
  else if (type === 'time') column.setNumber(row, parseTime(value), 'date');
  else column.setText(row, builder.pool.idOf(value));
}

function typeTable(types: readonly OcelType[]): Map<string, Map<string, OcelValueType>> {
  return new Map(
    types.map(({ name, attributes }) => [name, new Map(attributes.map((a) => [a.name, a.type]))]),
  );
}

function requireType(log: OcelLog, argument: string, name: string): void {
  if (log.objectTypes.some((type) => type.name === name)) return;
  const have = log.objectTypes.map((type) => type.name).join(', ');
  throw new AnalyticsError(
    argument,
    `must be a type of objects of the log (${have.slice(0, 500)}), not "${name}"`,
  );
}
