import { useEffect, useRef } from 'react';
import { type Hotkeys, hotkeyHandler } from './hotkeys.ts';

/** Listens to keys while the component is shown. The latest functions are called without listening anew. */
export function useHotkeys(keys: Hotkeys, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    const handle = hotkeyHandler(() => latest.current);
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [enabled]);
}
