import { describe, expect, test } from 'vitest';
import { plants } from './plants.ts';
import { simulate } from './simulate.ts';
import type { SimTicket } from './types.ts';

const until = Temporal.Instant.from('2026-11-20T16:00:00Z');
const run = (options = {}) => [...simulate({ seed: 7, tickets: 12_000, until, ...options }).days];
const days = run();
const tickets = days.flatMap((day) => day.tickets);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

describe('the simulated retailer', () => {
  test('is the same for the same seed and another for another', () => {
    const text = (some: typeof days) => JSON.stringify(some.slice(0, 40));
    expect(text(run())).toBe(text(days));
    expect(text(run({ seed: 8 }))).not.toBe(text(days));
  });

  test('has about as many tickets as asked for, none after the end, no step out of order', () => {
    expect(Math.abs(tickets.length / 12_000 - 1)).toBeLessThan(0.03);
    for (const ticket of tickets) {
      const times = [ticket.at, ...ticket.steps.map((step) => step.at)];
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBeLessThanOrEqual(until.epochMilliseconds);
    }
  });

  test('has weeks and festivals: Mondays busier than Sundays, the autumn sale busier than the spring festival', () => {
    const count = (of: (date: Temporal.PlainDate) => boolean) => {
      const chosen = days.filter((day) => of(Temporal.PlainDate.from(day.date)));
      return chosen.reduce((sum, day) => sum + day.tickets.length, 0) / chosen.length;
    };
    expect(count((date) => date.dayOfWeek === 1)).toBeGreaterThan(
      1.25 * count((date) => date.dayOfWeek === 7),
    );
    const spring = count((date) => date.toString() >= '2026-02-16' && date.toString() <= '2026-02-23');
    expect(count((date) => date.month === 11 && date.day >= 11 && date.day <= 17)).toBeGreaterThan(
      2 * spring,
    );
  });

  test('leaves work open at the end, as any living service has', () => {
    const open = tickets.filter(
      (ticket) =>
        !ticket.steps.some((step) => step.type === 'status' && ['solved', 'closed'].includes(step.status)),
    );
    expect(open.length).toBeGreaterThan(20);
    expect(open.length).toBeLessThan(tickets.length / 20);
  });

  test('has the faulty product planted where it says', () => {
    const share = (from: number, to: number) => {
      const part = tickets.slice(Math.floor(tickets.length * from), Math.floor(tickets.length * to));
      return (
        part.filter((ticket) => ticket.subject.includes(plants.faultyProduct.product)).length / part.length
      );
    };
    expect(share(plants.faultyProduct.from + 0.01, plants.faultyProduct.to - 0.01)).toBeGreaterThan(
      4 * share(0, plants.faultyProduct.from - 0.05),
    );
  });

  test('has the slow hand-over planted where it says', () => {
    const handoverHours = (ticket: SimTicket) => {
      const assigned = ticket.steps.filter((step) => step.type === 'assign');
      return assigned.length < 2 ? [] : [(assigned[1]!.at - assigned[0]!.at) / 3_600_000];
    };
    const from = (part: SimTicket[]) => median(part.flatMap(handoverHours));
    const begins = Math.floor(tickets.length * plants.slowHandover.begins);
    expect(from(tickets.slice(begins + 200))).toBeGreaterThan(
      from(tickets.slice(0, begins - 200)) + plants.slowHandover.extraHours / 2,
    );
  });

  test('goes on beyond its end: what was stays, open work is finished, and a remedied team is slow no longer', () => {
    const on = until.add({ hours: 28 * 24 });
    const remedies = [{ team: 'dispatch' as const, from: until.epochMilliseconds }];
    const later = run({ on, remedies }).flatMap((day) => day.tickets);
    const known = new Map(later.map((ticket) => [ticket.index, ticket]));
    for (const ticket of tickets) {
      const { steps, ...facts } = known.get(ticket.index)!;
      expect({ ...facts, steps: steps.slice(0, ticket.steps.length) }).toEqual(ticket);
      for (const step of steps.slice(ticket.steps.length))
        expect(step.at).toBeGreaterThan(until.epochMilliseconds);
    }
    const news = later.slice(tickets.length);
    expect(news.length).toBeGreaterThan(500);
    const waited = (team: string) =>
      median(
        news.flatMap(({ steps }) => {
          const [first, second] = steps.filter((step) => step.type === 'assign');
          return second?.team === team ? [(second.at - first!.at) / 3_600_000] : [];
        }),
      );
    expect(waited('dispatch2')).toBeGreaterThan(waited('dispatch') + plants.slowHandover.extraHours / 2);
  });

  test('has the product pair planted: whoever has the first mostly has the second', () => {
    const customers = days.flatMap((day) => day.customers);
    const { first, second, share } = plants.boughtTogether;
    const withFirst = customers.filter((customer) => customer.products.includes(first));
    expect(
      withFirst.filter((customer) => customer.products.includes(second)).length / withFirst.length,
    ).toBeGreaterThan(share);
    expect(
      customers.filter((customer) => customer.products.includes(second)).length / customers.length,
    ).toBeLessThan(share / 2);
  });
});
