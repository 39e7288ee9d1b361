import { useState } from 'react';
import { useHotkeys } from '../../../lib/keyboard/use-hotkeys.ts';

interface ListKeys {
  ids: readonly string[];
  selected: ReadonlySet<string>;
  setSelected: (selected: ReadonlySet<string>) => void;
  open: (id: string) => void;
}

/** j and k move, x selects, Enter opens; the active row scrolls into view. */
export function useListKeys({ ids, selected, setSelected, open }: ListKeys) {
  const [active, setActive] = useState<string | null>(null);
  const move = (step: number) => {
    if (ids.length === 0) return;
    const place = active === null ? -1 : ids.indexOf(active);
    const next = ids[Math.min(ids.length - 1, Math.max(0, place + step))];
    if (next === undefined) return;
    setActive(next);
    document.getElementById(`row-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys({
    j: () => move(1),
    arrowdown: () => move(1),
    k: () => move(-1),
    arrowup: () => move(-1),
    x: () => {
      if (active === null) return;
      const next = new Set(selected);
      if (!next.delete(active)) next.add(active);
      setSelected(next);
    },
    ...(active === null ? {} : { enter: () => open(active) }),
    ...(selected.size === 0 ? {} : { escape: () => setSelected(new Set()) }),
  });
  return { active, setActive };
}
