import type { AttributeColumn, AttributeTable, EventLog, NestedAttribute } from '../event-log.ts';

/**
 * The log of some cases only, in the order of the log. Dictionaries are shared, so that numbers of activities and
 * resources mean the same in both. O(kept events × columns).
 *
 * @param keep per case 1 to keep it
 */
export function takeCases(log: EventLog, keep: Uint8Array): EventLog {
  const { caseStart } = log;
  let cases = 0;
  let events = 0;
  for (let c = 0; c < keep.length; c++) {
    if (keep[c] !== 1) continue;
    cases++;
    events += (caseStart[c + 1] as number) - (caseStart[c] as number);
  }
  if (cases === keep.length) return log;
  const keptCases = new Int32Array(cases);
  const keptEvents = new Int32Array(events);
  const start = new Int32Array(cases + 1);
  let at = 0;
  let k = 0;
  for (let c = 0; c < keep.length; c++) {
    if (keep[c] !== 1) continue;
    keptCases[k++] = c;
    for (let e = caseStart[c] as number; e < (caseStart[c + 1] as number); e++) keptEvents[at++] = e;
    start[k] = at;
  }
  return taken(log, keptCases, keptEvents, start);
}

/**
 * The log of some events only; cases that lose all of theirs are left out. Dictionaries are shared.
 *
 * @param keep per event 1 to keep it
 */
export function takeEvents(log: EventLog, keep: Uint8Array): EventLog {
  const { caseStart } = log;
  let events = 0;
  for (let e = 0; e < keep.length; e++) if (keep[e] === 1) events++;
  if (events === keep.length) return log;
  const keptEvents = new Int32Array(events);
  const keptCases = new Int32Array(caseStart.length - 1);
  const start = new Int32Array(caseStart.length);
  let at = 0;
  let k = 0;
  for (let c = 0; c < caseStart.length - 1; c++) {
    const before = at;
    for (let e = caseStart[c] as number; e < (caseStart[c + 1] as number); e++)
      if (keep[e] === 1) keptEvents[at++] = e;
    if (at === before) continue;
    keptCases[k++] = c;
    start[k] = at;
  }
  return taken(log, keptCases.slice(0, k), keptEvents, start.slice(0, k + 1));
}

function taken(log: EventLog, cases: Int32Array, events: Int32Array, caseStart: Int32Array): EventLog {
  return {
    activities: log.activities,
    resources: log.resources,
    caseIds: Array.from(cases, (c) => log.caseIds[c] as string),
    caseStart,
    activity: events.map((e) => log.activity[e] as number),
    time: numbersAt(log.time, events),
    startTime: log.startTime === null ? null : numbersAt(log.startTime, events),
    resource: events.map((e) => log.resource[e] as number),
    caseAttributes: tableAt(log.caseAttributes, cases),
    eventAttributes: tableAt(log.eventAttributes, events),
  };
}

function tableAt(table: AttributeTable, rows: Int32Array): AttributeTable {
  return new Map(Array.from(table, ([name, column]) => [name, columnAt(column, rows)]));
}

function columnAt(column: AttributeColumn, rows: Int32Array): AttributeColumn {
  const nested = nestedAt(column.nested, rows);
  switch (column.type) {
    case 'string':
      return {
        type: 'string',
        dictionary: column.dictionary,
        values: rows.map((row) => column.values[row] as number),
        ...nested,
      };
    case 'number':
    case 'date':
      return { type: column.type, values: numbersAt(column.values, rows), ...nested };
    default:
      return {
        type: column.type,
        values: Int8Array.from(rows, (row) => column.values[row] as number),
        ...nested,
      };
  }
}

function nestedAt(
  nested: AttributeColumn['nested'],
  rows: Int32Array,
): { nested?: Map<number, readonly NestedAttribute[]> } {
  if (nested === undefined) return {};
  const moved = new Map<number, readonly NestedAttribute[]>();
  for (let i = 0; i < rows.length; i++) {
    const attributes = nested.get(rows[i] as number);
    if (attributes !== undefined) moved.set(i, attributes);
  }
  return moved.size === 0 ? {} : { nested: moved };
}

function numbersAt(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] as number] as number;
  return out;
}
