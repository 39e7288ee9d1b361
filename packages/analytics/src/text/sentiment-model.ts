import { AnalyticsError } from '../errors.ts';
import { HASH_BITS, LEXICON_FEATURES } from './sentiment-features.ts';

/*
 * The file of a model, little endian:
 *
 *     4 bytes   'JYS1'
 *     u32       number of n-grams, n
 *     f32 × 5   bias, scale of an n-gram's weight, slope and offset of the probability, 0
 *     f32 × 45  weights of the lexicon features
 *     n × …     differences of the ascending 30-bit hashes, 7 bits a byte, the high bit for "more follows"
 *     i8 × n    weights
 *
 * It holds weights over hashes of runs of up to three characters; no text can be had back from it.
 */

/** A sentiment model ready for use: an open-addressing table from hashes of n-grams to weights. */
export interface SentimentModel {
  /** Hash + 1 of each slot, 0 where it is free; the length is a power of two. */
  readonly slots: Uint32Array;
  readonly weights: Int8Array;
  readonly lexiconWeights: Float32Array;
  readonly bias: number;
  readonly scale: number;
  /** Log-odds = slope · sum + offset (Platt's scaling). */
  readonly slope: number;
  readonly offset: number;
  readonly ngrams: number;
}

/** The parts of a model, before packing. */
export interface SentimentWeights {
  /** Ascending hashes. */
  hashes: Uint32Array;
  weights: Float64Array;
  lexiconWeights: Float64Array;
  bias: number;
  slope: number;
  offset: number;
}

const MAGIC = 0x3153594a;
const HEADER_FLOATS = 5;
const HEADER = 8 + 4 * (HEADER_FLOATS + LEXICON_FEATURES);

/** Packs weights in a file of about three bytes an n-gram; weights beyond 127 steps are cut to them. */
export function packSentimentModel(parts: SentimentWeights): Uint8Array<ArrayBuffer> {
  const { hashes, weights } = parts;
  const sizes = Float64Array.from(weights, Math.abs).sort();
  // The step is set by the greatest but one in a thousand: a few outliers must not coarsen all others.
  const reference = sizes[Math.floor(sizes.length * 0.999)] ?? 1;
  const scale = reference > 0 ? reference / 127 : 1;
  const bytes = new Uint8Array(HEADER + 6 * hashes.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, hashes.length, true);
  const floats = [parts.bias, scale, parts.slope, parts.offset, 0, ...parts.lexiconWeights];
  floats.forEach((value, i) => {
    view.setFloat32(8 + 4 * i, value, true);
  });
  let at = HEADER;
  let before = 0;
  for (const hash of hashes) {
    let step = hash - before;
    before = hash;
    while (step > 127) {
      bytes[at++] = (step & 127) | 128;
      step >>>= 7;
    }
    bytes[at++] = step;
  }
  for (const weight of weights) {
    bytes[at++] = Math.max(-127, Math.min(127, Math.round(weight / scale)));
  }
  return bytes.slice(0, at);
}

/**
 * Makes a sentiment model of the bytes of its file, as `packSentimentModel` writes it; about 10 ms for 150,000
 * n-grams. The bytes may come from the package (`@jingyun/analytics/sentiment-model`), a file or a network.
 *
 * @throws AnalyticsError if the bytes are no such file, are cut short, or do not fit together
 * @example const model = loadSentimentModel(new Uint8Array(await (await fetch(url)).arrayBuffer()));
 */
export function loadSentimentModel(bytes: Uint8Array): SentimentModel {
  if (!(bytes instanceof Uint8Array) || bytes.length < HEADER) {
    throw new AnalyticsError('bytes', 'must be a sentiment model, but are too short');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) {
    throw new AnalyticsError('bytes', 'must be a sentiment model of this version (JYS1)');
  }
  const ngrams = view.getUint32(4, true);
  if (2 * ngrams > bytes.length - HEADER) {
    throw new AnalyticsError('bytes', `must hold ${ngrams} n-grams, but end before`);
  }
  const floats = Float32Array.from({ length: HEADER_FLOATS + LEXICON_FEATURES }, (_, i) =>
    view.getFloat32(8 + 4 * i, true),
  );
  if (!floats.every(Number.isFinite)) throw new AnalyticsError('bytes', 'must hold finite weights');
  const [bias, scale, slope, offset] = floats as unknown as [number, number, number, number];
  const table = tableOf(bytes, ngrams);
  return { ...table, lexiconWeights: floats.slice(HEADER_FLOATS), bias, scale, slope, offset, ngrams };
}

function tableOf(bytes: Uint8Array, ngrams: number): { slots: Uint32Array; weights: Int8Array } {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, ngrams * 2)));
  const slots = new Uint32Array(size);
  const weights = new Int8Array(size);
  const firstWeight = bytes.length - ngrams;
  let at = HEADER;
  let hash = 0;
  for (let i = 0; i < ngrams; i++) {
    let step = 0;
    let shift = 0;
    let byte: number;
    do {
      if (at >= firstWeight || shift > 28) throw new AnalyticsError('bytes', 'must hold well-formed hashes');
      byte = bytes[at++] as number;
      step |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    hash += step >>> 0;
    if (hash >= 2 ** HASH_BITS) throw new AnalyticsError('bytes', 'must hold hashes of 30 bits');
    let slot = hash & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = hash + 1;
    weights[slot] = ((bytes[firstWeight + i] as number) << 24) >> 24;
  }
  if (at !== firstWeight) throw new AnalyticsError('bytes', 'must end with one weight for each n-gram');
  return { slots, weights };
}

/** Slot of a hash in the table, -1 where the model does not know it. */
export function slotOf({ slots }: SentimentModel, hash: number): number {
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (;;) {
    const there = slots[slot] as number;
    if (there === hash + 1) return slot;
    if (there === 0) return -1;
    slot = (slot + 1) & mask;
  }
}
