import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { listen, type StreamMessage, streamState } from './stream.ts';

/** Calls back on each hint of a topic while the component is shown. */
export function useStream(topic: string, onMessage: (message: StreamMessage) => void): void {
  const latest = useRef(onMessage);
  useEffect(() => {
    latest.current = onMessage;
  });
  useEffect(() => listen(topic, (message) => latest.current(message)), [topic]);
}

const gatherMs = 1_000;

/** Fetches queries again when a topic moved, at most once a second however busy the organisation is. */
export function useLive(topic: string, key: QueryKey): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useStream(topic, () => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: key });
    }, gatherMs);
  });
}

/** False while the connection to the server is lost. */
export function useConnected(): boolean {
  return useSyncExternalStore(streamState.subscribe, streamState.connected);
}
