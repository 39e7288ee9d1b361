import type { Actor } from '../actor.ts';

/** What sign-in needs to know of people; the module `people` answers it. */
export interface Directory {
  /** The user as an actor; null where there is none or the user is not active. */
  userActor(orgId: string, userId: string): Promise<Actor | null>;
  /** The API key with this hash as an actor; null where it is unknown, expired or revoked. */
  keyActor(orgId: string, secretHash: Buffer): Promise<Actor | null>;
}
