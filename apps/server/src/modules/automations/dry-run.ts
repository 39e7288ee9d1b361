import type { AutomationInput, Condition, DryRunAnswer } from '@jingyun/contracts';
import { authorise, type Call } from '../../platform/actor.ts';
import { holds } from '../../platform/conditions/holds.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { newestEvents } from '../../platform/events/read-events.ts';
import type { Services } from '../../platform/services.ts';
import { checkAutomation } from './check-automation.ts';
import { contextOf } from './consider.rules.ts';

interface Tried {
  at: string;
  eventType: string | null;
  ticketId: string | null;
  context: Record<string, unknown>;
}

const sampleSize = 20;

/** What an automation would have done in the past: how many events or records match, and the newest of them. Changes nothing. */
export async function dryRun(
  services: Services,
  tx: Tx,
  call: Call,
  input: AutomationInput,
  limit: number,
): Promise<DryRunAnswer> {
  authorise(call.actor, 'automations.manage');
  checkAutomation(services, input);
  const tried = await pastOf(services, tx, call, input, limit);
  const matching = tried.filter(({ context }) => holds(input.condition as Condition, context));
  return {
    looked: tried.length,
    matched: matching.length,
    from: tried.at(-1)?.at ?? null,
    to: tried[0]?.at ?? null,
    samples: matching.slice(0, sampleSize).map(({ at, eventType, ticketId, context }) => ({
      at,
      eventType,
      ticketId,
      ticketNumber: (context['ticket'] as { number?: number } | undefined)?.number ?? null,
    })),
  };
}

async function pastOf(
  services: Services,
  tx: Tx,
  call: Call,
  { trigger }: AutomationInput,
  limit: number,
): Promise<Tried[]> {
  if (trigger.on === 'event') {
    const events = await newestEvents(tx, services.registry, trigger.event, limit);
    return events.map((event) => ({
      at: event.occurredAt.toString(),
      eventType: event.type,
      ticketId: event.ticketId,
      context: contextOf(event),
    }));
  }
  const records = (await services.automation.sources.get(trigger.source)?.read(tx, call, null, limit)) ?? [];
  return records.map((record) => ({
    at: call.now.toString(),
    eventType: null,
    ticketId: record.ticketId,
    context: record.context,
  }));
}
