import type { Entry } from 'yauzl';
import { ServiceError } from '../errors/service-error.ts';
import type { TabularLimits } from './types.ts';
import { xmlEncoding, xmlText } from './xml-text.ts';
import { guardedXml, type XmlHandler } from './xml-tokens.ts';
import type { GuardedZip } from './zip.ts';

/** What a workbook's small parts say: its sheets, how dates are counted, which styles are dates, its strings. */
export interface Workbook {
  sheets: { name: string; entry: Entry; hidden: boolean }[];
  date1904: boolean;
  /** By index of the cell style: what its number format shows. */
  styles: ('number' | 'date' | 'time')[];
  strings: string[];
}

export function brokenWorkbook(detail: string): ServiceError {
  return new ServiceError('import_spreadsheet_broken', { params: { detail } });
}

/** Feeds one part of the package to a handler; the XML of a workbook has no reason to be other than UTF-8 or UTF-16. */
export async function readPart(
  zip: GuardedZip,
  entry: Entry,
  limits: TabularLimits,
  handler: XmlHandler,
): Promise<void> {
  const parser = guardedXml(handler, limits);
  for await (const text of partText(zip, entry)) parser.write(text);
  parser.end();
}

/** The text of one part in pieces. */
export async function* partText(zip: GuardedZip, entry: Entry): AsyncGenerator<string> {
  const bytes = zip.read(entry);
  const first = await bytes.next();
  if (first.done) throw brokenWorkbook(entry.fileName);
  const all = (async function* () {
    yield first.value;
    yield* bytes;
  })();
  try {
    yield* xmlText(all, xmlEncoding(first.value));
  } finally {
    await bytes.return(undefined);
  }
}

/** Reads the parts that are needed before the sheet. External links are never followed, macros are refused. */
export async function readWorkbook(zip: GuardedZip, limits: TabularLimits): Promise<Workbook> {
  for (const name of zip.entries.keys()) {
    if (/vbaProject\.bin$|\/macrosheets\//i.test(name)) throw new ServiceError('import_spreadsheet_macros');
  }
  const main = zip.entries.get('xl/workbook.xml');
  if (main === undefined) throw brokenWorkbook('xl/workbook.xml');
  const targets = await relationsOf(zip, limits);
  const sheets: Workbook['sheets'] = [];
  let date1904 = false;
  await readPart(zip, main, limits, {
    open(name, attributes) {
      const local = localName(name);
      if (local === 'workbookPr') date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (local !== 'sheet') return;
      const entry = zip.entries.get(targets.get(attributes['r:id'] ?? '') ?? '');
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      if (entry) sheets.push({ name: attributes.name ?? '', entry, hidden });
    },
    close: () => undefined,
  });
  if (sheets.length === 0) throw brokenWorkbook('no worksheet');
  return { sheets, date1904, styles: await stylesOf(zip, limits), strings: await stringsOf(zip, limits) };
}

/** Parts that the workbook names, by relation id. */
async function relationsOf(zip: GuardedZip, limits: TabularLimits): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const entry = zip.entries.get('xl/_rels/workbook.xml.rels');
  if (entry === undefined) throw brokenWorkbook('xl/_rels/workbook.xml.rels');
  await readPart(zip, entry, limits, {
    open(name, { Id, Target, TargetMode }) {
      if (localName(name) !== 'Relationship' || Id === undefined || Target === undefined) return;
      if (TargetMode === 'External') return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
    close: () => undefined,
  });
  return targets;
}

async function stylesOf(zip: GuardedZip, limits: TabularLimits): Promise<Workbook['styles']> {
  const entry = zip.entries.get('xl/styles.xml');
  if (entry === undefined) return [];
  const formats = new Map<number, string>();
  const styles: Workbook['styles'] = [];
  let inCells = false;
  await readPart(zip, entry, limits, {
    open(name, attributes) {
      const local = localName(name);
      if (local === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (local === 'cellXfs') inCells = true;
      if (local === 'xf' && inCells) styles.push(kindOfFormat(Number(attributes.numFmtId ?? 0), formats));
      if (styles.length > 100_000) throw brokenWorkbook('styles');
    },
    close(name) {
      if (localName(name) === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** Built-in formats by ECMA-376 18.8.30 (27–36 and 50–58 are the dates of the East Asian editions). */
function kindOfFormat(id: number, formats: ReadonlyMap<number, string>): 'number' | 'date' | 'time' {
  const code = formats.get(id);
  if (code === undefined) {
    if (id === 22) return 'time';
    return (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'date' : 'number';
  }
  // Elapsed time ([h]:mm) is a length, not a date. Quoted and escaped letters, colours and locales say nothing.
  if (/\[[hms]+\]/i.test(code)) return 'number';
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  if (/general/i.test(bare) || !/[yd]/i.test(bare)) return 'number';
  return /[hs]/i.test(bare) ? 'time' : 'date';
}

/** The shared strings; runs of rich text are joined, phonetic guides (rPh) left out. */
async function stringsOf(zip: GuardedZip, limits: TabularLimits): Promise<string[]> {
  const entry = zip.entries.get('xl/sharedStrings.xml');
  if (entry === undefined) return [];
  const strings: string[] = [];
  let value: string | null = null;
  let inText = false;
  let guide = 0;
  let chars = 0;
  await readPart(zip, entry, limits, {
    open(name) {
      const local = localName(name);
      if (local === 'si') value = '';
      if (local === 'rPh') guide += 1;
      inText = local === 't' && guide === 0;
    },
    text(text) {
      if (!inText || value === null) return;
      value += text;
      chars += text.length;
      if (chars > limits.sharedStringChars) {
        throw new ServiceError('import_xml_limits', {
          params: { what: 'text', limit: limits.sharedStringChars },
        });
      }
    },
    close(name) {
      const local = localName(name);
      inText = false;
      if (local === 'rPh') guide -= 1;
      if (local === 'si') strings.push(value ?? '');
    },
  });
  return strings;
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
