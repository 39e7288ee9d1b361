import { AnalyticsError } from '../errors.ts';
import { BasketBuilder } from './basket-builder.ts';
import type { Baskets } from './baskets.ts';
import { IntList } from './int-list.ts';

/** A name, or a number that stands for its text. */
export type Label = string | number;

/**
 * Baskets from rows of (basket, item), such as the lines of invoices: rows of the same basket need not follow one
 * another. Baskets stand in order of their first rows; a repeated row counts once. O(rows).
 *
 * @returns baskets, none for no rows
 * @throws AnalyticsError if a basket or an item is neither text nor a finite number
 * @example basketsFromRows([['order 1', 'kettle'], ['order 2', 'toaster'], ['order 1', 'cups']]);
 */
export function basketsFromRows(rows: Iterable<readonly [basket: Label, item: Label]>): Baskets {
  const places = new Map<string, number>();
  const basketOf = new IntList();
  const itemOf: string[] = [];
  const sizes = new IntList();
  for (const [basket, item] of rows) {
    const name = requireLabel(`rows[${basketOf.length}][0]`, basket);
    itemOf.push(requireLabel(`rows[${basketOf.length}][1]`, item));
    let place = places.get(name);
    if (place === undefined) {
      place = places.size;
      places.set(name, place);
      sizes.push(0);
    }
    sizes.values[place] = (sizes.values[place] as number) + 1;
    basketOf.push(place);
  }
  return grouped(basketOf, itemOf, sizes);
}

/**
 * Baskets from lists of items, an empty list being an empty basket, which counts in every share. O(items).
 *
 * @throws AnalyticsError if an item is neither text nor a finite number
 * @example basketsFromLists([['kettle', 'cups'], ['toaster']]);
 */
export function basketsFromLists(lists: Iterable<Iterable<Label>>): Baskets {
  const builder = new BasketBuilder();
  for (const list of lists) {
    for (const item of list) builder.add(requireLabel('lists', item));
    builder.close();
  }
  return builder.baskets();
}

/** Rows by basket, in their order within each (counting sort). */
function grouped(basketOf: IntList, itemOf: readonly string[], sizes: IntList): Baskets {
  const next = new Int32Array(sizes.length + 1);
  for (let b = 0; b < sizes.length; b++) next[b + 1] = (next[b] as number) + (sizes.values[b] as number);
  const rowAt = new Int32Array(basketOf.length);
  for (let row = 0; row < basketOf.length; row++) {
    const basket = basketOf.values[row] as number;
    const place = next[basket] as number;
    rowAt[place] = row;
    next[basket] = place + 1;
  }
  const builder = new BasketBuilder();
  let from = 0;
  for (let b = 0; b < sizes.length; b++) {
    const to = from + (sizes.values[b] as number);
    for (let i = from; i < to; i++) builder.add(itemOf[rowAt[i] as number] as string);
    builder.close();
    from = to;
  }
  return builder.baskets();
}

function requireLabel(argument: string, label: Label): string {
  if (typeof label === 'string') return label;
  if (Number.isFinite(label)) return String(label);
  throw new AnalyticsError(argument, `must be text or a finite number, not ${String(label)}`);
}
