import type { ProcedureMatching } from '@jingyun/contracts';
import { describe, expect, test } from 'vitest';
import { allInForce, inForceFor, lineageOf, matches, type Published } from './in-force.rules.ts';

const publication = (number: number, inForceFrom: string, over: Partial<Published> = {}): Published => ({
  versionId: `v${number}`,
  number,
  inForceFrom,
  teamIds: [],
  retiredOn: null,
  ...over,
});

describe('the version in force', () => {
  const first = publication(1, '2026-01-01');
  const pilot = publication(2, '2026-03-01', { teamIds: ['pilot'] });

  test('is the newest one up to the day, from its day on', () => {
    const second = publication(2, '2026-03-01');
    expect(inForceFor([first, second], 'a', '2025-12-31')).toBeNull();
    expect(inForceFor([first, second], 'a', '2026-02-28')?.number).toBe(1);
    expect(inForceFor([second, first], 'a', '2026-03-01')?.number).toBe(2);
  });

  test('is another one for a pilot team, until it is rolled out to all', () => {
    expect(inForceFor([first, pilot], 'pilot', '2026-03-05')?.number).toBe(2);
    expect(inForceFor([first, pilot], 'other', '2026-03-05')?.number).toBe(1);
    expect(inForceFor([first, pilot], null, '2026-03-05')?.number).toBe(1);
    const rolledOut = publication(2, '2026-04-01');
    expect(inForceFor([first, pilot, rolledOut], 'other', '2026-04-01')?.number).toBe(2);
    expect(inForceFor([first, pilot, rolledOut], 'other', '2026-03-31')?.number).toBe(1);
  });

  test('of two of one day is the higher number, whichever was published first', () => {
    const late = publication(1, '2026-03-01', { teamIds: ['pilot'] });
    expect(inForceFor([pilot, late], 'pilot', '2026-03-02')?.number).toBe(2);
  });

  test('is none once it is retired: an older one does not come back by itself', () => {
    const retired = publication(2, '2026-03-01', { retiredOn: '2026-03-10' });
    expect(inForceFor([first, retired], 'a', '2026-03-09')?.number).toBe(2);
    expect(inForceFor([first, retired], 'a', '2026-03-10')).toBeNull();
    expect(inForceFor([first, retired, publication(1, '2026-03-12')], 'a', '2026-03-12')?.number).toBe(1);
    const withdrawnAtOnce = publication(2, '2026-03-01', { retiredOn: '2026-03-01' });
    const again = publication(1, '2026-03-01');
    expect(inForceFor([first, withdrawnAtOnce], 'a', '2026-03-01')).toBeNull();
    expect(inForceFor([first, again, withdrawnAtOnce], 'a', '2026-03-01')?.number).toBe(1);
  });

  test('is told for all teams at once: what is for all, and what single teams have instead', () => {
    const other = { ...pilot, teamIds: ['pilot', 'second'] };
    const found = allInForce([first, other], '2026-03-05');
    expect(found.map(({ publication: { number }, teamIds }) => ({ number, teamIds }))).toEqual([
      { number: 1, teamIds: [] },
      { number: 2, teamIds: ['pilot', 'second'] },
    ]);
    expect(allInForce([pilot], '2026-02-01')).toEqual([]);
  });
});

describe('a procedure is for a ticket', () => {
  const ticket = { kind: 'complaint', channel: 'phone' } as const;
  const matching = (over: Partial<ProcedureMatching>): ProcedureMatching => ({
    start: 'ticket',
    ticketKinds: [],
    categoryIds: [],
    channels: [],
    ...over,
  });

  test('of its kinds and its channels; without any, for every ticket', () => {
    expect(matches(matching({}), ticket, [])).toBe(true);
    expect(matches(matching({ ticketKinds: ['complaint'], channels: ['phone', 'chat'] }), ticket, [])).toBe(
      true,
    );
    expect(matches(matching({ ticketKinds: ['inquiry'] }), ticket, [])).toBe(false);
    expect(matches(matching({ ticketKinds: ['complaint'], channels: ['chat'] }), ticket, [])).toBe(false);
  });

  test('in its categories and those below them', () => {
    const categories = new Map([
      ['leak', { parentId: 'repair' }],
      ['repair', { parentId: 'afterSales' }],
      ['afterSales', { parentId: null }],
    ]);
    const lineage = lineageOf(categories, 'leak');
    expect(lineage).toEqual(['leak', 'repair', 'afterSales']);
    expect(matches(matching({ categoryIds: ['afterSales'] }), ticket, lineage)).toBe(true);
    expect(matches(matching({ categoryIds: ['leak'] }), ticket, lineageOf(categories, 'repair'))).toBe(false);
    expect(matches(matching({ categoryIds: ['leak'] }), ticket, lineageOf(categories, null))).toBe(false);
  });
});
