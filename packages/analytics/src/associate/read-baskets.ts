import { AnalyticsError } from '../errors.ts';
import { BasketBuilder } from './basket-builder.ts';
import type { Baskets } from './baskets.ts';

/** How the items of a line are told apart. */
export interface ReadBasketsOptions {
  /** One character between items, such as ','; default any white space. White space around an item is dropped. */
  separator?: string;
}

const NEWLINE = 10;
const RETURN = 13;
const ZERO = 48;
const PIECE = 1 << 16;
const LONGEST_ITEM = 1 << 16;

/**
 * Reads baskets from text with one basket a line, as the FIMI repository's `.dat` files are. Lines without items
 * are skipped; a repeated item counts once. Items may be any text; bytes are read as UTF-8. O(characters).
 *
 * @param source the whole text, its bytes, or its pieces in order (cut anywhere)
 * @throws AnalyticsError if the separator is not one character or is a line's end, a piece is neither text nor
 *   bytes, or an item is longer than 65,536 characters
 * @example readBaskets('bread milk\nmilk\n').labels; // ['bread', 'milk']
 */
export function readBaskets(
  source: string | Uint8Array | Iterable<string | Uint8Array>,
  options: ReadBasketsOptions = {},
): Baskets {
  const reader = new LineReader(options);
  for (const piece of typeof source === 'string' || source instanceof Uint8Array ? [source] : source) {
    reader.read(piece);
  }
  return reader.end();
}

/**
 * The same from a stream, such as a file's or `blob.stream().pipeThrough(new DecompressionStream('gzip'))`, without
 * holding the text in memory. O(characters).
 *
 * @throws AnalyticsError as `readBaskets`
 * @example await readBasketStream(response.body);
 */
export async function readBasketStream(
  source: AsyncIterable<string | Uint8Array>,
  options: ReadBasketsOptions = {},
): Promise<Baskets> {
  const reader = new LineReader(options);
  for await (const piece of source) reader.read(piece);
  return reader.end();
}

/** Splits pieces of text into lines and items; what is cut off at a piece's end waits for the next. */
class LineReader {
  readonly #builder = new BasketBuilder();
  readonly #decoder = new TextDecoder();
  readonly #separator: number;
  /** An item cut by the end of a piece. */
  #rest = '';

  constructor({ separator }: ReadBasketsOptions) {
    if (separator !== undefined && (separator.length !== 1 || separator === '\n' || separator === '\r')) {
      throw new AnalyticsError('options.separator', 'must be one character within a line');
    }
    this.#separator = separator === undefined ? -1 : separator.charCodeAt(0);
  }

  read(piece: string | Uint8Array): void {
    if (typeof piece === 'string') this.#scan(this.#rest + this.#decoder.decode() + piece);
    else if (piece instanceof Uint8Array) {
      // By pieces, so that the labels cut from a large file do not each keep all of its text in memory.
      for (let from = 0; from < piece.length; from += PIECE) {
        this.#scan(this.#rest + this.#decoder.decode(piece.subarray(from, from + PIECE), { stream: true }));
      }
    } else throw new AnalyticsError('source', 'must be text or bytes');
  }

  end(): Baskets {
    this.#scan(`${this.#rest + this.#decoder.decode()}\n`);
    return this.#builder.baskets();
  }

  /** Takes all items that are complete; an item is complete at a separator or a line's end. */
  #scan(text: string): void {
    const separator = this.#separator;
    let start = 0;
    let number = 0; // value of the item so far while it is digits without a leading zero, else -1
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= ZERO && code <= ZERO + 9) {
        if (i === start) number = code - ZERO;
        else number = number > 0 && BasketBuilder.isTabled(10 * number) ? 10 * number + code - ZERO : -1;
        continue;
      }
      const ends =
        code === NEWLINE || code === RETURN || (separator < 0 ? isSpace(code) : code === separator);
      if (!ends) {
        number = -1;
        continue;
      }
      if (i > start) {
        if (number >= 0 && BasketBuilder.isTabled(number)) this.#builder.addNumber(number);
        else this.#addText(text.slice(start, i));
      }
      if ((code === NEWLINE || code === RETURN) && !this.#builder.isEmpty) this.#builder.close();
      start = i + 1;
    }
    this.#rest = text.slice(start);
    if (this.#rest.length > LONGEST_ITEM) {
      throw new AnalyticsError(
        'source',
        `has an item of more than ${LONGEST_ITEM} characters: not a basket file`,
      );
    }
  }

  #addText(text: string): void {
    const label = this.#separator < 0 ? text : text.trim();
    if (label !== '') this.#builder.add(label);
  }
}

/** Space, tab and the other blanks that `String.trim` knows, by the quickest test first. */
function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  return (
    code >= 160 && (code === 160 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200a))
  );
}
