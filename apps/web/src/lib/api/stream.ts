/** A hint that something changed; what it is, one fetches. */
export interface StreamMessage {
  topic: string;
  id?: string;
  data?: Record<string, string | number | boolean>;
}

type Listener = (message: StreamMessage) => void;

const listeners = new Map<string, Set<Listener>>();
const stateListeners = new Set<() => void>();
let source: EventSource | null = null;
let connected = true;

/** One connection for the whole page, opened with the first listener and kept while there are any. */
export function listen(topic: string, listener: Listener): () => void {
  const known = listeners.has(topic);
  const set = listeners.get(topic) ?? new Set();
  listeners.set(topic, set.add(listener));
  open();
  if (!known) source?.addEventListener(topic, deliver);
  return () => {
    set.delete(listener);
    if (set.size === 0) {
      listeners.delete(topic);
      source?.removeEventListener(topic, deliver);
    }
    if (listeners.size === 0) close();
  };
}

/** Whether hints arrive now, for useSyncExternalStore. */
export const streamState = {
  subscribe(listener: () => void): () => void {
    stateListeners.add(listener);
    return () => stateListeners.delete(listener);
  },
  connected: () => connected,
};

function open(): void {
  if (source !== null) return;
  source = new EventSource('/api/v1/stream');
  source.onopen = () => setConnected(true);
  // The browser connects again by itself unless the server refused.
  source.onerror = () => {
    setConnected(false);
    if (source?.readyState === EventSource.CLOSED) {
      close();
      setTimeout(() => {
        if (listeners.size > 0) open();
      }, 5_000);
    }
  };
  for (const topic of listeners.keys()) source.addEventListener(topic, deliver);
}

function close(): void {
  source?.close();
  source = null;
}

function setConnected(next: boolean): void {
  if (connected === next) return;
  connected = next;
  for (const listener of stateListeners) listener();
}

function deliver(event: Event): void {
  const message = JSON.parse((event as MessageEvent<string>).data) as StreamMessage;
  for (const listener of listeners.get(message.topic) ?? []) listener(message);
}
