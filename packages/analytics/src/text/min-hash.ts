import { requireInteger } from '../checks.ts';
import { normalizeText } from './normalize-text.ts';

/**
 * The runs of `length` characters of a text, each once, as ascending 32-bit hashes; the text is normalised and
 * white space and punctuation are left out. A text shorter than that is one run; an empty text has none.
 * Two different runs meet in one hash once in 4 × 10⁹ pairs.
 *
 * @throws AnalyticsError if length is not a whole number from 1
 */
export function shingles(text: string, length = 3): Uint32Array {
  requireInteger('length', length, 1);
  const plain = normalizeText(text).replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu, '');
  const count = plain.length === 0 ? 0 : Math.max(1, plain.length - length + 1);
  const hashes = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    let hash = 0x811c9dc5;
    const end = Math.min(plain.length, i + length);
    for (let j = i; j < end; j++) hash = Math.imul(hash ^ plain.charCodeAt(j), 0x01000193);
    hashes[i] = mix(hash);
  }
  hashes.sort();
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (i === 0 || hashes[i] !== hashes[i - 1]) hashes[kept++] = hashes[i] as number;
  }
  return hashes.subarray(0, kept);
}

/**
 * Share of the elements of two ascending sets that both have: |A ∩ B| / |A ∪ B|; 1 for two empty sets.
 * Source: Jaccard (1901). O(|A| + |B|).
 *
 * @example jaccard(shingles('服务态度很好'), shingles('服务态度很差')); // 0.6
 */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  let i = 0;
  let j = 0;
  let common = 0;
  while (i < a.length && j < b.length) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) common++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  const union = a.length + b.length - common;
  return union === 0 ? 1 : common / union;
}

/**
 * A short stand-in for a set: the least value of each of `size` hash functions over it. The share of places in
 * which two signatures agree estimates the Jaccard similarity of the sets, with standard error sqrt(s(1 - s)/size).
 * An empty set has all places at 2³² - 1. Source: Broder (1997). O(|set| · size).
 *
 * @throws AnalyticsError if size is not a whole number from 1
 */
export function minHashSignature(set: Uint32Array, size = 128): Uint32Array {
  requireInteger('size', size, 1);
  const signature = new Uint32Array(size).fill(0xffffffff);
  for (let k = 0; k < size; k++) {
    const seed = Math.imul(k + 1, 0x9e3779b1);
    let lowest = 0xffffffff;
    for (let i = 0; i < set.length; i++) {
      let hash = (set[i] as number) ^ seed;
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      hash = (hash ^ (hash >>> 13)) >>> 0;
      if (hash < lowest) lowest = hash;
    }
    signature[k] = lowest;
  }
  return signature;
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
