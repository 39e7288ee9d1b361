import { ServiceError } from '../errors/service-error.ts';
import type { TabularLimits, TabularRow } from './types.ts';
import { type GuardedXml, guardedXml } from './xml-tokens.ts';

/** Before the attributes of the case, as process-mining tools write them: `case:concept:name`. */
export const CASE_PREFIX = 'case:';

const valued = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

/**
 * Turns a XES log (IEEE 1849) into rows: one for each event, with the attributes of
 * its case under `case:`. A case's rows are handed on when the case ends, as its
 * attributes may stand behind its events. Nested attributes (attributes of
 * attributes, lists) are left out; a repeated key keeps its first value.
 */
export function xesEvents(limits: TabularLimits, emit: (rows: TabularRow[]) => void): GuardedXml {
  let rowNumber = 0;
  let inLog = false;
  let caseAttributes: Record<string, string> | null = null;
  let event: Record<string, string> | null = null;
  let events: Record<string, string>[] = [];
  /** Depth within an attribute of the case or event; only the outermost counts. */
  let nested = 0;

  return guardedXml(
    {
      open(name, attributes) {
        const local = localName(name);
        if (!inLog) {
          if (local !== 'log') throw new ServiceError('import_format_unknown');
          inLog = true;
        } else if (local === 'trace' && caseAttributes === null) {
          caseAttributes = {};
        } else if (local === 'event' && event === null && nested === 0) {
          event = {};
        } else if (caseAttributes !== null || event !== null) {
          const target = event ?? caseAttributes;
          const { key, value } = attributes;
          if (nested === 0 && target && valued.has(local) && key !== undefined && key !== '__proto__') {
            target[key] ??= value ?? '';
            if (Object.keys(target).length > limits.columns) {
              throw new ServiceError('import_too_many_columns', { params: { limit: limits.columns } });
            }
          }
          nested += 1;
        }
      },
      close(name) {
        const local = localName(name);
        if (nested > 0) {
          nested -= 1;
        } else if (local === 'event' && event !== null) {
          events.push(event);
          if (events.length > limits.eventsPerCase) {
            throw new ServiceError('import_xml_limits', {
              params: { what: 'events in one case', limit: limits.eventsPerCase },
            });
          }
          event = null;
          if (caseAttributes === null) flush({});
        } else if (local === 'trace' && caseAttributes !== null) {
          flush(caseAttributes);
          caseAttributes = null;
        }
      },
    },
    limits,
  );

  function flush(attributes: Record<string, string>): void {
    const prefixed: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) prefixed[CASE_PREFIX + key] = value;
    const rows = events.map((values) => {
      rowNumber += 1;
      return { rowNumber, values: { ...prefixed, ...values } };
    });
    if (rowNumber > limits.rows)
      throw new ServiceError('import_too_many_rows', { params: { limit: limits.rows } });
    events = [];
    if (rows.length > 0) emit(rows);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
