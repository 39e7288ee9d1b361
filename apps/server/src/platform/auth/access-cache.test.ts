import { expect, test } from 'vitest';
import type { Actor } from '../actor.ts';
import { systemActor } from '../actor.ts';
import type { StreamMessage } from '../stream/stream-hub.ts';
import { accessCache, accessTopic } from './access-cache.ts';

const orgId = '00000000-0000-7000-8000-000000000001';
const otherOrgId = '00000000-0000-7000-8000-000000000002';

function fixture() {
  const listeners = new Map<string, (message: StreamMessage) => void>();
  const clock = { ms: 0 };
  const looked = { up: 0 };
  const cache = accessCache(
    {
      subscribe: (org, listener) => {
        listeners.set(org, listener);
        return () => listeners.delete(org);
      },
      publish: () => undefined,
    },
    () => clock.ms,
  );
  const load =
    (actor: Actor | null = systemActor(orgId)) =>
    async () => {
      looked.up += 1;
      return actor;
    };
  return { cache, clock, looked, load, listeners };
}

test('a warm credential is not looked up again, also when requests come at once', async () => {
  const { cache, looked, load } = fixture();
  await Promise.all([cache.get('a', load()), cache.get('a', load()), cache.get('a', load())]);
  await cache.get('a', load());
  expect(looked.up).toBe(1);
});

test('it is looked up again after half a minute', async () => {
  const { cache, clock, looked, load } = fixture();
  await cache.get('a', load());
  clock.ms = 29_999;
  await cache.get('a', load());
  clock.ms = 30_001;
  await cache.get('a', load());
  expect(looked.up).toBe(2);
});

test('a change in the organisation drops its credentials and no other organisation’s', async () => {
  const { cache, looked, load } = fixture();
  await cache.get('a', load());
  await cache.get('b', load(systemActor(otherOrgId)));
  cache.forget(orgId);
  expect(await cache.get('a', load(null))).toBeNull();
  await cache.get('b', load());
  expect(looked.up).toBe(3);
});

test('a change told by another process counts alike; other topics do not', async () => {
  const { cache, looked, load, listeners } = fixture();
  await cache.get('a', load());
  listeners.get(orgId)?.({ topic: 'tickets' });
  await cache.get('a', load());
  expect(looked.up).toBe(1);
  listeners.get(orgId)?.({ topic: accessTopic });
  await cache.get('a', load());
  expect(looked.up).toBe(2);
});

test('what was looked up before a change and arrives after it is not kept', async () => {
  const { cache, looked, load } = fixture();
  const slow = Promise.withResolvers<Actor | null>();
  const first = cache.get('a', () => slow.promise);
  cache.forget(orgId);
  slow.resolve(systemActor(orgId));
  await first;
  await cache.get('a', load(null));
  expect(looked.up).toBe(1);
});

test('a wrong credential is forgotten after two seconds, a failed look-up at once', async () => {
  const { cache, clock, looked, load } = fixture();
  await cache.get('wrong', load(null));
  clock.ms = 2_001;
  expect(await cache.get('wrong', load())).not.toBeNull();
  await expect(cache.get('broken', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(await cache.get('broken', load())).not.toBeNull();
  expect(looked.up).toBe(3);
});
