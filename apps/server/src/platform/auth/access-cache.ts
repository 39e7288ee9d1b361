import type { Actor } from '../actor.ts';
import type { StreamHub } from '../stream/stream-hub.ts';

/** The stream's topic for "what people may do here has changed"; browsers fetch their profile again. */
export const accessTopic = 'access';

/** A change made by another process whose message was lost takes effect after this time at the latest. */
const keepMs = 30_000;
/** A wrong credential is kept briefly too: a program that repeats it costs no query each time. */
const keepNobodyMs = 2_000;
const most = 10_000;

interface Kept {
  actor: Promise<Actor | null>;
  orgId: string | null;
  until: number;
}

/** Keeps who a credential belongs to, so that a warm request costs no query. */
export interface AccessCache {
  /** Concurrent requests with one credential wait for one look-up. A failed look-up is not kept. */
  get(credential: string, load: () => Promise<Actor | null>): Promise<Actor | null>;
  /** Call after a commit that changed roles, teams, keys or sessions: at once here, and in the other processes. */
  forget(orgId: string): void;
}

/** @param now milliseconds of a clock that never goes back */
export function accessCache(
  stream: Pick<StreamHub, 'subscribe' | 'publish'>,
  now: () => number = () => performance.now(),
): AccessCache {
  const kept = new Map<string, Kept>();
  const listening = new Set<string>();
  // What was looked up before a change and arrives after it must not be kept.
  let changes = 0;

  const drop = (orgId: string) => {
    changes += 1;
    for (const [credential, entry] of kept) if (entry.orgId === orgId) kept.delete(credential);
  };
  const listen = (orgId: string) => {
    if (listening.has(orgId)) return;
    listening.add(orgId);
    stream.subscribe(orgId, (message) => {
      if (message.topic === accessTopic) drop(orgId);
    });
  };

  return {
    get: (credential, load) => {
      const found = kept.get(credential);
      if (found !== undefined && found.until > now()) return found.actor;
      if (kept.size >= most) for (const old of [...kept.keys()].slice(0, most / 10)) kept.delete(old);
      const entry: Kept = { actor: load(), orgId: null, until: now() + keepMs };
      const before = changes;
      kept.delete(credential);
      kept.set(credential, entry);
      const unkeep = () => {
        if (kept.get(credential) === entry) kept.delete(credential);
      };
      entry.actor.then((actor) => {
        if (changes !== before) return unkeep();
        if (actor === null) entry.until = now() + keepNobodyMs;
        else {
          entry.orgId = actor.orgId;
          listen(actor.orgId);
        }
      }, unkeep);
      return entry.actor;
    },
    forget: (orgId) => {
      drop(orgId);
      stream.publish(orgId, { topic: accessTopic });
    },
  };
}
