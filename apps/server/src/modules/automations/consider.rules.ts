import type { AutomationInput, Condition } from '@jingyun/contracts';
import { holds } from '../../platform/conditions/holds.ts';
import type { StoredEvent } from '../../platform/events/types.ts';

/** Automations are cut at this depth: A sets off B sets off A … */
export const deepestChain = 4;

/** An event older than this when it was recorded is history (an import, a late entry), and history sets nothing off. */
const newsSeconds = 3_600;

/** What a condition may ask of an event. */
export function contextOf(event: StoredEvent): Record<string, unknown> {
  const { ticket, ...data } = event.data as { ticket?: unknown };
  return { event: data, ticket: ticket ?? {} };
}

/**
 * What an automation has to do with an event: `no` (not its trigger, or its condition
 * does not hold), `cut` (it would, but the chain is too long), or `act`.
 */
export function consider(
  automation: Pick<AutomationInput, 'active' | 'trigger' | 'condition'> & { active_from: Temporal.Instant },
  event: StoredEvent,
): 'no' | 'cut' | 'act' {
  if (!automation.active || automation.trigger.on !== 'event' || automation.trigger.event !== event.type)
    return 'no';
  if (Temporal.Instant.compare(event.recordedAt, automation.active_from) < 0) return 'no';
  if (event.recordedAt.epochMilliseconds - event.occurredAt.epochMilliseconds > newsSeconds * 1_000)
    return 'no';
  if (!holds(automation.condition as Condition, contextOf(event))) return 'no';
  return event.depth >= deepestChain ? 'cut' : 'act';
}
