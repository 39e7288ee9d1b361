/** What a promise's clock shows at a moment. */
export interface Countdown {
  /** `late` is running beyond its due time; `kept` and `broken` are over. */
  state: 'running' | 'soon' | 'late' | 'paused' | 'kept' | 'broken' | 'cancelled';
  /** Seconds left until due, negative beyond it; null where it is over or has no due time. */
  seconds: number | null;
}

export interface ClockFacts {
  state: 'running' | 'paused' | 'met' | 'breached' | 'cancelled';
  targetSeconds: number | null;
  countedSeconds: number;
  dueAt: string | null;
  warnAt: string | null;
  breachedAt: string | null;
  stoppedAt: string | null;
}

/**
 * Turns a clock as the server gave it into what to show now.
 * The time left is wall-clock time until the due instant: the server has already
 * put nights, holidays and pauses into that instant.
 */
export function countdownOf(clock: ClockFacts, now: number): Countdown {
  if (clock.state === 'cancelled') return { state: 'cancelled', seconds: null };
  if (clock.state === 'met') return { state: 'kept', seconds: null };
  if (clock.stoppedAt !== null)
    return { state: clock.breachedAt === null ? 'kept' : 'broken', seconds: null };
  if (clock.state === 'paused') {
    const left = clock.targetSeconds === null ? null : clock.targetSeconds - clock.countedSeconds;
    return { state: clock.breachedAt === null ? 'paused' : 'late', seconds: left };
  }
  if (clock.dueAt === null) return { state: clock.breachedAt === null ? 'running' : 'late', seconds: null };
  const seconds = (Date.parse(clock.dueAt) - now) / 1_000;
  if (seconds <= 0) return { state: 'late', seconds };
  const soon = clock.warnAt !== null && Date.parse(clock.warnAt) <= now;
  return { state: soon ? 'soon' : 'running', seconds };
}
