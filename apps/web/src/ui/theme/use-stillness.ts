import { useSyncExternalStore } from 'react';

const wish = window.matchMedia('(prefers-reduced-motion: reduce)');

function subscribe(listener: () => void): () => void {
  wish.addEventListener('change', listener);
  return () => wish.removeEventListener('change', listener);
}

/** Whether the reader has asked their system for less movement. */
export function useStillness(): boolean {
  return useSyncExternalStore(subscribe, () => wish.matches);
}
