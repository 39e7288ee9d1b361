import { useEffect, useRef } from 'react';
import { type Hotkeys, hotkeyHandler } from './hotkeys.ts';

/** Of everything that is shown, in the order in which it came: what came later has the key. */
const shown = new Set<{ readonly current: Hotkeys }>();

// One handler for all: the second key of `g c` must not be taken for the `c` of another component.
const handle = hotkeyHandler(() => Object.assign({}, ...[...shown].map(({ current }) => current)) as Hotkeys);

/** Listens to keys while the component is shown. The latest functions are called without listening anew. */
export function useHotkeys(keys: Hotkeys, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    if (shown.size === 0) window.addEventListener('keydown', handle);
    shown.add(latest);
    return () => {
      shown.delete(latest);
      if (shown.size === 0) window.removeEventListener('keydown', handle);
    };
  }, [enabled]);
}
