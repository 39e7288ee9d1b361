import { authEvents } from '@jingyun/contracts';
import { eventActor, systemActor } from '../actor.ts';
import { appendEvents } from '../events/append-events.ts';
import type { EventDraft } from '../events/types.ts';
import type { Services } from '../services.ts';
import { type Client, placeOf } from './client.ts';

type Needs = Pick<Services, 'database' | 'clock'>;

/** Whom an entry of the audit trail is about. */
export interface Person {
  orgId: string;
  userId: string;
}

type AuditEvent = keyof typeof authEvents;
type DataOf<E extends AuditEvent> = Omit<EventDraft<(typeof authEvents)[E]>['data'], 'address' | 'device'>;

/**
 * Writes an entry of the sign-in audit trail. Until somebody has proved who they are the
 * actor is the product: a failed guess at a user's password is not that user's deed.
 */
export async function audit<E extends AuditEvent>(
  services: Needs,
  client: Client,
  person: Person,
  event: E,
  data: DataOf<E>,
): Promise<void> {
  const guess = event === 'signInFailed' || event === 'signInLocked' || event === 'passwordResetAsked';
  await services.database.inOrg(person.orgId, async (tx) => {
    await appendEvents(tx, [
      {
        definition: authEvents[event],
        data: { ...placeOf(client), ...data },
        subject: { type: 'user', id: person.userId },
        actor: guess ? eventActor(systemActor(person.orgId)) : { type: 'user', id: person.userId },
        occurredAt: services.clock(),
      },
    ]);
  });
}
