import type { Sql } from '../database/connect.ts';

/** A hint to browsers that something changed; they fetch what they may see. Never holds data worth protecting. */
export interface StreamMessage {
  /** `tickets`, `metrics`, `jobs`, `presence` … */
  topic: string;
  id?: string;
  /** For presence: who and how; for tickets: the new version. Small. */
  data?: Record<string, string | number | boolean>;
}

export interface StreamHub {
  publish(orgId: string, message: StreamMessage): void;
  subscribe(orgId: string, listener: (message: StreamMessage) => void): () => void;
  close(): Promise<void>;
}

const gatherMs = 50;
/** NOTIFY takes 8,000 bytes at most. */
const maxPayload = 7_500;

/**
 * Messages between processes to the browsers connected to each, over NOTIFY. They are
 * gathered, so that a thousand changes in a moment cost one message of each kind.
 */
export async function streamHub(pool: Sql): Promise<StreamHub> {
  const listeners = new Map<string, Set<(message: StreamMessage) => void>>();
  const gathered = new Map<string, Map<string, StreamMessage>>();
  let timer: NodeJS.Timeout | undefined;

  const deliver = (orgId: string, message: StreamMessage) => {
    for (const listener of listeners.get(orgId) ?? []) listener(message);
  };
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const sending = [...gathered].map(async ([orgId, messages]) => {
      const payload = JSON.stringify([orgId, ...messages.values()]);
      const sent =
        payload.length <= maxPayload ? payload : JSON.stringify([orgId, ...topicsOf(messages.values())]);
      // A lost hint costs a stale screen until the next one; the pool reports a lost server where it matters.
      await pool`select pg_notify('jingyun_stream', ${sent})`.catch(() => undefined);
    });
    gathered.clear();
    await Promise.all(sending);
  };
  const subscription = await pool.listen('jingyun_stream', (payload) => {
    const [orgId, ...messages] = JSON.parse(payload) as [string, ...StreamMessage[]];
    for (const message of messages) deliver(orgId, message);
  });

  return {
    publish: (orgId, message) => {
      const messages = gathered.get(orgId) ?? new Map<string, StreamMessage>();
      messages.set(`${message.topic} ${message.id ?? ''} ${message.data?.['key'] ?? ''}`, message);
      gathered.set(orgId, messages);
      timer ??= setTimeout(flush, gatherMs);
    },
    subscribe: (orgId, listener) => {
      const set = listeners.get(orgId) ?? new Set();
      listeners.set(orgId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(orgId);
      };
    },
    close: async () => {
      // A command of the CLI ends at once: what it has to tell a running server is told before.
      await flush();
      await subscription.unlisten();
    },
  };
}

/** Too many to name each: say only which topics moved. */
function topicsOf(messages: Iterable<StreamMessage>): StreamMessage[] {
  return [...new Set([...messages].map((message) => message.topic))].map((topic) => ({ topic }));
}
