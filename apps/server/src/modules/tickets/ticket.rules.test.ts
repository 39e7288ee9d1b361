import { ticketLevels, ticketPriorities, ticketStatuses } from '@jingyun/contracts';
import { describe, expect, it } from 'vitest';
import { afterCustomerMessage, mayBecome, priorityOf } from './ticket.rules.ts';

describe('status', () => {
  it('is final once closed, and reached only through solved', () => {
    for (const status of ticketStatuses) {
      expect(mayBecome('closed', status)).toBe(status === 'closed');
      expect(mayBecome(status, 'closed')).toBe(status === 'solved' || status === 'closed');
    }
  });
  it('never goes back to new', () => {
    for (const status of ticketStatuses) expect(mayBecome(status, 'new')).toBe(status === 'new');
  });
  it('goes on when the customer, for whom it waited, writes', () => {
    expect(ticketStatuses.map(afterCustomerMessage)).toEqual([
      'new',
      'open',
      'open',
      'onHold',
      'open',
      'closed',
    ]);
  });
});

describe('priority', () => {
  it('is urgent only where it matters much and soon', () => {
    expect(priorityOf('high', 'high')).toBe('urgent');
    expect(priorityOf('medium', 'medium')).toBe('normal');
    expect(priorityOf('low', 'low')).toBe('low');
  });
  it('never falls when importance or urgency rises', () => {
    const rank = (importance: 0 | 1 | 2, urgency: 0 | 1 | 2) =>
      ticketPriorities.indexOf(priorityOf(ticketLevels[importance], ticketLevels[urgency]));
    for (const fixed of [0, 1, 2] as const) {
      for (const [higher, lower] of [
        [0, 1],
        [1, 2],
      ] as const) {
        expect(rank(higher, fixed)).toBeLessThanOrEqual(rank(lower, fixed));
        expect(rank(fixed, higher)).toBeLessThanOrEqual(rank(fixed, lower));
      }
    }
  });
});
