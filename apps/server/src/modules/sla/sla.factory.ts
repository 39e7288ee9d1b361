import type { SlaPolicy } from '@jingyun/contracts';
import { calendarOf } from '../../platform/time/calendar.factory.ts';
import { CompiledCalendar } from '../../platform/time/compiled-calendar.ts';
import type { Happening, Promised, TicketFacts } from './sla.types.ts';

/** Monday to Friday 09:00–18:00 in UTC, so that times in tests read as they are written. */
export const officeHours = new CompiledCalendar(calendarOf({ timeZone: 'UTC' }));

export const ms = (time: string): number => Date.parse(`${time}:00Z`);
export const time = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 16);

export function factsOf(facts: Partial<TicketFacts> = {}): TicketFacts {
  return {
    status: 'new',
    kind: 'request',
    channel: 'email',
    priority: 'normal',
    categoryId: null,
    teamId: null,
    assigneeId: null,
    customerTier: null,
    tags: [],
    ...facts,
  };
}

/** Two hours to the first and every next reply, eight to the solution; `pendingCustomer` and `onHold` pause the last. */
export function promisedOf(promised: Partial<Promised> = {}): Promised {
  return {
    policyId: '00000000-0000-7000-8000-000000000001',
    targets: { firstReply: 7_200, nextReply: 7_200, resolution: 28_800 },
    calendarId: null,
    calendar: officeHours,
    pauseStatuses: ['pendingCustomer', 'onHold'],
    pausedClocks: ['resolution'],
    warnBefore: { by: 'share', share: 0.25 },
    ...promised,
  };
}

export function policyOf(policy: Partial<SlaPolicy> = {}): SlaPolicy {
  const targets = { firstReply: 7_200, resolution: 28_800 };
  return {
    id: '00000000-0000-7000-8000-000000000001',
    name: 'standard',
    position: 0,
    version: 1,
    active: true,
    condition: true,
    targets: { urgent: targets, high: targets, normal: targets, low: targets },
    calendar: { from: 'organisation' },
    pauseStatuses: ['pendingCustomer', 'onHold'],
    pausedClocks: ['resolution'],
    warnBefore: null,
    validFrom: '2026-01-01T00:00:00Z',
    ...policy,
  };
}

export const happened = {
  created: (at: string, facts: Partial<TicketFacts> = {}, sourceVerdict?: boolean): Happening => ({
    type: 'created',
    at: ms(at),
    facts: factsOf(facts),
    ...(sourceVerdict === undefined ? {} : { sourceVerdict }),
  }),
  changed: (at: string, facts: Partial<TicketFacts>): Happening => ({ type: 'changed', at: ms(at), facts }),
  status: (at: string, status: string): Happening => ({ type: 'changed', at: ms(at), facts: { status } }),
  agentReply: (at: string): Happening => ({ type: 'replied', at: ms(at), by: 'agent' }),
  customerReply: (at: string): Happening => ({ type: 'replied', at: ms(at), by: 'customer' }),
  withdrawn: (at: string): Happening => ({ type: 'withdrawn', at: ms(at) }),
};
