import { systemActor } from '../../platform/actor.ts';
import type { Projector } from '../../platform/events/types.ts';
import type { Services } from '../../platform/services.ts';
import { allAutomations } from './automation.repo.ts';
import { consider } from './consider.rules.ts';
import { noteCut, perform } from './perform.ts';

/** Automations act on few of the events they see, but each act is a command: small batches keep locks short. */
const batchSize = 200;

/**
 * Sets automations off as events arrive: exactly once each, in the transaction that
 * moves the checkpoint. In a replay nothing is done: what was done is in the log.
 */
export function automationProjector(services: Services): Projector {
  return {
    name: 'automations',
    types: 'all',
    typesNow: async (tx) => {
      const triggers = (await allAutomations(tx))
        .filter(({ active }) => active)
        .map(({ trigger }) => trigger);
      return [...new Set(triggers.flatMap((trigger) => (trigger.on === 'event' ? [trigger.event] : [])))];
    },
    batchSize,
    apply: async (tx, events, mode) => {
      if (mode === 'replay') return;
      const automations = await allAutomations(tx);
      if (automations.length === 0) return;
      for (const event of events) {
        const target = { ticketId: event.ticketId, customerId: event.customerId };
        const call = {
          actor: systemActor(tx.orgId),
          now: services.clock(),
          cause: { id: event.id, depth: event.depth },
        };
        for (const automation of automations) {
          const verdict = consider(automation, event);
          if (verdict === 'act') await perform(services, tx, call, automation, target, event);
          if (verdict === 'cut') await noteCut(tx, call, automation, target, event);
        }
      }
    },
    reset: async () => undefined,
  };
}
