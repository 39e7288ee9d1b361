import { AnalyticsError } from '../../errors.ts';
import { ByteWindow } from './byte-window.ts';
import { ByteTexts, emptyHash, nextHash, StringPool } from './string-pool.ts';
import { readName, readValue } from './xml-text.ts';

/** How large the parts of an XML file may be. */
export interface XmlLimits {
  /** Elements within elements. */
  depth: number;
  /** Attributes of one element. */
  attributes: number;
  /** Bytes of one tag or comment, and so of any value. */
  token: number;
}

export const defaultXmlLimits: XmlLimits = { depth: 32, attributes: 32, token: 1024 ** 2 };

/** What is done with elements as they come. Attributes of the element are read from the tokenizer while `open` runs. */
export interface XmlHandler {
  /** `name` is a number of `names`. */
  open(name: number): void;
  close(): void;
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const EQUALS = 0x3d;
const AMP = 0x26;
const COMMENT_END = [0x2d, 0x2d, GT];
const CDATA_END = [0x5d, 0x5d, GT];
const INSTRUCTION_END = [QUESTION, GT];

/**
 * Reads XML out of UTF-8 bytes as they come, without making strings of what it has seen before. Elements and
 * attributes only; text between elements is passed over, as XES has none.
 *
 * For files of strangers: a DOCTYPE is refused, and with it every entity but the five of XML itself, so nothing can
 * grow and nothing outside the file is read; depth, attributes and the length of a tag are bounded; tags have to
 * match. Nothing recurses. O(bytes).
 */
export class XmlTokens {
  /** Names of elements and attributes. */
  readonly names = new StringPool();
  /** Attributes of the element that is opening: how many, and of each its name. */
  attributeCount = 0;
  readonly attributeNames: Int32Array;
  /** Whether the element that is opening has nothing inside: `<a/>`. */
  selfClosing = false;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #hash: Int32Array;
  readonly #nameTexts = new ByteTexts(this.names, readName);
  readonly #valueTexts: ByteTexts;
  readonly #limits: XmlLimits;
  readonly #handler: XmlHandler;
  readonly #window = new ByteWindow();
  readonly #open: Int32Array;
  #depth = 0;
  #rootSeen = false;

  constructor(values: StringPool, handler: XmlHandler, limits: XmlLimits = defaultXmlLimits) {
    this.#valueTexts = new ByteTexts(values, readValue);
    this.#handler = handler;
    this.#limits = limits;
    this.attributeNames = new Int32Array(limits.attributes);
    this.#from = new Int32Array(limits.attributes);
    this.#to = new Int32Array(limits.attributes);
    this.#hash = new Int32Array(limits.attributes);
    this.#open = new Int32Array(limits.depth + 1);
  }

  /** The value of attribute i as a number of the pool of values. */
  valueOf(i: number): number {
    return this.#valueTexts.idOf(
      this.#window.bytes,
      this.#from[i] as number,
      this.#to[i] as number,
      this.#hash[i] as number,
    );
  }

  /** The bytes of a value are `bytes` from `from(i)` to `to(i)`, as they stand in the file. */
  get bytes(): Uint8Array {
    return this.#window.bytes;
  }

  from(i: number): number {
    return this.#from[i] as number;
  }

  to(i: number): number {
    return this.#to[i] as number;
  }

  /** @throws AnalyticsError if what came so far is no XML, or forbidden, or beyond the limits */
  write(piece: Uint8Array): void {
    if (this.#window.add(piece)) this.#run();
  }

  /** @throws AnalyticsError if the file is not whole */
  end(): void {
    this.#run();
    if (this.#window.at < this.#window.end || this.#depth > 0) throw this.#broken('the file ends too early');
    if (!this.#rootSeen) throw new AnalyticsError('source', 'is no XML: it has no element');
  }

  #run(): void {
    const window = this.#window;
    const { bytes, end } = window;
    let at = window.at;
    while (at < end) {
      const markup = bytes[at] === LT;
      const next = markup ? this.#markup(bytes, at, end) : this.#text(bytes, at, end);
      if (markup && (next < 0 ? end : next) - at > this.#limits.token) {
        throw new AnalyticsError(
          'source',
          `has a tag of more than ${this.#limits.token} bytes (limits.token)`,
        );
      }
      if (next < 0) break;
      at = next;
      window.at = at; // so that errors know where they are
    }
    window.leftAt(at);
  }

  /** The place behind a tag or comment, or -1 if it does not end here. */
  #markup(bytes: Uint8Array, at: number, end: number): number {
    if (at + 1 >= end) return -1;
    const kind = bytes[at + 1] as number;
    if (kind === SLASH) return this.#closeTag(bytes, at, end);
    if (kind === QUESTION) return behind(bytes, at + 2, end, INSTRUCTION_END);
    if (kind !== BANG) return this.#openTag(bytes, at, end);
    if (startsWith(bytes, at, end, '<!--')) return behind(bytes, at + 4, end, COMMENT_END);
    if (startsWith(bytes, at, end, '<![CDATA[')) {
      if (this.#depth === 0) throw this.#broken('there is text outside the root element');
      return behind(bytes, at + 9, end, CDATA_END);
    }
    if (end - at < 9) return -1;
    throw new AnalyticsError('source', 'has a DOCTYPE or another declaration, which is refused');
  }

  #text(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === LT) return at;
      if (byte <= 0x20) continue;
      if (this.#depth === 0) throw this.#broken('there is text outside the root element');
      if (byte !== AMP) continue;
      const stop = bytes.indexOf(0x3b, at);
      if (stop < 0 || stop >= end) {
        if (end - at > LONGEST_ENTITY) throw this.#broken('an "&" begins no entity');
        return at === from ? -1 : at;
      }
      if (stop - at > LONGEST_ENTITY) throw this.#broken('an "&" begins no entity');
      readValue(bytes, at, stop + 1);
    }
    return end;
  }

  #closeTag(bytes: Uint8Array, at: number, end: number): number {
    let p = at + 2;
    let hash = emptyHash;
    while (p < end && !endsName(bytes[p] as number)) hash = nextHash(hash, bytes[p++] as number);
    const nameEnd = p;
    while (p < end && isSpace(bytes[p] as number)) p++;
    if (p >= end) return -1;
    if (bytes[p] !== GT) throw this.#broken('a closing tag has more than its name');
    const name = this.#nameTexts.idOf(bytes, at + 2, nameEnd, hash);
    if (this.#depth === 0 || this.#open[this.#depth] !== name) {
      throw this.#broken(`</${this.names.textOf(name).slice(0, 40)}> closes nothing that is open`);
    }
    this.#depth--;
    this.#handler.close();
    return p + 1;
  }

  #openTag(bytes: Uint8Array, at: number, end: number): number {
    let p = at + 1;
    let hash = emptyHash;
    while (p < end && !endsName(bytes[p] as number)) hash = nextHash(hash, bytes[p++] as number);
    const nameEnd = p;
    const nameHash = hash;
    let count = 0;
    for (;;) {
      const gap = p;
      while (p < end && isSpace(bytes[p] as number)) p++;
      if (p >= end) return -1;
      const byte = bytes[p] as number;
      if (byte === GT || byte === SLASH) break;
      if (p === gap) throw this.#broken('an attribute does not stand apart from what is before it');
      if (count === this.#limits.attributes) {
        throw new AnalyticsError(
          'source',
          `has an element of more than ${this.#limits.attributes} attributes (limits.attributes)`,
        );
      }
      const start = p;
      hash = emptyHash;
      while (p < end && !endsName(bytes[p] as number)) hash = nextHash(hash, bytes[p++] as number);
      const stop = p;
      while (p < end && isSpace(bytes[p] as number)) p++;
      if (p >= end) return -1;
      if (bytes[p++] !== EQUALS) throw this.#broken('an attribute has no value');
      while (p < end && isSpace(bytes[p] as number)) p++;
      if (p >= end) return -1;
      const quote = bytes[p++];
      if (quote !== 0x22 && quote !== 0x27) throw this.#broken('a value is not in quotes');
      this.attributeNames[count] = this.#nameTexts.idOf(bytes, start, stop, hash);
      this.#from[count] = p;
      hash = emptyHash;
      let value = 0;
      while (p < end) {
        value = bytes[p] as number;
        if (value === quote || value === LT) break;
        hash = nextHash(hash, value);
        p++;
      }
      if (p >= end) return -1;
      if (value === LT) throw this.#broken('a value holds "<"');
      this.#to[count] = p++;
      this.#hash[count] = hash;
      count++;
    }
    const selfClosing = bytes[p] === SLASH;
    if (selfClosing) {
      p++;
      if (p >= end) return -1;
      if (bytes[p] !== GT) throw this.#broken('a "/" stands within a tag');
    }
    this.attributeCount = count;
    this.#requireDifferent(count);
    this.#element(this.#nameTexts.idOf(bytes, at + 1, nameEnd, nameHash), selfClosing);
    return p + 1;
  }

  #element(name: number, selfClosing: boolean): void {
    if (this.#depth === 0) {
      if (this.#rootSeen) throw this.#broken('there is a second root element');
      this.#rootSeen = true;
    }
    if (this.#depth === this.#limits.depth)
      throw new AnalyticsError('source', `has elements more than ${this.#limits.depth} deep (limits.depth)`);
    this.selfClosing = selfClosing;
    this.#handler.open(name);
    if (selfClosing) this.#handler.close();
    else this.#open[++this.#depth] = name;
  }

  #requireDifferent(count: number): void {
    for (let i = 1; i < count; i++) {
      for (let j = 0; j < i; j++)
        if (this.attributeNames[i] === this.attributeNames[j])
          throw this.#broken('an attribute stands twice');
    }
  }

  #broken(reason: string): AnalyticsError {
    const at = this.#window.before + this.#window.at;
    return new AnalyticsError('source', `is no well-formed XML at byte ${at}: ${reason}`);
  }
}

const LONGEST_ENTITY = 16;

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x09 || byte === 0x0d;
}

/** Whether a name ends here: at a space, `=`, `/`, `>`, or what may not stand in one. */
function endsName(byte: number): boolean {
  return byte <= 0x20 || byte === EQUALS || byte === SLASH || byte === GT || byte === LT || byte === 0x22;
}

function startsWith(bytes: Uint8Array, at: number, end: number, text: string): boolean {
  if (end - at < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The place behind the next `stop`, or -1. */
function behind(bytes: Uint8Array, from: number, end: number, stop: readonly number[]): number {
  const last = stop.length - 1;
  let at = from + last;
  for (;;) {
    at = bytes.indexOf(stop[last] as number, at);
    if (at < 0 || at >= end) return -1;
    let i = 1;
    while (i <= last && bytes[at - i] === stop[last - i]) i++;
    if (i > last) return at + 1;
    at++;
  }
}
