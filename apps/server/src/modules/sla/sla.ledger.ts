import type { SlaLedgerStretch } from '@jingyun/contracts';
import type { Clock, Stretch } from './sla.types.ts';

const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString();

/**
 * A clock's life in stretches from its start to its stop, or to `now` while it is open: working time that
 * counted, time outside working hours, and pauses with their reason. Stretches follow one another without a
 * gap; the counted ones add up to what the clock has counted.
 *
 * @param now epoch milliseconds, not before the last thing that happened to the clock
 */
export function clockLedger(clock: Clock, now: number): SlaLedgerStretch[] {
  const stretches = [...clock.past];
  if (clock.stoppedAt === null && now > clock.since) {
    stretches.push({
      from: clock.since,
      to: now,
      pause: clock.pause,
      policyId: clock.promised?.policyId ?? null,
      targetSeconds: clock.targetSeconds,
      calendar: clock.promised?.calendar ?? null,
    });
  }
  return stretches.flatMap(explain);
}

function explain(stretch: Stretch): SlaLedgerStretch[] {
  const { from, to, pause, calendar } = stretch;
  if (pause !== null) return [line(stretch, from, to, 'paused', pause)];
  const lines: SlaLedgerStretch[] = [];
  let told = from;
  for (const worked of calendar?.stretches(from, to) ?? []) {
    if (worked.from > told)
      lines.push(line(stretch, told, worked.from, 'outsideWorkingHours', 'outsideWorkingHours'));
    lines.push(line(stretch, worked.from, worked.to, 'counted', 'workingTime'));
    told = worked.to;
  }
  if (told < to) lines.push(line(stretch, told, to, 'outsideWorkingHours', 'outsideWorkingHours'));
  return lines;
}

function line(
  stretch: Stretch,
  from: number,
  to: number,
  kind: SlaLedgerStretch['kind'],
  reason: SlaLedgerStretch['reason'],
): SlaLedgerStretch {
  const { policyId, targetSeconds } = stretch;
  return { from: iso(from), to: iso(to), kind, reason, seconds: (to - from) / 1000, policyId, targetSeconds };
}
