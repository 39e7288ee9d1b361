import { AnalyticsError } from '../../errors.ts';

/** Where a file comes from: as a whole, or piece by piece. Pieces may be of any size. */
export type ByteSource =
  | string
  | Uint8Array
  | Iterable<Uint8Array>
  | AsyncIterable<Uint8Array>
  | ReadableStream<Uint8Array>
  | Blob;

/** How much of a file is read before it is refused. */
export interface SourceLimits {
  /** Bytes after unpacking. */
  bytes: number;
  /** Bytes after unpacking for each packed one, looked at from 16 MiB on. */
  ratio: number;
}

export const defaultSourceLimits: SourceLimits = { bytes: 4 * 1024 ** 3, ratio: 250 };

const RATIO_FLOOR = 16 * 1024 ** 2;
const HEAD_BYTES = 512;
const UTF8_LABELS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * The bytes of a source as UTF-8, unpacked if they begin as gzip does, without a byte order mark. A mark says what
 * the encoding is; without one, `encodingOf` is asked with the first bytes.
 *
 * @throws AnalyticsError if it is no sound gzip file, beyond the limits, or of an unknown encoding
 */
export async function* utf8Chunks(
  source: ByteSource,
  limits: SourceLimits,
  encodingOf: (head: Uint8Array) => string,
): AsyncGenerator<Uint8Array> {
  const packed = chunksOf(source);
  const first = await headOf(packed, 2);
  const zipped = first[0] === 0x1f && first[1] === 0x8b;
  const plain = guarded(zipped ? gunzip(restOf(first, packed), limits) : restOf(first, packed), limits);
  const head = await headOf(plain, HEAD_BYTES);
  // A text is decoded already, whatever it says of its encoding.
  const named = () => (typeof source === 'string' ? 'utf-8' : encodingOf(head).toLowerCase());
  const [encoding, mark] = markOf(head) ?? [named(), 0];
  const text = restOf(head.subarray(mark), plain);
  if (UTF8_LABELS.has(encoding)) yield* text;
  else yield* transcoded(text, encoding);
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (typeof source === 'string') yield new TextEncoder().encode(source);
  else if (source instanceof Uint8Array) yield source;
  else if ('stream' in source && typeof source.stream === 'function') yield* readerChunks(source.stream());
  else if ('getReader' in source) yield* readerChunks(source);
  else {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      if (!(chunk instanceof Uint8Array))
        throw new AnalyticsError('source', 'must give its bytes as Uint8Array');
      yield chunk;
    }
  }
}

/** Streams of older browsers cannot be iterated; all have readers. */
async function* readerChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(failed);
    reader.releaseLock();
  }
}

async function* gunzip(packed: AsyncIterable<Uint8Array>, limits: SourceLimits): AsyncGenerator<Uint8Array> {
  const unpack = new DecompressionStream('gzip');
  const writer = unpack.writable.getWriter();
  let read = 0;
  let unpacked = 0;
  /** What the source itself threw: that is no matter of gzip. */
  let failure: { error: unknown } | null = null;
  void (async () => {
    try {
      for await (const chunk of packed) {
        read += chunk.length;
        // What is wrong with the bytes shows where they are read.
        if (!(await writer.write(chunk as Uint8Array<ArrayBuffer>).then(succeeded, failed))) return;
      }
      await writer.close().catch(failed);
    } catch (error) {
      failure = { error };
      await writer.abort(error).catch(failed);
    }
  })();
  try {
    for await (const chunk of readerChunks(unpack.readable as ReadableStream<Uint8Array>)) {
      unpacked += chunk.length;
      if (unpacked > Math.max(RATIO_FLOOR, read * limits.ratio)) {
        throw new AnalyticsError(
          'source',
          `unpacks to more than ${limits.ratio} times its size (limits.ratio)`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AnalyticsError) throw error;
    if (failure !== null) throw (failure as { error: unknown }).error;
    throw new AnalyticsError('source', 'is a gzip file that is damaged or cut off');
  } finally {
    // The feeding ends by itself: its next write fails.
    await writer.abort().catch(failed);
  }
}

const succeeded = () => true;
const failed = () => false;

async function* guarded(chunks: AsyncIterable<Uint8Array>, limits: SourceLimits): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of chunks) {
    seen += chunk.length;
    if (seen > limits.bytes)
      throw new AnalyticsError('source', `has more than ${limits.bytes} bytes (limits.bytes)`);
    yield chunk;
  }
}

/** The first pieces, joined, until they have `least` bytes or the source ends. */
async function headOf(chunks: AsyncIterator<Uint8Array>, least: number): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < least) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = head.length === 0 ? value : joined(head, value);
  }
  return head;
}

async function* restOf(head: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  yield* chunks;
}

function markOf(head: Uint8Array): [encoding: string, length: number] | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return ['utf-8', 3];
  if (head[0] === 0xff && head[1] === 0xfe) return ['utf-16le', 2];
  if (head[0] === 0xfe && head[1] === 0xff) return ['utf-16be', 2];
  return null;
}

async function* transcoded(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = decoderOf(encoding);
  const encoder = new TextEncoder();
  try {
    for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    yield encoder.encode(decoder.decode());
  } catch (error) {
    if (error instanceof AnalyticsError || !(error instanceof TypeError)) throw error;
    throw new AnalyticsError('source', `holds bytes that are not valid in its encoding (${encoding})`);
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new AnalyticsError('source', `is in an encoding that is not known: ${encoding.slice(0, 40)}`);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
