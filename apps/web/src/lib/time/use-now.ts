import { useSyncExternalStore } from 'react';
import { clockNow } from './clock.ts';

// One ticker for all clocks on the screen; it rests while nobody looks.
const listeners = new Set<() => void>();
let now = clockNow();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = clockNow();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = clockNow();
    timer = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/**
 * The time of day in epoch milliseconds, moving on by steps.
 * @param step seconds; a component renders again only when a step is over
 */
export function useNow(step = 1): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / (step * 1_000)) * step * 1_000);
}
