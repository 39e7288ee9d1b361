import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface DragOrder {
  /** A row was dragged past another one. */
  onPlace: (key: string, beside: string, after: boolean) => void;
  /** The same by the arrow keys. */
  onMove: (key: string, by: -1 | 1) => void;
}

/**
 * Puts rows in order by their handles: dragged by mouse, pen or finger, or moved by the arrow keys.
 * Rows carry `data-drag-row`. A dragged row takes another one's place once the pointer is past its middle, so that
 * rows of different heights do not change places to and fro.
 */
export function useDragOrder(given: DragOrder) {
  const [dragged, setDragged] = useState<string | null>(null);
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  // On the window: the handle moves within the document as it is dragged, and would lose a captured pointer.
  useEffect(() => {
    if (dragged === null) return;
    const move = (event: PointerEvent) => {
      const place = placeUnder(dragged, event);
      if (place !== null) latest.current.onPlace(dragged, place.beside, place.after);
    };
    const end = () => setDragged(null);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, [dragged]);
  return {
    dragged,
    handle: (key: string) => ({
      onPointerDown: () => setDragged(key),
      onKeyDown: (event: KeyboardEvent) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
        if (by === null) return;
        event.preventDefault();
        latest.current.onMove(key, by);
        // What is put elsewhere in the document, or made anew there, loses the focus; the next key would go nowhere.
        requestAnimationFrame(() =>
          document.querySelector<HTMLElement>(`[data-drag-row="${key}"] button`)?.focus(),
        );
      },
    }),
  };
}

/** The row whose middle the pointer has passed, and on which side of it the dragged one belongs; null for none. */
function placeUnder(
  key: string,
  { clientX, clientY }: PointerEvent,
): { beside: string; after: boolean } | null {
  const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-drag-row]');
  const own = document.querySelector(`[data-drag-row="${key}"]`)?.getBoundingClientRect();
  const beside = row?.dataset['dragRow'];
  if (row === null || row === undefined || own === undefined || beside === undefined || beside === key)
    return null;
  const box = row.getBoundingClientRect();
  const after = own.top < box.top;
  const middle = box.top + box.height / 2;
  return (after ? clientY > middle : clientY < middle) ? { beside, after } : null;
}
