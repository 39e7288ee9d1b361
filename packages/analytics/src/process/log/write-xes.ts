import type { AttributeColumn, AttributeTable, EventLog, NestedAttribute } from '../event-log.ts';
import { formatTime } from './format-time.ts';
import type { XesDocument, XesExtension } from './xes-document.ts';

const STANDARD: XesExtension[] = [
  { name: 'Concept', prefix: 'concept', uri: 'http://www.xes-standard.org/concept.xesext' },
  { name: 'Time', prefix: 'time', uri: 'http://www.xes-standard.org/time.xesext' },
  { name: 'Organizational', prefix: 'org', uri: 'http://www.xes-standard.org/org.xesext' },
];
const PIECE = 1 << 16;

/**
 * A log as XES (IEEE 1849), piece by piece: what `readXes` reads back as the same log. Activity, time, start and
 * resource are written under their standard keys; columns of those names are left out. Whole numbers are `int`,
 * others `float`. Characters that XML 1.0 cannot hold become U+FFFD; times outside the years 0 to 9999 are left out.
 * O(values).
 *
 * @param document what else the file should say: extensions (default concept, time, organizational), classifiers,
 * globals and attributes of the log
 * @returns pieces of the text, some 64 KiB each
 * @example new Blob([...writeXes(log)]).stream().pipeThrough(new CompressionStream('gzip'));
 */
export function* writeXes(
  log: EventLog,
  document: Partial<Omit<XesDocument, 'log' | 'issues'>> = {},
): Generator<string> {
  const { extensions = STANDARD, classifiers = [], attributes = [], globals } = document;
  let out =
    '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2023" xes.features="nested-attributes"';
  out += ' xmlns="http://www.xes-standard.org/">\n';
  for (const { name, prefix, uri } of extensions)
    out += `<extension name="${escaped(name)}" prefix="${escaped(prefix)}" uri="${escaped(uri)}"/>\n`;
  for (const scope of ['trace', 'event'] as const) {
    const given = globals?.[scope] ?? [];
    if (given.length > 0) out += `<global scope="${scope}">${nestedText(given)}</global>\n`;
  }
  for (const { name, scope, keys } of classifiers) {
    const joined = keys.map((key) => (/\s/.test(key) ? `'${key}'` : key)).join(' ');
    out += `<classifier name="${escaped(name)}" scope="${scope}" keys="${escaped(joined)}"/>\n`;
  }
  out += nestedText(attributes);

  const caseCells = cellsOf(log.caseAttributes, ['concept:name']);
  const eventCells = cellsOf(log.eventAttributes, [
    'concept:name',
    'time:timestamp',
    'start_timestamp',
    'org:resource',
  ]);
  const activities = log.activities.map((name) => `<string key="concept:name" value="${escaped(name)}"/>`);
  const resources = log.resources.map((name) => `<string key="org:resource" value="${escaped(name)}"/>`);
  for (let c = 0; c < log.caseIds.length; c++) {
    out += `\n<trace>\n<string key="concept:name" value="${escaped(log.caseIds[c] as string)}"/>`;
    for (const cell of caseCells) out += cell(c);
    for (let e = log.caseStart[c] as number; e < (log.caseStart[c + 1] as number); e++) {
      const resource = log.resource[e] as number;
      out += `\n<event>${activities[log.activity[e] as number]}`;
      if (resource >= 0) out += resources[resource];
      out += dateText('time:timestamp', log.time[e] as number);
      if (log.startTime !== null) out += dateText('start_timestamp', log.startTime[e] as number);
      for (const cell of eventCells) out += cell(e);
      out += '</event>';
      if (out.length >= PIECE) {
        yield out;
        out = '';
      }
    }
    out += '\n</trace>';
  }
  yield `${out}\n</log>\n`;
}

/** For each column, what writes the value of a row. */
function cellsOf(columns: AttributeTable, reserved: readonly string[]): ((row: number) => string)[] {
  return [...columns]
    .filter(([name]) => !reserved.includes(name))
    .map(([name, column]) => cellOf(escaped(name), column));
}

function cellOf(key: string, column: AttributeColumn): (row: number) => string {
  const texts = column.type === 'string' ? column.dictionary.map(escaped) : [];
  return (row) => {
    const inside = column.nested?.get(row) ?? [];
    const value = column.values[row] as number;
    switch (column.type) {
      case 'string':
        return value < 0 ? '' : element('string', key, texts[value] as string, inside);
      case 'boolean':
        return value < 0 ? '' : element('boolean', key, String(value === 1), inside);
      case 'date': {
        const text = formatTime(value);
        return text === '' ? '' : element('date', key, text, inside);
      }
      case 'number':
        return Number.isNaN(value) ? '' : element(...numberParts(key, value), inside);
      default:
        return value === 0 ? '' : listText(key, inside);
    }
  };
}

function nestedText(attributes: readonly NestedAttribute[]): string {
  let out = '';
  for (const { key, type, value, children } of attributes) {
    const name = escaped(key);
    if (type === 'string') out += element('string', name, escaped(value), children);
    else if (type === 'boolean') out += element('boolean', name, String(value), children);
    else if (type === 'date') out += element('date', name, formatTime(value), children);
    else if (type === 'number') out += element(...numberParts(name, value), children);
    else out += listText(name, children);
  }
  return out;
}

function element(tag: string, key: string, value: string, inside: readonly NestedAttribute[]): string {
  return inside.length === 0
    ? `<${tag} key="${key}" value="${value}"/>`
    : `<${tag} key="${key}" value="${value}">${nestedText(inside)}</${tag}>`;
}

function listText(key: string, items: readonly NestedAttribute[]): string {
  return `<list key="${key}"><values>${nestedText(items)}</values></list>`;
}

function dateText(key: string, time: number): string {
  const text = formatTime(time);
  return text === '' ? '' : `<date key="${key}" value="${text}"/>`;
}

function numberParts(key: string, value: number): [tag: string, key: string, value: string] {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return ['int', key, String(value)];
  if (!Number.isFinite(value)) return ['float', key, value > 0 ? 'INF' : '-INF'];
  return ['float', key, Object.is(value, -0) ? '-0' : String(value)];
}

const SPECIAL: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold
  return text.toWellFormed().replace(/[\u0000-\u001f&<>"\ufffe\uffff]/g, (c) => SPECIAL[c] ?? '\ufffd');
}
