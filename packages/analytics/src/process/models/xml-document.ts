import { AnalyticsError } from '../../errors.ts';

/** An element with what is in it. Names are without their namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Text right inside, not that of children. */
  text: string;
}

/** How large a document may be. */
export interface XmlDocumentLimits {
  /** Characters in all. */
  length: number;
  /** Elements within elements. */
  depth: number;
  /** Elements in all. */
  elements: number;
}

export const documentLimits: XmlDocumentLimits = { length: 16 * 1024 ** 2, depth: 64, elements: 500_000 };

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const NAME = /[^\s=<>"'/!?&]+/y;

/**
 * Reads a whole small XML document, such as a model, with its text. Made for files of strangers: a DOCTYPE is refused,
 * and with it every entity but the five of XML itself; length, depth and number of elements are bounded; tags have to
 * match. Nothing recurses, nothing is matched twice. O(length).
 *
 * @throws AnalyticsError with the place of what is wrong
 */
export function readXmlDocument(text: string, limits: XmlDocumentLimits = documentLimits): XmlElement {
  if (text.length > limits.length)
    throw new AnalyticsError('text', `must have at most ${limits.length} characters, not ${text.length}`);
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const fail = (reason: string): never => {
    throw new AnalyticsError('text', `is no XML that can be read: ${reason} at character ${at}`);
  };
  const behind = (end: string, from: number): number => {
    const found = text.indexOf(end, from);
    return found < 0 ? fail(`no "${end}" after this`) : found + end.length;
  };
  const addText = (value: string) => {
    const around = open.at(-1);
    if (around) around.text += value;
    else if (value.trim() !== '') fail('text outside the root element');
  };
  while (at < text.length) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      const stop = end < 0 ? text.length : end;
      addText(decoded(text.slice(at, stop), fail));
      at = stop;
    } else if (text.startsWith('<?', at)) at = behind('?>', at);
    else if (text.startsWith('<!--', at)) at = behind('-->', at + 4);
    else if (text.startsWith('<![CDATA[', at)) {
      const end = behind(']]>', at);
      addText(text.slice(at + 9, end - 3));
      at = end;
    } else if (text.startsWith('<!', at)) fail('a DOCTYPE or another declaration, which is refused,');
    else if (text.startsWith('</', at)) {
      const end = behind('>', at);
      const name = local(text.slice(at + 2, end - 1).trimEnd());
      if (open.pop()?.name !== name) fail(`</${name.slice(0, 40)}> closes nothing that is open`);
      at = end;
    } else openTag();
  }
  if (open.length > 0) fail('the end is missing');
  return root ?? fail('no element');

  function openTag(): void {
    NAME.lastIndex = at + 1;
    const name = NAME.exec(text)?.[0] ?? fail('a tag without name');
    let end = at + 1 + name.length;
    const attributes = new Map<string, string>();
    ATTRIBUTE.lastIndex = end;
    for (let found = ATTRIBUTE.exec(text); found; found = ATTRIBUTE.exec(text)) {
      end = ATTRIBUTE.lastIndex;
      const key = local(found[1] as string);
      if (attributes.has(key) && !(found[1] as string).startsWith('xmlns'))
        fail(`a second attribute ${key.slice(0, 40)}`);
      attributes.set(key, decoded(found[2] ?? found[3] ?? '', fail));
    }
    while (/\s/.test(text[end] ?? '')) end++;
    const isEmpty = text.startsWith('/>', end);
    if (!isEmpty && text[end] !== '>') fail('a tag that is not well formed');
    if (++elements > limits.elements) fail(`more than ${limits.elements} elements`);
    const element: XmlElement = { name: local(name), attributes, children: [], text: '' };
    const around = open.at(-1);
    if (around) around.children.push(element);
    else if (root) fail('a second root element');
    else root = element;
    if (!isEmpty && open.push(element) > limits.depth)
      fail(`more than ${limits.depth} elements within another`);
    at = end + (isEmpty ? 2 : 1);
  }
}

/** Text for the inside of an element or an attribute in double quotes; what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids.
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .toWellFormed()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`)
  );
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decoded(text: string, fail: (reason: string) => never): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;&]{0,10});?/g, (whole, name: string) => {
    const known = ENTITIES.get(name);
    if (known !== undefined && whole.endsWith(';')) return known;
    const code = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10) : Number.NaN;
    if (!whole.endsWith(';') || !(point > 0 && point <= 0x10ffff))
      fail(`an entity that is not known (${whole})`);
    return String.fromCodePoint(point);
  });
}
