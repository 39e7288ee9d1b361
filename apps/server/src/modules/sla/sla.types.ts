import type { PromisedKind, SlaClockKind, SlaWarning } from '@jingyun/contracts';
import type { CompiledCalendar } from '../../platform/time/compiled-calendar.ts';

/** What SLA decisions ask about a ticket, as of some moment. */
export interface TicketFacts {
  status: string;
  kind: string;
  channel: string;
  priority: 'urgent' | 'high' | 'normal' | 'low';
  categoryId: string | null;
  teamId: string | null;
  assigneeId: string | null;
  customerTier: string | null;
  tags: readonly string[];
}

/** What happened to a ticket, as far as clocks care. `at` is in epoch milliseconds. */
export type Happening =
  | {
      type: 'created';
      at: number;
      facts: TicketFacts;
      /** Whether the system the ticket came from says that it kept its promise; absent for tickets of our own. */
      sourceVerdict?: boolean;
    }
  | { type: 'changed'; at: number; facts: Partial<TicketFacts> }
  | { type: 'replied'; at: number; by: 'agent' | 'customer' }
  /** The ticket is no piece of work any more: merged into another, marked as spam. */
  | { type: 'withdrawn'; at: number };

/** What the policy in force says for a ticket as it is. */
export interface Promised {
  policyId: string;
  calendarId: string | null;
  /** Working seconds by clock; a clock without a target does not run. */
  targets: Partial<Record<PromisedKind, number | undefined>>;
  calendar: CompiledCalendar;
  pauseStatuses: readonly string[];
  pausedClocks: readonly PromisedKind[];
  warnBefore: SlaWarning | null;
}

/** Finds the promise for a ticket, or null where no policy holds. */
export type PromiseFor = (facts: TicketFacts) => Promised | null;

/** Why a clock does not count; null while it counts. */
export type PauseReason = 'waitingForCustomer' | 'onHold' | 'solved' | 'noPromise';

/** A stretch of a clock's life under one promise in one mode. Times are epoch milliseconds. */
export interface Stretch {
  from: number;
  to: number;
  pause: PauseReason | null;
  policyId: string | null;
  targetSeconds: number | null;
  calendar: CompiledCalendar | null;
}

/** A clock as of the last thing that happened to its ticket. Times are epoch milliseconds. */
export interface Clock {
  kind: SlaClockKind;
  cycle: number;
  run: number;
  promised: Promised | null;
  targetSeconds: number | null;
  startedAt: number;
  /** Working milliseconds counted before `since`. */
  countedMs: number;
  /** Where the present stretch began. */
  since: number;
  pause: PauseReason | null;
  /** While it counts, when it is due; once ended, when it was. */
  dueAt: number | null;
  warnAt: number | null;
  breachedAt: number | null;
  stoppedAt: number | null;
  end: 'met' | 'breached' | 'cancelled' | null;
  /** The stretches before `since`. */
  past: Stretch[];
}

/** A promise kept or broken, for the event log: once for each clock and run. */
export interface Outcome {
  what: 'met' | 'breached';
  at: number;
  kind: SlaClockKind;
  cycle: number;
  run: number;
  policyId: string | null;
  targetSeconds: number | null;
  dueAt: number | null;
  countedSeconds: number;
  /** The ticket as it was then. */
  facts: TicketFacts;
}

/** All that follows from a ticket's history. */
export interface TicketSla {
  clocks: Clock[];
  outcomes: Outcome[];
  /** The ticket as it is after the last happening; null where its creation is not among them. */
  facts: TicketFacts | null;
}
