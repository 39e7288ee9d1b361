import { AnalyticsError } from '../../errors.ts';

/** Each text once, known by a number. */
export class StringPool {
  readonly strings: string[] = [];
  readonly #ids = new Map<string, number>();

  idOf(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.strings.length;
      this.strings.push(text);
      this.#ids.set(text, id);
    }
    return id;
  }

  textOf(id: number): string {
    return this.strings[id] as string;
  }
}

const SLOTS = 1 << 16;
const ARENA_BYTES = 1 << 22;
/** Longer texts seldom repeat, and comparing them costs as much as reading them. */
const LONGEST_CACHED = 256;
const HASH_START = 0x811c9dc5 | 0;
const HASH_FACTOR = 0x01000193;

/** The hash of a text of no bytes; `nextHash` takes one byte more into it (FNV-1a). */
export const emptyHash = HASH_START;

export function nextHash(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, HASH_FACTOR);
}

/**
 * Numbers for texts that stand as UTF-8 in a buffer, without making a string for one that was just seen: logs say
 * the same few words a million times. A direct-mapped cache before the pool, so texts made to collide cost a look
 * into the pool and no more.
 */
export class ByteTexts {
  readonly pool: StringPool;
  /** Turns bytes into the text they stand for: entities, quotes. */
  readonly #read: (bytes: Uint8Array, from: number, to: number) => string;
  readonly #ids = new Int32Array(SLOTS).fill(-1);
  readonly #hashes = new Int32Array(SLOTS);
  readonly #offsets = new Int32Array(SLOTS);
  readonly #lengths = new Int32Array(SLOTS);
  readonly #arena = new Uint8Array(ARENA_BYTES);
  #used = 0;

  constructor(pool: StringPool, read: (bytes: Uint8Array, from: number, to: number) => string) {
    this.pool = pool;
    this.#read = read;
  }

  /** The number of the text of `bytes` from `from` up to, without, `to`, whose hash the caller has on the way. */
  idOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const length = to - from;
    const cached = this.#ids[slot] as number;
    if (cached >= 0 && this.#hashes[slot] === hash && this.#lengths[slot] === length) {
      const arena = this.#arena;
      let at = this.#offsets[slot] as number;
      let i = from;
      while (i < to && arena[at] === bytes[i]) {
        at++;
        i++;
      }
      if (i === to) return cached;
    }
    const id = this.pool.idOf(this.#read(bytes, from, to));
    if (length <= LONGEST_CACHED) this.#remember(slot, id, bytes, from, length, hash);
    return id;
  }

  #remember(slot: number, id: number, bytes: Uint8Array, from: number, length: number, hash: number): void {
    if (this.#used + length > ARENA_BYTES) {
      this.#ids.fill(-1);
      this.#used = 0;
    }
    const arena = this.#arena;
    let at = this.#used;
    this.#offsets[slot] = at;
    for (let i = 0; i < length; i++) arena[at++] = bytes[from + i] as number;
    this.#used = at;
    this.#ids[slot] = id;
    this.#hashes[slot] = hash;
    this.#lengths[slot] = length;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws AnalyticsError if the bytes are no UTF-8 */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  if (to - from <= 48) {
    let text = '';
    let i = from;
    for (; i < to; i++) {
      const byte = bytes[i] as number;
      if (byte >= 0x80) break;
      text += String.fromCharCode(byte);
    }
    if (i === to) return text;
  }
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    throw new AnalyticsError('source', 'holds bytes that are not valid in its encoding (UTF-8)');
  }
}
