import type { PromisedKind, SlaClockKind, SlaWarning } from '@jingyun/contracts';
import type { Clock, PauseReason, Promised } from './sla.types.ts';

/*
 * The movements of a single clock. Each takes the clock to an instant and changes it there; instants must
 * not go back. A clock knows nothing of tickets.
 */

/** A clock that begins to count at an instant. */
export function startClock(
  kind: SlaClockKind,
  cycle: number,
  at: number,
  promised: Promised,
  pause: PauseReason | null,
): Clock {
  const clock: Clock = {
    kind,
    cycle,
    run: 1,
    promised,
    targetSeconds: promised.targets[kind as PromisedKind] ?? null,
    startedAt: at,
    countedMs: 0,
    since: at,
    pause,
    dueAt: null,
    warnAt: null,
    breachedAt: null,
    stoppedAt: null,
    end: null,
    past: [],
  };
  plan(clock);
  return clock;
}

/** Closes the present stretch at an instant and, from there, counts or rests. */
export function turn(clock: Clock, at: number, pause: PauseReason | null): void {
  if (clock.pause === pause) return;
  settle(clock, at);
  clock.pause = pause;
  plan(clock);
}

/** Puts a clock under another promise from an instant on; what it has counted stays counted. */
export function retarget(
  clock: Clock,
  at: number,
  promised: Promised | null,
  pause: PauseReason | null,
): void {
  const targetSeconds = promised?.targets[clock.kind as PromisedKind] ?? null;
  const next = targetSeconds === null ? null : promised;
  const rest = targetSeconds === null ? 'noPromise' : pause;
  const unchanged =
    next?.policyId === clock.promised?.policyId &&
    next?.calendar === clock.promised?.calendar &&
    targetSeconds === clock.targetSeconds &&
    rest === clock.pause;
  if (unchanged) return;
  settle(clock, at);
  clock.promised = next;
  clock.targetSeconds = targetSeconds;
  clock.pause = rest;
  plan(clock);
}

/** Stops a clock. Without a promise at the end there is nothing to meet. */
export function stopClock(clock: Clock, at: number, cancelled = false): void {
  const due = clock.dueAt;
  settle(clock, at);
  clock.stoppedAt = at;
  clock.dueAt = due;
  clock.warnAt = null;
  if (clock.breachedAt !== null) clock.end = 'breached';
  else clock.end = cancelled || clock.targetSeconds === null ? 'cancelled' : 'met';
}

/** Lets a stopped clock go on with what it had counted; the time between is on record as `solved`. */
export function resume(clock: Clock, at: number, pause: PauseReason | null): void {
  clock.pause = 'solved';
  settle(clock, at);
  clock.run += 1;
  clock.stoppedAt = null;
  clock.end = null;
  clock.pause = clock.targetSeconds === null ? 'noPromise' : pause;
  plan(clock);
}

/** Working seconds counted by an instant, not before the clock's present stretch. */
export function countedAt(clock: Clock, at: number): number {
  const { promised } = clock;
  if (clock.stoppedAt !== null || clock.pause !== null || promised === null || at <= clock.since) {
    return clock.countedMs / 1000;
  }
  return (clock.countedMs + Math.round(promised.calendar.between(clock.since, at) * 1000)) / 1000;
}

function settle(clock: Clock, at: number): void {
  const counted = Math.round(countedAt(clock, at) * 1000);
  if (at > clock.since) {
    clock.past.push({
      from: clock.since,
      to: at,
      pause: clock.pause,
      policyId: clock.promised?.policyId ?? null,
      targetSeconds: clock.targetSeconds,
      calendar: clock.promised?.calendar ?? null,
    });
  }
  clock.countedMs = counted;
  clock.since = at;
}

/** Works out when a counting clock is due and when to warn; a resting one is due at no time. */
function plan(clock: Clock): void {
  clock.dueAt = null;
  clock.warnAt = null;
  const { promised, targetSeconds } = clock;
  if (clock.pause !== null || promised === null || targetSeconds === null) return;
  const after = (seconds: number) =>
    instantAfter(promised, clock.since, Math.max(0, seconds - clock.countedMs / 1000));
  clock.dueAt = after(targetSeconds);
  if (promised.warnBefore === null || clock.breachedAt !== null || clock.dueAt === null) return;
  const warnAt = after(warningMark(targetSeconds, promised.warnBefore));
  clock.warnAt = warnAt !== null && warnAt < clock.dueAt ? warnAt : null;
}

/** The counted seconds at which to warn. */
function warningMark(targetSeconds: number, warning: SlaWarning): number {
  const before = warning.by === 'share' ? targetSeconds * warning.share : warning.seconds;
  return Math.max(0, targetSeconds - before);
}

/** Null where the calendar has too little working time in its horizon: such a clock is never due. */
function instantAfter(promised: Promised, from: number, seconds: number): number | null {
  try {
    return promised.calendar.add(from, seconds);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
