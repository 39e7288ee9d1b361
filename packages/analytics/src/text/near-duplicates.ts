import { requireInteger, requireOpenShare } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';
import { jaccard, minHashSignature, mix, shingles } from './min-hash.ts';

/** What counts as nearly the same. */
export interface NearDuplicateOptions {
  /** Least share of common runs of characters (default 0.7). */
  threshold?: number;
  /** Characters in a run (default 3). */
  shingle?: number;
  /** Least chance to find a pair that is exactly at the threshold (default 0.99); those above it are surer. */
  recall?: number;
  /** Hash functions (default 128). */
  signature?: number;
}

/** Texts that are nearly the same, as a chain: each is nearly the same as another one of them. */
export interface DuplicateGroup {
  /** The text with the lowest place. */
  representative: number;
  /** Places in ascending order, with the exact similarity of each to the representative, which is among them. */
  members: { place: number; similarity: number }[];
}

/** The groups found, and how sure it is that none is missing. */
export interface NearDuplicates {
  /** Groups of two and more, by their representatives. */
  groups: DuplicateGroup[];
  /** Chance that a pair at the threshold was compared, from the bands: 1 - (1 - sʳ)ᵇ. */
  recallAtThreshold: number;
  /** Pairs that were compared exactly. */
  compared: number;
}

/** Their signatures take 1 GB. */
const MOST_TEXTS = 2_000_000;

/**
 * Finds texts that are nearly the same: forwarded complaints, copied reviews, a ticket opened twice.
 *
 * MinHash signatures are cut in b bands of r values; texts that agree in a band are compared exactly, so every
 * link is right, and a pair of similarity s is overlooked with chance (1 - sʳ)ᵇ. The bands are the widest that
 * promise `recall` at the threshold. Texts without letters or signs are in no group.
 *
 * Sources: Broder (1997); Leskovec, Rajaraman, Ullman, Mining of Massive Datasets (2014), 3.4. Expected time is
 * linear in the characters; many texts that are alike but below the threshold cost their pairs.
 *
 * @throws AnalyticsError if threshold or recall is not inside (0, 1), no bands reach the recall, or there are more than
 *   2 million texts
 * @example nearDuplicates(['客服态度很差，不解决问题', '客服态度很差!不解决问题。', '物流快']).groups.length; // 1
 */
export function nearDuplicates(texts: readonly string[], options: NearDuplicateOptions = {}): NearDuplicates {
  const { threshold = 0.7, shingle = 3, recall = 0.99, signature: size = 128 } = options;
  requireOpenShare('options.threshold', threshold);
  requireOpenShare('options.recall', recall);
  requireInteger('options.shingle', shingle, 1);
  requireInteger('options.signature', size, 1);
  if (texts.length > MOST_TEXTS) {
    throw new AnalyticsError('texts', `must be at most ${MOST_TEXTS}, not ${texts.length}`);
  }
  const width = bandWidth(threshold, recall, size);
  const bands = Math.floor(size / width);
  const sets = texts.map((text) => shingles(text, shingle));
  const first = firstOfEqual(sets);
  const signatures = sets.map((set, i) =>
    first[i] === i && set.length > 0 ? minHashSignature(set, bands * width) : undefined,
  );
  const links = Int32Array.from(first);
  let compared = 0;
  for (let band = 0; band < bands; band++) {
    for (const bucket of bucketsOf(signatures, band * width, width)) {
      for (let i = 1; i < bucket.length; i++) {
        const place = bucket[i] as number;
        for (let j = 0; j < i; j++) {
          const other = bucket[j] as number;
          if (rootOf(links, place) === rootOf(links, other)) continue;
          compared++;
          if (jaccard(sets[place] as Uint32Array, sets[other] as Uint32Array) >= threshold) {
            join(links, place, other);
          }
        }
      }
    }
  }
  return { groups: groupsOf(links, sets), recallAtThreshold: chance(threshold, width, bands), compared };
}

const chance = (similarity: number, width: number, bands: number) => 1 - (1 - similarity ** width) ** bands;

/** The widest bands (fewest false candidates) that promise the recall. */
function bandWidth(threshold: number, recall: number, size: number): number {
  for (let width = Math.min(size, 16); width >= 1; width--) {
    if (chance(threshold, width, Math.floor(size / width)) >= recall) return width;
  }
  throw new AnalyticsError(
    'options.signature',
    `must be greater to find pairs at ${threshold} with chance ${recall}, not ${size}`,
  );
}

/** Of each set the place of the first that is equal to it; empty sets are their own. */
function firstOfEqual(sets: readonly Uint32Array[]): Int32Array {
  const seen = new Map<number, number[]>();
  return Int32Array.from(sets, (set, place) => {
    if (set.length === 0) return place;
    let key = set.length;
    for (const value of set) key = Math.imul(key ^ value, 0x01000193);
    const candidates = seen.get(key) ?? [];
    const equal = candidates.find((other) => jaccard(sets[other] as Uint32Array, set) === 1);
    if (equal !== undefined) return equal;
    candidates.push(place);
    seen.set(key, candidates);
    return place;
  });
}

/** Places whose signatures agree in a band, two and more together. */
function bucketsOf(signatures: readonly (Uint32Array | undefined)[], from: number, width: number) {
  const buckets = new Map<number, number[]>();
  for (let place = 0; place < signatures.length; place++) {
    const signature = signatures[place];
    if (signature === undefined) continue;
    // Two halves of 26 bits: different bands that meet in one key only cost a comparison.
    let low = 1;
    let high = 7;
    for (let i = from; i < from + width; i++) {
      low = mix(low ^ (signature[i] as number));
      high = Math.imul(high ^ (signature[i] as number), 0x01000193);
    }
    const key = (low >>> 6) * 0x4000000 + (high >>> 6);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [place]);
    else bucket.push(place);
  }
  return [...buckets.values()].filter((bucket) => bucket.length > 1);
}

function rootOf(links: Int32Array, place: number): number {
  let at = place;
  while (links[at] !== at) {
    links[at] = links[links[at] as number] as number;
    at = links[at] as number;
  }
  return at;
}

/** The lower place becomes the root, so that it represents the group. */
function join(links: Int32Array, a: number, b: number): void {
  const [low, high] = [rootOf(links, a), rootOf(links, b)].sort((x, y) => x - y) as [number, number];
  links[high] = low;
}

function groupsOf(links: Int32Array, sets: readonly Uint32Array[]): DuplicateGroup[] {
  const members = new Map<number, number[]>();
  for (let place = 0; place < links.length; place++) {
    const root = rootOf(links, place);
    const group = members.get(root);
    if (group === undefined) members.set(root, [place]);
    else group.push(place);
  }
  return [...members]
    .filter(([, places]) => places.length > 1)
    .map(([representative, places]) => ({
      representative,
      members: places.map((place) => ({
        place,
        similarity: jaccard(sets[representative] as Uint32Array, sets[place] as Uint32Array),
      })),
    }));
}
