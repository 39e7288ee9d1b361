const LEAST = 64;

/**
 * The bytes that a tokenizer looks at: what it left over of the pieces before, and the next piece. Pieces are
 * gathered until there are enough that a token which does not end is looked at no more than a few times, however
 * small the pieces are.
 */
export class ByteWindow {
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the tokenizer stands. */
  at = 0;
  end = 0;
  /** Bytes before the window, for messages. */
  before = 0;
  #own = new Uint8Array(0);
  #wanted = LEAST;

  /** Takes a piece in; true if it is time to read tokens. */
  add(piece: Uint8Array): boolean {
    const left = this.end - this.at;
    this.before += this.at;
    if (left === 0 && piece.length >= LEAST) {
      this.bytes = piece;
      this.at = 0;
      this.end = piece.length;
      return true;
    }
    if (this.#own.length < left + piece.length) {
      const grown = new Uint8Array(Math.max(2 * (left + piece.length), 4 * LEAST));
      grown.set(this.bytes.subarray(this.at, this.end));
      this.#own = grown;
    } else if (this.bytes !== this.#own) {
      this.#own.set(this.bytes.subarray(this.at, this.end));
    } else {
      this.#own.copyWithin(0, this.at, this.end);
    }
    this.#own.set(piece, left);
    this.bytes = this.#own;
    this.at = 0;
    this.end = left + piece.length;
    return this.end >= this.#wanted;
  }

  /** Says how far the tokenizer came; it looks again when the rest has doubled. */
  leftAt(at: number): void {
    this.at = at;
    this.#wanted = Math.max(LEAST, 2 * (this.end - at));
  }
}
