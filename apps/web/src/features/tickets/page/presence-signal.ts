import { api } from '../../../lib/api/client.ts';

export type PresenceState = 'viewing' | 'editing' | 'gone';

const repeatMs = 20_000;
const last = new Map<string, { state: PresenceState; at: number }>();

/** Tells colleagues what one does on a ticket; the same again only now and then. A lost signal harms nobody. */
export function announce(ticketId: string, state: PresenceState): void {
  const before = last.get(ticketId);
  if (before?.state === state && Date.now() - before.at < repeatMs) return;
  last.set(ticketId, { state, at: Date.now() });
  api
    .POST('/api/v1/tickets/{id}/presence', { params: { path: { id: ticketId } }, body: { state } })
    .catch(() => undefined);
}

/** What one last said to do there. */
export function announced(ticketId: string): PresenceState {
  return last.get(ticketId)?.state ?? 'viewing';
}

/** Says again what one does, so that it does not lapse. */
export function announceAgain(ticketId: string): void {
  const state = announced(ticketId);
  last.delete(ticketId);
  announce(ticketId, state === 'gone' ? 'viewing' : state);
}
