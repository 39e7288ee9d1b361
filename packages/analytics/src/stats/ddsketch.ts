/**
 * A mergeable summary of a distribution of durations or amounts, from which any percentile can be read
 * to within 1 %. Kept in metric rollups: a day of any size is some hundred bytes, days merge into weeks.
 *
 * Bins grow geometrically (gamma = 1.01 / 0.99): key = ceil(log_gamma(value)), so every value of a bin lies
 * within 1 % of the bin's representative. Source: Masson, Rim, Lee, "DDSketch", PVLDB 12(12), 2019.
 * The key mapping is Datadog's; the store here is a dense window of counts, because the library's own sketch
 * has no canonical form and carries a sum whose last bits depend on the order of insertion.
 */
import { LogarithmicMapping } from '@datadog/sketches-js/dist/ddsketch/mapping/index.js';
import { AnalyticsError } from '../errors.ts';

/** Greatest relative error of a quantile read from a sketch. */
export const RELATIVE_ACCURACY = 0.01;

/** Values below this count as zero (a nanosecond, when values are seconds); it bounds the number of bins. */
export const ZERO_BELOW = 1e-9;

const mapping = new LogarithmicMapping(RELATIVE_ACCURACY);
const MAX_VALUE = mapping.maxPossible;
const FORMAT_VERSION = 1;
const GROWTH_PADDING = 32;
const VARINT_MAX_BYTES = 8; // 53 bits of a safe integer need 8 groups of 7
const HEAD_ROOM = 1 + 2 * VARINT_MAX_BYTES;

const NO_BINS = new Float64Array(0);

/** A sketch in memory. Treat it as opaque: use the functions of this file. */
export interface DDSketch {
  /** Values in the sketch, by weight. */
  count: number;
  /** Of which below `ZERO_BELOW`. */
  zeroCount: number;
  /** Count of key `k` is at `bins[k - firstKey]`. */
  bins: Float64Array;
  firstKey: number;
}

/**
 * A sketch of nothing.
 *
 * @example const sketch = emptySketch();
 */
export function emptySketch(): DDSketch {
  return { count: 0, zeroCount: 0, bins: NO_BINS, firstKey: 0 };
}

/**
 * Counts one value in, `weight` times. Changes `sketch` and returns it. O(1) amortised.
 *
 * @param value not negative and finite, in any one unit (seconds, for durations)
 * @param weight how many times; a positive integer
 * @throws AnalyticsError if the value is negative, not finite or above 1.7e308, or the weight is no positive integer
 * @example add(sketch, 12.5);
 */
export function add(sketch: DDSketch, value: number, weight = 1): DDSketch {
  if (!(value >= 0 && value <= MAX_VALUE))
    throw new AnalyticsError('value', `must be a finite number from 0, not ${value}`);
  if (weight !== 1 && !(Number.isSafeInteger(weight) && weight > 0))
    throw new AnalyticsError('weight', `must be a positive integer, not ${weight}`);
  if (value < ZERO_BELOW) sketch.zeroCount += weight;
  else addToKey(sketch, mapping.key(value), weight);
  sketch.count += weight;
  return sketch;
}

/**
 * Counts everything of `other` into `into`. Changes and returns `into`; `other` stays as it is.
 * Merging is commutative and associative to the byte of `encode`. O(bins).
 *
 * @example const week = days.reduce(merge, emptySketch());
 */
export function merge(into: DDSketch, other: DDSketch): DDSketch {
  const { bins } = other;
  const [low, high] = usedRange(bins);
  if (low <= high) {
    cover(into, other.firstKey + low, other.firstKey + high);
    const shift = other.firstKey - into.firstKey;
    for (let i = low; i <= high; i++)
      into.bins[i + shift] = (into.bins[i + shift] as number) + (bins[i] as number);
  }
  into.zeroCount += other.zeroCount;
  into.count += other.count;
  return into;
}

/**
 * The value below which a share `q` of the values lies: within 1 % of the value at rank floor(q (n - 1)),
 * counted from 0 in ascending order. O(bins).
 *
 * @param q share from 0 (minimum) to 1 (maximum)
 * @returns the value in the unit that was added, or null if the sketch is empty
 * @throws AnalyticsError if `q` is outside [0, 1]
 * @example quantile(sketch, 0.95); // 95th percentile
 */
export function quantile(sketch: DDSketch, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw new AnalyticsError('q', `must lie in [0, 1], not ${q}`);
  if (sketch.count === 0) return null;
  const rank = Math.floor(q * (sketch.count - 1));
  let seen = sketch.zeroCount;
  if (seen > rank) return 0;
  const last = sketch.bins.length - 1;
  for (let i = 0; i < last; i++) {
    seen += sketch.bins[i] as number;
    if (seen > rank) return mapping.value(sketch.firstKey + i);
  }
  return mapping.value(sketch.firstKey + last);
}

/**
 * The sketch as bytes, the same for the same multiset of values whatever the order of adding and merging:
 * version, zero count, number of bins, then for each bin in ascending order the step from the previous key
 * (the first one zigzag-coded) and its count, all as LEB128 varints. About 2 bytes a bin. O(bins).
 *
 * @example row.sketch = encode(sketch);
 */
export function encode(sketch: DDSketch): Uint8Array {
  const { bins, firstKey } = sketch;
  // Written at one go behind room for the head, which holds the number of bins, and then copied once.
  const out = scratchBytes(HEAD_ROOM + bins.length * (3 + varintLength(sketch.count)));
  let at = HEAD_ROOM;
  let used = 0;
  let previous = 0;
  for (let i = 0; i < bins.length; i++) {
    const count = bins[i] as number;
    if (count === 0) continue;
    const key = firstKey + i;
    const step = used === 0 ? zigzag(key) : key - previous - 1;
    if (step < 0x80) out[at++] = step;
    else at = writeVarint(out, at, step);
    if (count < 0x80) out[at++] = count;
    else at = writeVarint(out, at, count);
    previous = key;
    used++;
  }
  const start = HEAD_ROOM - 1 - varintLength(sketch.zeroCount) - varintLength(used);
  out[start] = FORMAT_VERSION;
  writeVarint(out, writeVarint(out, start + 1, sketch.zeroCount), used);
  return out.slice(start, at);
}

/**
 * The bytes that `encode` gives for a sketch of these values, without building it: the quick way for a few values,
 * as a window of bins is far larger than they are. O(n log n).
 *
 * @param values not negative and finite
 * @throws AnalyticsError if a value is negative, not finite or above 1.7e308
 * @example row.sketch = encodeValues([12.5, 30]);
 */
export function encodeValues(values: ArrayLike<number>): Uint8Array {
  const keys = new Int32Array(values.length);
  let used = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= 0 && value <= MAX_VALUE))
      throw new AnalyticsError(`values[${i}]`, `must be a finite number from 0, not ${value}`);
    if (value >= ZERO_BELOW) keys[used++] = mapping.key(value);
  }
  const sorted = keys.subarray(0, used).sort();
  let bins = 0;
  for (let i = 0; i < used; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) bins++;
  const out = new Uint8Array(1 + VARINT_MAX_BYTES * 2 + bins * (3 + varintLength(values.length)));
  out[0] = FORMAT_VERSION;
  let at = writeVarint(out, writeVarint(out, 1, values.length - used), bins);
  for (let i = 0; i < used; ) {
    const key = sorted[i] as number;
    at = writeVarint(out, at, i === 0 ? zigzag(key) : key - (sorted[i - 1] as number) - 1);
    let end = i + 1;
    while (end < used && sorted[end] === key) end++;
    at = writeVarint(out, at, end - i);
    i = end;
  }
  return out.slice(0, at);
}

/**
 * The sketch that `encode` wrote. O(bins).
 *
 * @throws AnalyticsError if the bytes are not a whole sketch of a known version
 * @example quantile(decode(row.sketch), 0.9);
 */
export function decode(bytes: Uint8Array): DDSketch {
  return mergeEncoded(emptySketch(), bytes);
}

/**
 * Counts an encoded sketch into `into` without building it first: the quick way to add up many rollup rows.
 * Changes and returns `into`, which stays as it was if the bytes are refused. O(bins).
 *
 * @throws AnalyticsError if the bytes are not a whole sketch of a known version
 * @example const month = rows.reduce((sum, row) => mergeEncoded(sum, row.sketch), emptySketch());
 */
export function mergeEncoded(into: DDSketch, bytes: Uint8Array): DDSketch {
  if (bytes.length === 0 || bytes[0] !== FORMAT_VERSION)
    throw new AnalyticsError('bytes', 'must be a sketch of format version 1');
  const reader = { bytes, at: 1 };
  const zeroCount = readVarint(reader);
  const used = readVarint(reader);
  if (used * 2 > bytes.length - reader.at) throw new AnalyticsError('bytes', 'end before the last bin');
  // First all bins are read and checked, then they are counted: the window of bins grows a single time.
  const keys = scratchKeys(Math.min(used, MAX_KEY - MIN_KEY + 1)); // more would fail the check of keys below
  const counts = scratchCounts;
  let total = zeroCount;
  let key = 0;
  let at = reader.at;
  for (let bin = 0; bin < used; bin++) {
    // Nearly all numbers are a single byte, which is not worth a call.
    let step = bytes[at] as number;
    if (step < 0x80) at++;
    else {
      reader.at = at;
      step = readVarint(reader);
      at = reader.at;
    }
    key = bin === 0 ? unzigzag(step) : key + 1 + step;
    if (key < MIN_KEY || key > MAX_KEY)
      throw new AnalyticsError('bytes', `hold the key ${key}, which no value has`);
    let count = bytes[at] as number;
    if (count < 0x80) at++;
    else {
      reader.at = at;
      count = readVarint(reader);
      at = reader.at;
    }
    if (count === 0) throw new AnalyticsError('bytes', 'hold an empty bin');
    keys[bin] = key;
    counts[bin] = count;
    total += count;
  }
  if (at !== bytes.length) throw new AnalyticsError('bytes', 'go on after the last bin');
  if (used > 0) cover(into, keys[0] as number, key);
  const { bins, firstKey } = into;
  for (let bin = 0; bin < used; bin++) {
    const index = (keys[bin] as number) - firstKey;
    bins[index] = (bins[index] as number) + (counts[bin] as number);
  }
  into.zeroCount += zeroCount;
  into.count += total;
  return into;
}

// Room that calls share, as none outlives another: making arrays would take longer than filling them.
let scratch = new Uint8Array(1024);
let scratchKeyList = new Int32Array(256);
let scratchCounts = new Float64Array(256);

function scratchBytes(length: number): Uint8Array {
  if (scratch.length < length) scratch = new Uint8Array(2 * length);
  return scratch;
}

function scratchKeys(length: number): Int32Array {
  if (scratchKeyList.length < length) {
    scratchKeyList = new Int32Array(2 * length);
    scratchCounts = new Float64Array(2 * length);
  }
  return scratchKeyList;
}

const MIN_KEY = mapping.key(ZERO_BELOW);
const MAX_KEY = mapping.key(MAX_VALUE);

function addToKey(sketch: DDSketch, key: number, weight: number): void {
  let index = key - sketch.firstKey;
  if (index < 0 || index >= sketch.bins.length) {
    cover(sketch, key, key);
    index = key - sketch.firstKey;
  }
  sketch.bins[index] = (sketch.bins[index] as number) + weight;
}

/** Widens the window of bins, if it must, to hold the keys `low` to `high`. */
function cover(sketch: DDSketch, low: number, high: number): void {
  const { bins, firstKey } = sketch;
  if (bins.length > 0 && low >= firstKey && high < firstKey + bins.length) return;
  const from = bins.length === 0 ? low - GROWTH_PADDING : Math.min(firstKey, low - GROWTH_PADDING);
  const to =
    bins.length === 0 ? high + GROWTH_PADDING : Math.max(firstKey + bins.length - 1, high + GROWTH_PADDING);
  const grown = new Float64Array(to - from + 1);
  if (bins.length > 0) grown.set(bins, firstKey - from);
  sketch.bins = grown;
  sketch.firstKey = from;
}

function usedRange(bins: Float64Array): [low: number, high: number] {
  let low = 0;
  let high = bins.length - 1;
  while (low <= high && bins[low] === 0) low++;
  while (high > low && bins[high] === 0) high--;
  return [low, high];
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(code: number): number {
  return code % 2 === 1 ? -(code + 1) / 2 : code / 2;
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

function writeVarint(out: Uint8Array, at: number, value: number): number {
  let position = at;
  let rest = value;
  // Counts may pass 2^31, where shifts would wrap; division keeps all 53 bits.
  while (rest >= 0x80) {
    out[position++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  out[position++] = rest;
  return position;
}

function readVarint(reader: { bytes: Uint8Array; at: number }): number {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < VARINT_MAX_BYTES; i++) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new AnalyticsError('bytes', 'end inside a number');
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (!Number.isSafeInteger(value) || (byte === 0 && i > 0)) break;
      return value;
    }
    scale *= 0x80;
  }
  throw new AnalyticsError('bytes', 'hold a number that is too large or not in shortest form');
}
