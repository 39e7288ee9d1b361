import { countedAt } from './clock.ts';
import type { Clock } from './sla.types.ts';

/** A clock as `sla_clocks` keeps it; instants as ISO text. */
export interface ClockRow {
  ticket_id: string;
  kind: string;
  cycle: number;
  run: number;
  policy_id: string | null;
  calendar_id: string | null;
  target_seconds: number | null;
  state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled';
  started_at: string;
  counted_seconds: number;
  since: string;
  due_at: string | null;
  warn_at: string | null;
  breached_at: string | null;
  stopped_at: string | null;
  alarm_at: string | null;
}

/** Names what was told of a ticket's clocks. */
export const noticeKey = (clock: { kind: string; cycle: number; run: number }, what: string): string =>
  `${clock.kind} ${clock.cycle} ${clock.run} ${what}`;

/**
 * The row of a clock.
 *
 * @param told what has been told of the ticket's clocks, as `noticeKey`
 */
export function clockRow(ticketId: string, clock: Clock, told: ReadonlySet<string>): ClockRow {
  return {
    ticket_id: ticketId,
    kind: clock.kind,
    cycle: clock.cycle,
    run: clock.run,
    policy_id: clock.promised?.policyId ?? null,
    calendar_id: clock.promised?.calendarId ?? null,
    target_seconds: clock.targetSeconds,
    state: clock.end ?? (clock.pause === null ? 'running' : 'paused'),
    started_at: iso(clock.startedAt),
    counted_seconds: countedAt(clock, clock.since),
    since: iso(clock.since),
    due_at: maybe(clock.dueAt),
    warn_at: maybe(clock.warnAt),
    breached_at: maybe(clock.breachedAt),
    stopped_at: maybe(clock.stoppedAt),
    alarm_at: maybe(nextAlarm(clock, told)),
  };
}

/** When somebody must next be told of a running clock: of the warning, then of the breach, then no more. */
export function nextAlarm(clock: Clock, told: ReadonlySet<string>): number | null {
  const rests = clock.stoppedAt !== null || clock.pause !== null;
  if (rests || clock.dueAt === null || clock.breachedAt !== null) return null;
  for (let run = 1; run <= clock.run; run += 1) {
    if (told.has(noticeKey({ ...clock, run }, 'breached'))) return null;
  }
  return clock.warnAt !== null && !told.has(noticeKey(clock, 'warned')) ? clock.warnAt : clock.dueAt;
}

const iso = (ms: number) => new Date(ms).toISOString();
const maybe = (ms: number | null) => (ms === null ? null : iso(ms));
