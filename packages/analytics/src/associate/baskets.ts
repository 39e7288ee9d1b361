import { AnalyticsError } from '../errors.ts';

/**
 * Baskets in compact form: what was bought, tagged or touched together. Each item is a code, its place in `labels`.
 * Basket b holds `items[offsets[b]]` to `items[offsets[b + 1] - 1]`, ascending and each once.
 */
export interface Baskets {
  items: Int32Array;
  /** One more than there are baskets; the first is 0, the last the number of items. */
  offsets: Int32Array;
  labels: readonly string[];
}

/** How many baskets there are. */
export function basketCountOf(baskets: Baskets): number {
  return baskets.offsets.length - 1;
}

/** @throws AnalyticsError unless the baskets are as `Baskets` says, whoever made them. O(items). */
export function requireBaskets(baskets: Baskets): void {
  const { items, offsets, labels } = baskets;
  if (!(items instanceof Int32Array)) throw new AnalyticsError('baskets.items', 'must be an Int32Array');
  if (!(offsets instanceof Int32Array)) throw new AnalyticsError('baskets.offsets', 'must be an Int32Array');
  const last = offsets.length - 1;
  if (last < 0 || offsets[0] !== 0 || offsets[last] !== items.length) {
    throw new AnalyticsError('baskets.offsets', `must begin with 0 and end with ${items.length}`);
  }
  for (let b = 0; b < last; b++) {
    const to = offsets[b + 1] as number;
    let least = 0;
    if (to < (offsets[b] as number) || to > items.length) {
      throw new AnalyticsError(`baskets.offsets[${b + 1}]`, `must not fall, nor exceed ${items.length}`);
    }
    for (let i = offsets[b] as number; i < to; i++) {
      const item = items[i] as number;
      if (item < least || item >= labels.length) {
        throw new AnalyticsError(
          `baskets.items[${i}]`,
          `must be a code below ${labels.length}, ascending in its basket, not ${item}`,
        );
      }
      least = item + 1;
    }
  }
}
