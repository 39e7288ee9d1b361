import { requireFinite } from '../checks.ts';

/** One line of what was bought. */
export interface Purchase {
  customer: string;
  /** Lines of the same order count once; without it, each line is an order. */
  order?: string;
  /** Epoch milliseconds. */
  at: number;
  /** In any one currency; negative for what was given back. */
  amount: number;
}

/** Recency, frequency and monetary value of one customer. */
export interface Rfm {
  customer: string;
  /** Days since the last purchase, with their fraction. */
  recency: number;
  /** Orders. */
  frequency: number;
  /** Sum of the amounts. */
  monetary: number;
}

const DAY = 86_400_000;

/**
 * Recency, frequency and monetary value of each customer from purchases in any order: the input of `rfmScores` and of
 * clustering. Customers come in the order of their first appearance. O(n).
 *
 * @param asOf the day of the count, epoch milliseconds; purchases after it are left out
 * @throws AnalyticsError if `asOf`, a time or an amount is not finite
 * @example rfmOfPurchases([{ customer: 'c1', at: Date.UTC(2026, 0, 1), amount: 120 }], Date.UTC(2026, 0, 31));
 */
export function rfmOfPurchases(purchases: Iterable<Purchase>, asOf: number): Rfm[] {
  requireFinite('asOf', asOf);
  const customers = new Map<string, { last: number; lines: number; orders: Set<string>; monetary: number }>();
  let i = 0;
  for (const { customer, order, at, amount } of purchases) {
    requireFinite(`purchases[${i}].at`, at);
    requireFinite(`purchases[${i}].amount`, amount);
    i++;
    if (at > asOf) continue;
    let own = customers.get(customer);
    if (!own) {
      own = { last: at, lines: 0, orders: new Set(), monetary: 0 };
      customers.set(customer, own);
    }
    own.last = Math.max(own.last, at);
    own.monetary += amount;
    if (order === undefined) own.lines++;
    else own.orders.add(order);
  }
  return Array.from(customers, ([customer, { last, lines, orders, monetary }]) => ({
    customer,
    recency: (asOf - last) / DAY,
    frequency: lines + orders.size,
    monetary,
  }));
}
