import type { EventActor, Locale, RowScope } from '@jingyun/contracts';
import { ServiceError } from './errors/service-error.ts';
import type { AppendedEvent } from './events/append-events.ts';

/** Who is asking, and what they may do. Made once for each request, from a session, an API key or a customer's link. */
export interface Actor {
  orgId: string;
  type: EventActor['type'];
  /** The user's, customer's or key's id; null for the system. */
  id: string | null;
  name: string;
  locale: Locale;
  /** The teams whose rows the scope `team` reaches. */
  teamIds: readonly string[];
  /** Permission → the rows it reaches. */
  grants: ReadonlyMap<string, RowScope>;
}

/** What every use case is told besides the transaction and its input. */
export interface Call {
  actor: Actor;
  now: Temporal.Instant;
  /** The event that brought this call about, when an automation makes it. */
  cause?: AppendedEvent;
}

/** True where the actor has the permission, whatever its scope. */
export function may(actor: Actor, permission: string): boolean {
  return actor.grants.has(permission);
}

/** @throws ServiceError forbidden */
export function authorise(actor: Actor, permission: string): RowScope {
  const scope = actor.grants.get(permission);
  if (scope === undefined) throw new ServiceError('forbidden', { params: { permission } });
  return scope;
}

/** The actor as events name it. */
export function eventActor(actor: Actor): EventActor {
  return { type: actor.type, id: actor.id };
}

const everything: ReadonlyMap<string, RowScope> = new (class extends Map<string, RowScope> {
  override get(): RowScope {
    return 'all';
  }
  override has(): boolean {
    return true;
  }
})();

/** The product itself at work: sweeps, automations, imports, the demo. May do everything within its organisation. */
export function systemActor(orgId: string, locale: Locale = 'zh-CN'): Actor {
  return { orgId, type: 'system', id: null, name: 'Jingyun', locale, teamIds: [], grants: everything };
}
