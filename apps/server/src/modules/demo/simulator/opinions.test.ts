import { describe, expect, test } from 'vitest';
import { handoverHours, type Opinion, opinionsFrom } from './opinions.ts';
import { plants } from './plants.ts';
import { simulate } from './simulate.ts';
import type { SimTicket } from './types.ts';

const until = Temporal.Instant.from('2026-06-30T16:00:00Z');
const options = { seed: 1, tickets: 20_000, until };

function everything(seed = options.seed): { ticket: SimTicket; opinion: Opinion }[] {
  const opinionOf = opinionsFrom(seed, until.epochMilliseconds);
  return [...simulate({ ...options, seed }).days].flatMap(({ tickets }) =>
    tickets.flatMap((ticket) => {
      const opinion = opinionOf(ticket);
      return opinion === null ? [] : [{ ticket, opinion }];
    }),
  );
}

const all = everything();
const answered = all.filter(({ opinion }) => opinion.survey === 'csat' && opinion.answer !== null);
const csat = (some: typeof answered) =>
  some.filter(({ opinion }) => Number(opinion.answer?.answers['score']) >= 4).length / some.length;

describe('opinions of the simulated customers', () => {
  test('are the same for the same seed, and others for another', () => {
    expect(everything()).toEqual(all);
    expect(everything(2)).not.toEqual(all);
  });

  test('are as many and as good as a retailer gets', () => {
    const asked = all.filter(({ opinion }) => opinion.survey === 'csat').length;
    expect(asked).toBeGreaterThan(3_500);
    expect(answered.length / asked).toBeGreaterThan(0.32);
    expect(answered.length / asked).toBeLessThan(0.42);
    expect(csat(answered)).toBeGreaterThan(0.75);
    expect(csat(answered)).toBeLessThan(0.92);
  });

  test('come within the simulated time, after the work, and not too often from one customer', () => {
    const times = new Map<number, number[]>();
    for (const { ticket, opinion } of all) {
      expect(opinion.sentAt).toBeLessThan(until.epochMilliseconds);
      if (opinion.answer !== null) expect(opinion.answer.at).toBeGreaterThan(opinion.sentAt);
      times.set(ticket.customer, [...(times.get(ticket.customer) ?? []), opinion.sentAt]);
    }
    const month = 30 * 24 * 3_600_000;
    for (const asked of times.values())
      for (const at of asked)
        expect(asked.filter((other) => other <= at && other > at - month).length).toBeLessThan(3);
  });

  test('fall for what lies in the slow hand-over, from the time it was planted', () => {
    const { slowHandover } = plants;
    const handed = answered.filter(({ ticket }) => handoverHours(ticket.steps) > 0);
    const start = until.toZonedDateTimeISO('Asia/Shanghai').subtract({ months: 18 }).epochMilliseconds;
    const begins = start + slowHandover.begins * (until.epochMilliseconds - start);
    const toDispatch = handed.filter(({ ticket }) =>
      ticket.steps.some((s) => s.type === 'assign' && slowHandover.to.some((team) => team === s.team)),
    );
    const before = csat(toDispatch.filter(({ ticket }) => ticket.at < begins));
    const after = csat(toDispatch.filter(({ ticket }) => ticket.at >= begins));
    expect(before - after).toBeGreaterThan(0.15);
    const others = answered.filter(
      ({ ticket }) => handoverHours(ticket.steps) === 0 && ticket.kind !== 'complaint',
    );
    const change =
      csat(others.filter(({ ticket }) => ticket.at < begins)) -
      csat(others.filter(({ ticket }) => ticket.at >= begins));
    expect(Math.abs(change)).toBeLessThan(0.06);
  });
});
